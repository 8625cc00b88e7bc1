"""Semantic tokens by the protocol: announced to whom can ask, in the client's columns."""

from typing import Any

import pytest

from opencode_ls.lsp.tokens import _edits
from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"
DOCUMENT = {"textDocument": {"uri": URI}}
LEGEND = {
    "tokenTypes": [
        *("macro", "function", "namespace", "enumMember", "class", "variable", "property")
    ],
    "tokenModifiers": ["declaration", "deprecated"],
}
TEXT = '{\r\n"é😀": "é😀{env:É😀}",\r\n"model": "é/😀b", "autoshare": true}'
MACRO, NAMESPACE, MODEL, PROPERTY = 0, 2, 3, 6
DEPRECATED = 2


def abilities(
    encoding: str = "utf-16", formats: tuple[str, ...] = ("relative",), **requests: object
) -> dict[str, Any]:
    tokens = {"requests": requests, "formats": [*formats], "tokenTypes": [], "tokenModifiers": []}
    return {
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"semanticTokens": tokens},
    }


def check(client: RawClient, method: str, expected: object, **params: object) -> dict[str, Any]:
    """What is told in answer to one question."""
    reply = client.request(f"textDocument/semanticTokens/{method}", {**DOCUMENT, **params})
    result: dict[str, Any] = reply["result"]

    assert result.get("data", result.get("edits")) == expected
    return result


@pytest.mark.parametrize(
    ("capabilities", "announced"),
    [
        ({}, None),
        (abilities(full=True, formats=("absolute",)), None),
        (abilities(full=False, range=False), None),
        (abilities(full=True), {"legend": LEGEND, "full": True}),
        (abilities(range={}), {"legend": LEGEND, "range": True}),
        (
            abilities(full={"delta": True}, range=True),
            {"legend": LEGEND, "full": {"delta": True}, "range": True},
        ),
    ],
)
def test_what_the_client_can_ask_is_announced(
    capabilities: dict[str, Any], announced: object
) -> None:
    ways = announced if isinstance(announced, dict) else {}
    with RawClient() as client:
        result = client.initialize(capabilities=capabilities)["capabilities"]
        replies = [
            client.request(f"textDocument/semanticTokens/{method}", {}).get("error", {})["code"]
            for method in ("full", "full/delta", "range")
        ]

        assert result.get("semanticTokensProvider") == announced
        assert [code == -32602 for code in replies] == [
            "full" in ways,
            isinstance(ways.get("full"), dict),
            "range" in ways,
        ]


@pytest.mark.parametrize(
    ("encoding", "before", "long", "astral"),
    [("utf-8", 17, 12, 4), ("utf-16", 11, 9, 2), ("utf-32", 9, 8, 1)],
)
def test_columns_and_lengths_are_the_clients(
    encoding: str, before: int, long: int, astral: int
) -> None:
    second = [1, before, long, MACRO, 0]
    provider = 2 if encoding == "utf-8" else 1
    model = [
        *(1, 10, provider, NAMESPACE, 0),
        *(0, provider + 1, astral + 1, MODEL, 0),
        *(0, astral + 1 + 4, 9, PROPERTY, DEPRECATED),
    ]
    area = {"start": at(2, 0), "end": at(2, 99)}
    with RawClient() as client:
        client.initialize(capabilities=abilities(encoding, full=True, range=True))
        client.open(URI, TEXT)
        check(client, "full", [*second, *model])
        check(client, "range", [2, *model[1:]], range=area)


def test_only_what_has_changed_is_told_again() -> None:
    first, last = [0, 11, 1, NAMESPACE, 0], [0, 2, 1, MODEL, 0]
    with RawClient() as client:
        client.initialize(capabilities=abilities(full={"delta": True}))
        client.open(URI, '{"model": "a/b"}')
        full = check(client, "full", [*first, *last])
        same = check(client, "full/delta", [], previousResultId=full["resultId"])
        client.open(URI, '{"model": "a/b", "x": "{env:A}"}', version=2)
        added = [{"start": 10, "deleteCount": 0, "data": [0, 10, 7, MACRO, 0]}]
        more = check(client, "full/delta", added, previousResultId=same["resultId"])
        client.open(URI, '{"model": "a/bcd"}', version=3)
        changed = [{"start": 5, "deleteCount": 10, "data": [0, 2, 3, MODEL, 0]}]
        less = check(client, "full/delta", changed, previousResultId=more["resultId"])
        whole = [*first, 0, 2, 3, MODEL, 0]
        check(client, "full/delta", whole, previousResultId=full["resultId"])
        client.notify("textDocument/didClose", DOCUMENT)
        check(client, "full/delta", [], previousResultId=less["resultId"])

        assert full["resultId"] == same["resultId"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "ab"),
        ("ab", ""),
        ("abc", "axc"),
        ("aaa", "aa"),
        ("aa", "aaa"),
        ("abab", "ab"),
        ("abc", "xyz"),
    ],
)
def test_an_edit_of_the_old_tokens_gives_the_new_ones(before: str, after: str) -> None:
    old, new = (
        [number for name in each for number in (0, ord(name), 1, 2, 0)] for each in (before, after)
    )
    for edit in _edits(old, new):
        assert edit.start % 5 == edit.delete_count % 5 == 0
        old[edit.start : edit.start + edit.delete_count] = edit.data or []

    assert old == new


def test_half_typed_text_and_an_unknown_document() -> None:
    with RawClient() as client:
        client.initialize(capabilities=abilities(full=True))
        check(client, "full", [])
        client.open(URI, '{"model": "a')
        check(client, "full", [0, 11, 1, NAMESPACE, 0])


def test_another_opencode_colours_anew() -> None:
    workspace = {"semanticTokens": {"refreshSupport": True}}
    with RawClient() as client:
        client.initialize(capabilities={**abilities(full=True), "workspace": workspace})
        client.open(URI, '{"model": {"providerID": "a"}}')
        check(client, "full", [])
        settings = {"opencode-ls": {"opencode": "2"}}
        client.notify("workspace/didChangeConfiguration", {"settings": settings})
        client.wait_for("workspace/semanticTokens/refresh")
        check(client, "full", [0, 26, 1, NAMESPACE, 0])
