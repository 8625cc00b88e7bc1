"""`source.fixAll.opencode-ls`: every safe fix as one edit, for who asks for it or for anything."""

import pytest

from opencode_ls.door.message import Json
from protocol.places import position
from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"
TEXT = '{\r\n  "é😀": 1, "modle": "a/b", // é😀\r\n  "autoshare": true, "theme": "x"\r\n}\r\n'
FIXED = TEXT.replace("modle", "model").replace('"autoshare": true', '"share": "auto"')
FIRST, LAST = TEXT.index("le"), TEXT.index(', "theme')
KIND = "source.fixAll.opencode-ls"


def check(only: list[str] | None, *expected: str, text: str = TEXT) -> None:
    """The kinds of the actions at the start of a document."""
    assert [each["kind"] for each in asked(only, text, "utf-16")] == [*expected]


def asked(
    only: list[str] | None, text: str, encoding: str, **context: Json
) -> list[dict[str, Json]]:
    actions: Json = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
    general = {"positionEncodings": [encoding]}
    with RawClient() as client:
        client.initialize(
            capabilities={"textDocument": {"codeAction": actions}, "general": general}
        )
        client.open(URI, text)
        params = {
            "textDocument": {"uri": URI},
            "range": {"start": at(0, 0), "end": at(0, 0)},
            "context": {"diagnostics": []} | ({} if only is None else {"only": only}) | context,
        }
        found: list[dict[str, Json]] = client.request("textDocument/codeAction", params)["result"]
        return found


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (None, ["refactor.rewrite", KIND]),
        ([], []),
        (["source"], [KIND]),
        (["source.fixAll"], [KIND]),
        ([KIND], [KIND]),
        (["quickfix", "source.fixAll"], [KIND]),
        (["quickfix"], []),
        (["source.fixAll.other"], []),
        (["source.fix"], []),
    ],
)
def test_who_is_offered_it(only: list[str] | None, expected: list[str]) -> None:
    check(only, *expected)


def test_for_a_light_bulb_it_is_not_looked_for() -> None:
    kinds = [each["kind"] for each in asked(None, TEXT, "utf-16", triggerKind=2)]

    assert kinds == ["refactor.rewrite"]


def test_where_there_is_nothing_to_fix_it_is_not_offered() -> None:
    check([KIND], text='{"theme": "x"}')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_it_is_one_edit_for_what_the_rules_call_safe(encoding: str) -> None:
    start, end = (position(TEXT, offset, encoding) for offset in (FIRST, LAST))
    new = FIXED[FIRST : FIXED.index(', "theme')]
    area = {
        "start": at(start.line, start.character),
        "end": at(end.line, end.character),
    }
    edit = {"changes": {URI: [{"range": area, "newText": new}]}}

    assert asked(["source.fixAll"], TEXT, encoding) == [
        {"title": "Apply all safe fixes", "kind": KIND, "edit": edit}
    ]


def test_it_is_announced() -> None:
    with RawClient() as client:
        provider = client.initialize()["capabilities"]["codeActionProvider"]

    kinds = ["quickfix", "refactor.rewrite", "source", KIND]
    assert provider == {"codeActionKinds": kinds, "resolveProvider": True}
