"""Findings of files that are not open, and none told twice: a client says what it has."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.door.uris import uri_of
from opencode_ls.lsp.documents import NOT_OPEN, Basis, Documents
from protocol.raw_client import RawClient
from support.fake_world import FakeWorld

PULLS = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}
WRONG, RIGHT = '{"modle": "a/b"}', '{"share": "auto"}'

Told = dict[str, tuple[str, ...]]
"""By the names of files, what their reports say: the kind, then the codes."""


class Session:
    """A workspace with one client, which keeps what it was told last of each file."""

    def __init__(self, client: RawClient, folder: Path, *folders: Path) -> None:
        self.client = client
        self.folder = folder
        self.known: dict[str, str] = {}
        named = [{"uri": each.as_uri(), "name": each.name} for each in (folder, *folders)]
        result = client.initialize(capabilities=PULLS, workspaceFolders=named)
        self.announced: dict[str, Any] = result["capabilities"]

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def look_again(self) -> None:
        change = {"uri": self.uri("opencode.json"), "type": 2}
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
        self.client.wait_for("workspace/diagnostic/refresh")

    def pull(self, name: str) -> tuple[str, ...]:
        params = {
            "textDocument": {"uri": self.uri(name)},
            "previousResultId": self.known.get(self.uri(name)),
        }
        report = self.client.request("textDocument/diagnostic", params)["result"]
        self.known[self.uri(name)] = report["resultId"]
        return said(report)

    def pull_all(self) -> Told:
        previous = [{"uri": uri, "value": value} for uri, value in self.known.items()]
        params = {"previousResultIds": previous}
        reports = self.client.request("workspace/diagnostic", params)["result"]["items"]
        self.known |= {report["uri"]: report["resultId"] for report in reports}
        assert [report["version"] for report in reports] == [None] * len(reports)
        return {report["uri"].removeprefix(self.uri("") + "/"): said(report) for report in reports}


def said(report: Mapping[str, Any]) -> tuple[str, ...]:
    return report["kind"], *(item["code"] for item in report.get("items", ()))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    (tmp_path / ".git").mkdir()
    with RawClient(env={"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": ""}) as client:
        yield Session(client, tmp_path)


def check(session: Session, **expected: tuple[str, ...]) -> None:
    """What is told of each file; `_` stands for the dot in `opencode_json`."""
    names = {name.replace("_", "."): told for name, told in expected.items()}

    assert session.pull_all() == names


def test_it_is_announced_to_a_client_that_pulls(session: Session) -> None:
    assert session.announced["diagnosticProvider"] == {
        "identifier": "opencode",
        "interFileDependencies": True,
        "workspaceDiagnostics": True,
    }


def test_another_client_is_not_told_of_it(tmp_path: Path) -> None:
    with RawClient() as client:
        client.initialize(workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "x"}])
        reply = client.request("workspace/diagnostic", {"previousResultIds": []})

        assert reply["error"]["code"] == -32601


def test_an_open_document_is_told_once(session: Session) -> None:
    session.client.open(session.uri("opencode.json"), WRONG)

    assert session.pull("opencode.json") == ("full", "unknown-key")
    assert session.pull("opencode.json") == ("unchanged",)
    session.client.open(session.uri("opencode.json"), RIGHT, version=2)
    assert session.pull("opencode.json") == ("full",)
    assert session.pull("opencode.json") == ("unchanged",)


def test_files_that_are_not_open_are_told_until_they_are_known(session: Session) -> None:
    session.write("opencode.json", WRONG)
    session.write("opencode.jsonc", RIGHT)
    session.write("other.json", WRONG)
    session.write("below/opencode.json", WRONG)

    check(session, opencode_json=("full", "unknown-key"), opencode_jsonc=("full",))
    check(session, opencode_json=("unchanged",), opencode_jsonc=("unchanged",))


def test_a_change_on_disk_is_told_after_a_refresh(session: Session) -> None:
    session.write("opencode.json", WRONG)
    check(session, opencode_json=("full", "unknown-key"))
    session.write("opencode.json", RIGHT)
    session.look_again()

    check(session, opencode_json=("full",))
    check(session, opencode_json=("unchanged",))


def test_a_file_that_is_gone_is_taken_back_once(session: Session) -> None:
    session.write("opencode.json", WRONG)
    check(session, opencode_json=("full", "unknown-key"))
    (session.folder / "opencode.json").unlink()
    session.look_again()

    check(session, opencode_json=("full",))
    check(session, opencode_json=("unchanged",))


def test_an_open_document_speaks_for_itself(session: Session) -> None:
    session.write("opencode.json", WRONG)
    check(session, opencode_json=("full", "unknown-key"))
    session.client.open(session.uri("opencode.json"), RIGHT)
    check(session)
    session.client.notify(
        "textDocument/didClose", {"textDocument": {"uri": session.uri("opencode.json")}}
    )

    check(session, opencode_json=("unchanged",))


def test_what_was_told_of_a_document_that_does_not_apply_is_taken_back(session: Session) -> None:
    name = "below/opencode.json"
    session.client.open(session.uri(name), WRONG)
    assert session.pull(name) == ("full", "unknown-key")
    session.client.notify("textDocument/didClose", {"textDocument": {"uri": session.uri(name)}})
    # VS Code forgets what it knew of a document when it closes.
    session.known.clear()

    assert session.pull_all() == {name: ("full",)}


def test_an_open_text_counts_for_a_file_that_is_not(session: Session) -> None:
    provider = {"acme": {"npm": "@ai-sdk/openai-compatible", "models": {"big": {}}}}
    session.write("opencode.json", '{"model": "acme/big"}')
    check(session, opencode_json=("full", "unknown-model"))
    session.client.open(session.uri("opencode.jsonc"), json.dumps({"provider": provider}))

    check(session, opencode_json=("full",))


def test_a_client_may_spell_names_in_its_own_way(session: Session) -> None:
    session.write("opencode.json", RIGHT)
    session.pull_all()
    spelt = session.uri("opencode.json").replace("opencode", "%6Fpencode")
    session.known = {spelt: session.known[session.uri("opencode.json")]}

    assert session.pull_all() == {"%6Fpencode.json": ("unchanged",)}


def test_several_folders_and_the_user_s_own_file(session: Session, tmp_path: Path) -> None:
    home = tmp_path / "home" / ".config" / "opencode"
    for folder in (session.folder, tmp_path / "two", home):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "opencode.json").write_text(WRONG, encoding="utf-8")
    (tmp_path / "two" / ".git").mkdir()
    added = [{"uri": uri_of(str(tmp_path / "two")), "name": "two"}]
    session.client.notify(
        "workspace/didChangeWorkspaceFolders", {"event": {"added": added, "removed": []}}
    )

    wrong = ("full", "unknown-key")
    assert session.pull_all() == {
        "opencode.json": wrong,
        "two/opencode.json": wrong,
        "home/.config/opencode/opencode.json": wrong,
    }


@pytest.mark.parametrize("uri", ["untitled:x", "x", "file://[", "http://a/opencode.json", ""])
def test_names_that_are_none(session: Session, uri: str) -> None:
    session.known = {uri: "x"}

    assert session.pull_all() == {}


def test_what_is_not_open_is_looked_at_once_until_something_changes() -> None:
    folders = tuple(f"/w{number}" for number in range(NOT_OPEN + 1))
    world = FakeWorld(files={f"{folder}/opencode.json": RIGHT for folder in folders})
    documents = Documents(Basis(world), "utf-16")
    found = documents.not_open(folders)

    assert len(found) == NOT_OPEN
    assert documents.not_open(folders) is found
    documents.forget()
    assert documents.not_open(folders) is not found
