"""When the editor hears of findings: once, through one channel, when nobody types for a moment."""

import pytest
from lsprotocol import types

from opencode_ls.door.client import Client
from opencode_ls.lsp.diagnostics import PATIENCE, QUIET, Diagnostics
from opencode_ls.lsp.documents import Basis, Documents, Snapshot
from opencode_ls.lsp.edits import change_of
from support.fake_world import FakeWorld

A, B, OTHER = "file:///work/opencode.json", "file:///work/opencode.jsonc", "file:///work/x.json"


class Story:
    """A client with some documents open, and all that it hears."""

    def __init__(self, *uris: str, pulls: bool = False) -> None:
        self.heard: list[str] = []
        self.documents = Documents(Basis(FakeWorld()), "utf-16")
        self.diagnostics = Diagnostics(
            Client(pulls=pulls),
            self.documents,
            self._published,
            lambda: self.heard.append("refresh"),
        )
        for uri in uris:
            self.documents.open(types.TextDocumentItem(uri, "json", 1, '{"modle": 1}'))

    def _published(self, uri: str, version: int | None, snapshot: Snapshot | None) -> None:
        codes = " ".join(each.code for each in snapshot.findings) if snapshot else ""
        self.heard.append(f"{uri[13:]} {version}: {codes}")


def check(story: Story, expected: list[str], now: float = 100.0) -> None:
    story.diagnostics.tell(now)
    heard, story.heard = story.heard, []

    assert heard == expected


def test_an_opened_document_is_told_at_once() -> None:
    story = Story(A)
    story.diagnostics.opened(A, 1.0)

    check(story, ["opencode.json 1: unknown-key"], now=1.0)


def test_nothing_is_told_twice() -> None:
    story = Story(A)
    story.diagnostics.opened(A, 1.0)
    story.diagnostics.tell(1.0)
    story.heard.clear()

    check(story, [])


def test_an_edit_is_told_when_nobody_has_typed_for_a_moment() -> None:
    story = Story(A)
    story.diagnostics.edited(A, 1.0)
    story.diagnostics.edited(A, 1.0 + QUIET / 2)

    check(story, [], now=1.0 + QUIET)
    check(story, ["opencode.json 1: unknown-key"], now=1.0 + QUIET * 1.5)


def test_edits_that_do_not_stop_are_told_in_the_end() -> None:
    story = Story(A)
    now = 1.0
    while now < 1.0 + PATIENCE:
        story.diagnostics.edited(A, now)
        now += QUIET / 2

    check(story, ["opencode.json 1: unknown-key"], now=1.0 + PATIENCE)


def test_an_edit_is_told_for_the_other_open_layers_too() -> None:
    story = Story(A, B)
    story.diagnostics.edited(B, 1.0)

    check(story, ["opencode.jsonc 1: unknown-key", "opencode.json 1: unknown-key"])


def test_a_closed_document_is_taken_back() -> None:
    story = Story(A)
    story.diagnostics.opened(A, 1.0)
    story.diagnostics.tell(1.0)
    story.heard.clear()
    story.documents.close(A)
    story.diagnostics.closed(A, 2.0)

    check(story, ["opencode.json None: "])


def test_a_document_that_is_opencode_s_no_more_is_taken_back() -> None:
    story = Story(OTHER)
    whole = types.TextDocumentContentChangeWholeDocument
    schema = '{"$schema": "https://opencode.ai/config.json", "modle": 1}'
    for version, text, expected in (
        (2, schema, ["x.json 2: unknown-key"]),
        (3, "{}", ["x.json 3: "]),
        (4, "[]", []),
    ):
        story.documents.change(OTHER, version, [change_of(whole(text))])
        story.diagnostics.edited(OTHER, 1.0)
        check(story, expected)


def test_other_documents_are_never_told_of() -> None:
    story = Story(OTHER)
    story.diagnostics.opened(OTHER, 1.0)

    check(story, [])


def test_a_client_that_pulls_needs_no_word_of_its_own_edits() -> None:
    story = Story(A, pulls=True)
    story.diagnostics.opened(A, 1.0)
    story.diagnostics.edited(A, 2.0)

    assert story.diagnostics.due is None
    check(story, [])


@pytest.mark.parametrize("uris", [(A, B), (A,)], ids=["two documents", "one document"])
def test_a_client_that_pulls_is_told_once_to_pull_again(uris: tuple[str, ...]) -> None:
    story = Story(*uris, pulls=True)
    story.diagnostics.edited(B, 1.0)
    story.diagnostics.changed(1.0)

    check(story, ["refresh"])
