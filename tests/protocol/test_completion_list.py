"""A list that may not be all says so, and an item says how its lines are indented."""

from typing import Any

import pytest

from opencode_ls.door.message import Json
from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"


def check(text: str, item: dict[str, Any], cursor: int | None = None) -> Json:
    """The list at the cursor, or at the end of a text, for a client with these abilities."""
    capabilities = {"textDocument": {"completion": {"completionItem": item}}}
    with RawClient() as client:
        client.initialize(capabilities=capabilities)
        client.open(URI, text)
        place = {
            "textDocument": {"uri": URI},
            "position": at(0, len(text) if cursor is None else cursor),
        }
        return client.request("textDocument/completion", place)["result"]


@pytest.mark.parametrize(
    ("text", "incomplete"), [('{"model": "', True), ('{"model": "xai/grok', False), ("{", False)]
)
def test_models_are_asked_for_again_as_more_is_typed(text: str, *, incomplete: bool) -> None:
    assert check(text, {})["isIncomplete"] is incomplete


@pytest.mark.parametrize(
    ("support", "details"),
    [({}, None), ({"labelDetailsSupport": True}, {"description": "string"})],
)
def test_every_item_says_its_type(support: dict[str, Any], details: Json) -> None:
    items = check("{", support)["items"]
    (item,) = (item for item in items if item["label"] == "username")

    assert (item["detail"], item.get("labelDetails")) == ("string", details)


CUT = ('{"username": "{env:OPEN', 'AI_API_KEY}"}')
START, CURSOR, END = 19, 23, 33


@pytest.mark.parametrize(
    ("support", "edit"),
    [
        ({}, {"range": {"start": at(0, START), "end": at(0, END)}}),
        (
            {"insertReplaceSupport": True},
            {
                "insert": {"start": at(0, START), "end": at(0, CURSOR)},
                "replace": {"start": at(0, START), "end": at(0, END)},
            },
        ),
    ],
)
def test_what_stands_behind_the_cursor_can_be_kept(support: dict[str, Any], edit: Json) -> None:
    items = check("".join(CUT), support, cursor=len(CUT[0]))["items"]
    (item,) = (item for item in items if item["label"] == "OPENAI_API_KEY")

    assert item["textEdit"] == {**edit, "newText": "OPENAI_API_KEY"}


@pytest.mark.parametrize(
    ("modes", "snippets", "expected"),
    [([], True, None), ([1, 2], True, 2), ([1, 2], False, 1), ([1], True, None)],
)
def test_indentation(modes: list[int], *, snippets: bool, expected: int | None) -> None:
    support = {"snippetSupport": snippets, "insertTextModeSupport": {"valueSet": modes}}
    items = check("{", support)["items"]

    assert {item.get("insertTextMode") for item in items} == {expected}
