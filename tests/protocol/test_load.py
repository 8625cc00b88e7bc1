"""Much at once: big documents, fast typists, and more commands than there are workers."""

import json
from pathlib import Path
from typing import Any

import pytest

from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"
BUSY = 40
"""More than a pool has workers on any machine with fewer than 36 processors."""


class Undecided(RawClient):
    """A client whose user does not answer any question."""

    def _answer(self, message: dict[str, Any]) -> None:
        if message["method"] != "window/showMessageRequest":
            super()._answer(message)


def check(client: RawClient, uri: str, expected: list[str]) -> None:
    """The keys at the root, as the server knows the document now."""
    params = {"textDocument": {"uri": uri}}
    answer = client.request("textDocument/documentSymbol", params)
    at_root = (symbol for symbol in answer["result"] if "containerName" not in symbol)
    assert [symbol["name"] for symbol in at_root] == expected


def change(uri: str, version: int, place: tuple[int, int], size: int, text: str) -> dict[str, Any]:
    line, column = place
    area = {"start": at(line, column), "end": at(line, column + size)}
    name = {"uri": uri, "version": version}
    return {"textDocument": name, "contentChanges": [{"range": area, "text": text}]}


def test_a_document_of_10_mb() -> None:
    with RawClient() as client:
        client.initialize()
        client.open(URI, '{\n"username": "' + "x" * 10_000_000 + '"\n}')
        client.notify("textDocument/didChange", change(URI, 2, (1, 1), 8, "model"))
        check(client, URI, ["model"])


def test_10000_rapid_edits() -> None:
    with RawClient() as client:
        client.initialize()
        client.open(URI, '{"": 1}')
        for version in range(10_000):
            letter = str(version % 10)
            client.notify("textDocument/didChange", change(URI, version, (0, 2), 0, letter))
            client.notify("textDocument/didChange", change(URI, version, (0, 3), 1, ""))
            client.notify("textDocument/didChange", change(URI, version, (0, 2), 1, '"'))
        check(client, URI, ['""'])


@pytest.mark.parametrize(
    ("method", "more", "expected"),
    [
        ("documentSymbol", {}, []),
        ("hover", {"position": at(0, 0)}, None),
        (
            "codeAction",
            {"range": {"start": at(0, 0), "end": at(9, 9)}, "context": {"diagnostics": []}},
            [],
        ),
        ("foldingRange", {}, []),
    ],
)
def test_a_document_that_is_not_open(method: str, more: dict[str, Any], expected: object) -> None:
    with RawClient() as client:
        client.initialize()
        client.notify("textDocument/didChange", change(URI, 2, (0, 0), 0, "{}"))
        answer = client.request(f"textDocument/{method}", {"textDocument": {"uri": URI}, **more})
        assert answer["result"] == expected


def test_all_workers_wait_for_the_user(tmp_path: Path) -> None:
    path = tmp_path / "opencode.json"
    options = {"apiKeyCommand": ["true"], "baseURL": "https://llm.test/v1"}
    text = json.dumps({"provider": {f"p{each}": {"options": options} for each in range(BUSY)}})
    path.write_text(text)
    with Undecided() as client:
        asks: dict[str, Any] = {"window": {"showMessage": {}}}
        client.initialize(capabilities=asks, initializationOptions={"trusted": True})
        client.open(path.as_uri(), text)
        for each in range(BUSY):
            argument = {"uri": path.as_uri(), "provider": f"p{each}"}
            params = {"command": "opencode-ls.runApiKeyCommand", "arguments": [argument]}
            client.ask("workspace/executeCommand", params)
        client.wait_for("window/showMessageRequest")
        check(client, path.as_uri(), ["provider"])
