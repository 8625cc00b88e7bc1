"""Links by the protocol: columns as the client counts them, targets that are URIs."""

from pathlib import Path

import pytest

from protocol.places import position
from protocol.raw_client import RawClient, at


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_file_and_an_address(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "é k").write_text("x", encoding="utf-8")
    text = '{\r\n"é😀": "{file:é k}", "é": "https://é.example/ü%20?q"}'
    uri = (tmp_path / "opencode.json").as_uri()
    general = {"positionEncodings": [encoding]}
    folders = [{"uri": tmp_path.as_uri(), "name": "work"}]
    with RawClient() as client:
        client.initialize(capabilities={"general": general}, workspaceFolders=folders)
        client.open(uri, text)
        found = client.request("textDocument/documentLink", {"textDocument": {"uri": uri}})

    assert found["result"] == [
        {"range": area(text, "é k", encoding), "target": f"{tmp_path.as_uri()}/%C3%A9%20k"},
        {
            "range": area(text, "https://é.example/ü%20?q", encoding),
            "target": "https://%C3%A9.example/%C3%BC%20?q",
        },
    ]


def area(text: str, part: str, encoding: str) -> dict[str, object]:
    start = text.index(part)
    first, last = (position(text, at, encoding) for at in (start, start + len(part)))
    return {"start": at(first.line, first.character), "end": at(last.line, last.character)}


def test_a_document_that_is_not_open_has_none() -> None:
    with RawClient() as client:
        client.initialize()
        params = {"textDocument": {"uri": "file:///work/opencode.json"}}

        assert client.request("textDocument/documentLink", params)["result"] == []
