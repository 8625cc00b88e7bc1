"""Paths in a `{file:…}` by the protocol: columns as the client counts them, folders as folders."""

from pathlib import Path

import pytest

from protocol.places import position
from protocol.raw_client import RawClient, at


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_path(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "é" / "folder").mkdir(parents=True)
    (tmp_path / "é" / "😀.md").write_text("x", encoding="utf-8")
    before, behind = '{"é😀": 1, "username": "{file:é/', '😀}"}'
    text = before + behind
    uri = (tmp_path / "opencode.json").as_uri()
    start, end = (
        position(text, offset, encoding) for offset in (len(before), len(before) + len("😀"))
    )
    area = {"start": at(start.line, start.character), "end": at(end.line, end.character)}
    with RawClient() as client:
        folders = [{"uri": tmp_path.as_uri(), "name": "work"}]
        general = {"positionEncodings": [encoding]}
        client.initialize(capabilities={"general": general}, workspaceFolders=folders)
        client.open(uri, text)
        place = {"textDocument": {"uri": uri}, "position": area["start"]}
        items = client.request("textDocument/completion", place)["result"]["items"]

    assert [(item["label"], item["kind"], item["textEdit"]) for item in items] == [
        ("folder/", 19, {"range": area, "newText": "folder/"}),
        ("😀.md", 17, {"range": area, "newText": "😀.md"}),
    ]
