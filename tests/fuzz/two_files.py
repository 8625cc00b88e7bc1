"""Two documents that are edited; the model is a string for each.

After any step the text, its lines, its trees and its findings, all made by those of the version
before, must be what a server that has just been started would say, and so must be what is written
of the findings.
"""

from typing import Any
from unittest import TestCase

from lsprotocol import types

from opencode_ls.analysis.build import analyse
from opencode_ls.door.client import Client
from opencode_ls.jsonc import Tree
from opencode_ls.lsp.documents import Basis, Documents, Snapshot
from opencode_ls.lsp.edits import Change
from opencode_ls.lsp.reports import Reports, diagnostic
from opencode_ls.lsp.typed import write
from opencode_ls.rules import findings
from opencode_ls.text import Encoding, LineIndex
from protocol.places import position
from support.fake_world import FakeWorld
from support.jsonc_texts import CONFIG

PATHS = ("/work/opencode.json", "/work/opencode.jsonc")
OWN = '{"model": "acme/m-1", "provider": {"acme": {"options": {"apiKey": "{env:A}"}}}}'
WORLD = FakeWorld(
    env={"A": "x", "B": '",'},
    files={"/work/.git": "<directory>", "/home/me/.config/opencode/opencode.json": OWN},
)
PIECES = (
    *('"', "{", "}", "[", "]", ":", ",", "//", "/*", "*/", "\\", "\n", "\r", "\r\n", "é", "😀"),
    *("{env:A}", "{env:B}", "{file:x}", '"tools": {},', '"share": "x",\n', '"k": {"a": [1]},', ""),
)
"""What is typed."""

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")


class TwoFiles:
    """The documents of one editor, which counts in `encoding`, and the `texts` they should have."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoding = encoding
        self.documents = Documents(Basis(WORLD), encoding)
        self.client = Client(encoding=encoding, related_information=True, tags=frozenset({1, 2}))
        self.reports = Reports(self.client)
        self.texts = [CONFIG, "{}"]
        self.version = 0
        for which in range(2):
            self.reopen(which)

    def reopen(self, which: int) -> None:
        item = types.TextDocumentItem(uri(which), "jsonc", self.version, self.texts[which])
        self.documents.open(item)

    def type(self, which: int, ends: tuple[int, int], new: str) -> None:
        """Put `new` in the place of what is between two offsets, told in either order."""
        text = self.texts[which]
        told = (position(text, at, self.encoding) for at in ends)
        first, last = ((place.line, place.character) for place in told)
        self._change(which, Change((first, last), new))
        start, end = sorted(ends)
        self.texts[which] = text[:start] + new + text[end:]

    def replace(self, which: int, text: str) -> None:
        self._change(which, Change(None, text))
        self.texts[which] = text

    def _change(self, which: int, change: Change) -> None:
        self.version += 1
        self.documents.change(uri(which), self.version, [change])

    def look(self, which: int) -> Snapshot:
        """What is known about the document now."""
        snapshot = self.documents.snapshot(uri(which))
        assert snapshot is not None
        return snapshot

    def check(self) -> None:
        """What is known is what a new server says, and no rule fails over it."""
        with TestCase().assertNoLogs("opencode_ls"):
            self._compare()

    def _compare(self) -> None:
        opened = dict(zip(PATHS, self.texts, strict=True))
        for which, path in enumerate(PATHS):
            snapshot = self.look(which)
            world = FakeWorld(env=WORLD._env, files={**WORLD._files, **opened})
            anew = analyse(self.texts[which], path=path, world=world)
            assert snapshot.document.text == self.texts[which]
            assert lines(snapshot.document.lines) == lines(LineIndex(self.texts[which]))
            assert tree(snapshot.analysis.written) == tree(anew.written)
            assert tree(snapshot.analysis.effective) == tree(anew.effective)
            assert snapshot.findings == findings(anew)
            told = (diagnostic(self.client, snapshot, each) for each in snapshot.findings)
            assert self.reports.of(snapshot).text == f"[{','.join(map(write, told))}]"


def places(text: str) -> list[int]:
    """Where a cursor can be: no place is between the halves of a break."""
    return [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]


def uri(which: int) -> str:
    return f"file://{PATHS[which]}"


def lines(index: LineIndex) -> list[Any]:
    return [index.line_span(line) for line in range(index.line_count)]


def tree(found: Tree) -> list[Any]:
    nodes = [] if found.root is None else list(found.root.walk())
    values = [(node.kind, node.span, node.value, node.closed, node.path) for node in nodes]
    keys = [(each.key_span, each.colon) for node in nodes for each in node.properties]
    return [values, keys, found.problems, found.comments]
