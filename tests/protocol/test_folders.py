"""The folders of the workspace come and go: what may be looked at, and what applies, goes along."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from protocol.raw_client import RawClient


class Session:
    """An untrusted workspace of one folder, with one document that names a file of another."""

    def __init__(self, client: RawClient, folder: Path) -> None:
        self.client = client
        self.one, self.two = folder / "one", folder / "two é"
        for each in (self.one, self.two):
            each.mkdir()
        capabilities = {"workspace": {"workspaceFolders": True}}
        hello = client.initialize(capabilities=capabilities, workspaceFolders=[named(self.one)])
        self.announced: dict[str, Any] = hello["capabilities"]["workspace"]["workspaceFolders"]
        uri = (self.one / "opencode.json").as_uri()
        client.open(uri, '{"username": "{file:../two é/key}"}')

    def change(self, added: list[Path], removed: list[Path]) -> None:
        event = {"added": [*map(named, added)], "removed": [*map(named, removed)]}
        self.client.notify("workspace/didChangeWorkspaceFolders", {"event": event})


def named(folder: Path) -> dict[str, str]:
    return {"uri": folder.as_uri(), "name": folder.name}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with RawClient() as client:
        yield Session(client, tmp_path)


def check(session: Session, *expected: str) -> None:
    """The findings that are told next."""
    told = session.client.wait_for("textDocument/publishDiagnostics")

    assert [item["code"] for item in told["diagnostics"]] == [*expected]


def test_it_is_announced(session: Session) -> None:
    assert session.announced == {"supported": True, "changeNotifications": True}


def test_a_file_is_looked_at_while_its_folder_belongs_to_the_workspace(session: Session) -> None:
    check(session)
    session.change([session.two], [])
    check(session, "missing-file")
    session.change([], [session.two])
    check(session)


def test_one_folder_takes_the_place_of_another(session: Session) -> None:
    check(session)
    session.change([session.two], [session.one])
    check(session, "missing-file")
    session.change([session.one], [session.two])
    check(session)
