"""Definitions, uses, renames and symbols by the protocol: other files, versions, the columns."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from protocol.places import position
from protocol.raw_client import RawClient

TEXT = (
    '{\r\n  "username": "é", "model": "my-é😀/m",\n  "mcp": {"docs": {}}, "tools": {"docs_*": 1}\n}'
)
OTHER = '\ufeff{"username": "é😀", "provider": {"my-é😀": {"models": {"m": {}}}}}'
OUTSIDE = '{"agent": {"mine": {}}, "disabled_providers": ["foreign"]}'
METHODS = ["definition", "references", "documentHighlight", "prepareRename", "rename"]


class Session:
    """A client with an open file, beside one that it does not have open."""

    def __init__(self, client: RawClient, folder: Path, encoding: str) -> None:
        self.client, self.encoding = client, encoding
        self.own = (folder / "opencode.json").as_uri()
        self.other = (folder / ".opencode" / "opencode.json").as_uri()

    def ask(self, method: str, at: str, **params: object) -> dict[str, Any]:
        """The answer about the first place of a text in the open file."""
        document = {"textDocument": {"uri": self.own}, "position": self.place(TEXT, at)}
        context = {"context": {"includeDeclaration": True}, "newName": "neu"}
        return self.client.request(f"textDocument/{method}", {**document, **context, **params})

    def place(self, text: str, at: str) -> dict[str, int]:
        found = position(text, text.index(at), self.encoding)
        return {"line": found.line, "character": found.character}

    def area(self, text: str, part: str, after: str = "") -> dict[str, Any]:
        """The range of a part, the first behind `after`; an editor drops a mark at the start."""
        text = text.removeprefix("\ufeff")
        start = text.index(part, text.index(after))
        places = (position(text, at, self.encoding) for at in (start, start + len(part)))
        ends = [{"line": at.line, "character": at.character} for at in places]
        return {"start": ends[0], "end": ends[1]}


@contextmanager
def session(
    folder: Path, encoding: str = "utf-16", /, **capabilities: Mapping[str, object]
) -> Iterator[Session]:
    """`capabilities` are those of the client, by the parts that they have."""
    for name, text in {
        "work/.opencode/opencode.json": OTHER,
        "me/opencode/opencode.json": OUTSIDE,
    }.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    work = folder / "work"
    (work / ".git").mkdir()
    general = {"positionEncodings": [encoding]}
    with RawClient(env={"XDG_CONFIG_HOME": str(folder / "me")}) as client:
        client.initialize(
            capabilities={"general": general, **capabilities},
            workspaceFolders=[{"uri": work.as_uri(), "name": "work"}],
        )
        found = Session(client, work, encoding)
        client.open(found.own, TEXT, version=7)
        yield found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_name_in_two_files(encoding: str, tmp_path: Path) -> None:
    with session(tmp_path, encoding, textDocument={"definition": {"linkSupport": True}}) as asked:
        name, other = asked.area(TEXT, "my-é😀"), asked.area(OTHER, "my-é😀")
        link = {
            "originSelectionRange": name,
            "targetUri": asked.other,
            "targetRange": asked.area(OTHER, '"my-é😀": {"models": {"m": {}}}'),
            "targetSelectionRange": other,
        }
        uses = [{"uri": asked.own, "range": name}, {"uri": asked.other, "range": other}]

        assert asked.ask("definition", "my-é")["result"] == [link]
        assert asked.ask("references", "my-é")["result"] == uses
        context = {"includeDeclaration": False}
        assert asked.ask("references", "my-é", context=context)["result"] == uses[:1]
        expected = {"range": name, "placeholder": "my-é😀"}
        assert asked.ask("prepareRename", "my-é")["result"] == expected
        changes = {use["uri"]: [{"range": use["range"], "newText": "neu"}] for use in uses}
        assert asked.ask("rename", "my-é")["result"] == {"changes": changes}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_name_in_front_matter(encoding: str, tmp_path: Path) -> None:
    text = "\ufeff---\ndescription: é😀\nmodel: 'my-é😀/m' # é\n---\nmodel: my-é😀/m\n"
    file = tmp_path / "work" / ".opencode" / "agents" / "a.md"
    with session(tmp_path, encoding) as asked:
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        place = asked.area(text, "my-é😀")

        uses = asked.ask("references", "my-é")["result"]
        assert uses[2:] == [{"uri": file.as_uri(), "range": place}]
        changes = asked.ask("rename", "my-é")["result"]["changes"]
        assert changes[file.as_uri()] == [{"range": place, "newText": "neu"}]


def test_highlights_and_a_definition_without_links(tmp_path: Path) -> None:
    with session(tmp_path) as asked:
        name, tool = asked.area(TEXT, "docs"), asked.area(TEXT, "docs", "tools")

        assert asked.ask("definition", "docs_")["result"] == [{"uri": asked.own, "range": name}]
        assert asked.ask("documentHighlight", "docs_")["result"] == [
            {"range": name, "kind": 3},
            {"range": tool, "kind": 2},
        ]


def test_a_rename_is_for_the_versions_that_are_open(tmp_path: Path) -> None:
    capabilities = {"workspaceEdit": {"documentChanges": True}}
    with session(tmp_path, workspace=capabilities) as asked:
        found = asked.ask("rename", "my-é")["result"]["documentChanges"]

        assert [each["textDocument"] for each in found] == [
            {"uri": asked.own, "version": 7},
            {"uri": asked.other, "version": None},
        ]
        asked.client.open(asked.other, OTHER.removeprefix("\ufeff"), version=3)
        again = asked.ask("rename", "my-é")["result"]["documentChanges"]
        assert [each["textDocument"]["version"] for each in again] == [7, 3]
        assert [each["edits"] for each in again] == [each["edits"] for each in found]


def test_a_rename_that_cannot_be(tmp_path: Path) -> None:
    with session(tmp_path) as asked:
        replies = [
            asked.ask("rename", "my-é", newName="a/b"),
            asked.ask("rename", "my-é", newName="openai"),
            asked.ask("rename", "username"),
        ]
        assert [(reply["error"]["code"], reply["error"]["message"]) for reply in replies] == [
            (-32602, "a provider's id has no `/` and no `#`: models are named `provider/model`"),
            (-32803, "there is a provider `openai` already, in opencode itself"),
            (-32803, "there is no name here that could be another one"),
        ]
        assert asked.ask("prepareRename", "username")["result"] is None
        asked.client.open(asked.other, '{"enabled_providers": ["foreign"]}')
        asked.own = asked.other
        where = {"line": 0, "character": 26}
        message = asked.ask("prepareRename", "{", position=where)["error"]["message"]
        assert message.startswith("the provider `foreign` is also named in `")
        assert message.endswith("`, outside the workspace: add its folder to the workspace")


def test_symbols_of_the_open_files_and_the_folders(tmp_path: Path) -> None:
    with session(tmp_path) as asked:
        found = asked.client.request("workspace/symbol", {"query": ""})["result"]

        own = (tmp_path / "me" / "opencode" / "opencode.json").as_uri()
        assert [
            (each["name"], each["kind"], each["containerName"], each["location"]["uri"])
            for each in found
        ] == [
            ("docs", 11, "mcp", asked.own),
            ("mine", 5, "agent", own),
            ("my-é😀", 2, "provider", asked.other),
        ]
        assert found[2]["location"]["range"] == asked.area(OTHER, "my-é😀")
        close = {"textDocument": {"uri": asked.own}}
        asked.client.notify("textDocument/didClose", close)
        found = asked.client.request("workspace/symbol", {"query": "M"})["result"]
        assert [each["name"] for each in found] == ["mine", "my-é😀"]


def test_texts_in_no_file_keep_to_themselves(tmp_path: Path) -> None:
    with session(tmp_path) as asked:
        for uri, text in (
            ("untitled:a", '{"agent": {"x": {}}}'),
            ("untitled:b", '{"agent": {"x": 1}}'),
        ):
            asked.client.open(uri, text, language="opencode")
            asked.own = uri
            found = asked.ask("references", "{", position={"line": 0, "character": 12})["result"]

            assert [each["uri"] for each in found] == [uri]


def test_an_unknown_document(tmp_path: Path) -> None:
    with session(tmp_path) as asked:
        asked.own = "file:///nowhere/opencode.json"
        replies = [asked.ask(method, "{") for method in METHODS]

        assert [json.dumps(reply["result"]) for reply in replies] == [
            *("null", "[]", "[]", "null", "null"),
        ]
