"""A list that may not be all says so, and an item says how its lines are indented."""

from typing import Any

import pytest

from opencode_ls.lsp.message import Json
from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"


def check(text: str, item: dict[str, Any]) -> Json:
    """The list at the end of a text, for a client with these abilities."""
    capabilities = {"textDocument": {"completion": {"completionItem": item}}}
    with RawClient() as client:
        client.initialize(capabilities=capabilities)
        client.open(URI, text)
        place = {"textDocument": {"uri": URI}, "position": at(0, len(text))}
        return client.request("textDocument/completion", place)["result"]


@pytest.mark.parametrize(
    ("text", "incomplete"), [('{"model": "', True), ('{"model": "xai/grok', False), ("{", False)]
)
def test_models_are_asked_for_again_as_more_is_typed(text: str, *, incomplete: bool) -> None:
    assert check(text, {})["isIncomplete"] is incomplete


@pytest.mark.parametrize(
    ("modes", "snippets", "expected"),
    [([], True, None), ([1, 2], True, 2), ([1, 2], False, 1), ([1], True, None)],
)
def test_indentation(modes: list[int], *, snippets: bool, expected: int | None) -> None:
    support = {"snippetSupport": snippets, "insertTextModeSupport": {"valueSet": modes}}
    items = check("{", support)["items"]

    assert {item.get("insertTextMode") for item in items} == {expected}
