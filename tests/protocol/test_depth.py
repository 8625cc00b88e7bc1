"""A text of 100,000 brackets, or of many megabytes of nothing, is a text like any other."""

import pytest

from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"
DOCUMENT = {"textDocument": {"uri": URI}}
DEEP = 100_000


def check(text: str) -> None:
    """Every question is answered with a result, and the next text is understood."""
    middle = at(0, len(text) // 2)
    area = {"start": middle, "end": middle}
    with RawClient() as client:
        client.initialize()
        client.open(URI, text)
        told = client.wait_for("textDocument/publishDiagnostics")
        replies = [
            client.request("textDocument/hover", {**DOCUMENT, "position": middle}),
            client.request("textDocument/completion", {**DOCUMENT, "position": middle}),
            client.request("textDocument/documentSymbol", DOCUMENT),
            client.request(
                "textDocument/codeAction",
                {**DOCUMENT, "range": area, "context": {"diagnostics": []}},
            ),
        ]
        client.open(URI, '{"share": "auto"}')
        after = client.request("textDocument/documentSymbol", DOCUMENT)["result"]

        assert told["diagnostics"]
        assert ["result" in reply for reply in replies] == [True] * 4
        assert [symbol["name"] for symbol in after] == ["share"]


@pytest.mark.parametrize(
    "text",
    ["[" * DEEP + "]" * DEEP, '{"a":' * DEEP, "[" * DEEP, "]" * DEEP, '{"provider":' + "[{" * DEEP],
    ids=["arrays", "unclosed objects", "unclosed arrays", "closing", "in a key"],
)
def test_brackets(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text", ["\0" * DEEP, "\ud800" * DEEP, "/*" + "*" * DEEP, '"' + "\\" * DEEP]
)
def test_long_nonsense(text: str) -> None:
    check(text)
