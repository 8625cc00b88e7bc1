"""Two documents are edited at random, in three encodings: what is known is never an old text's.

The model is a string for each.  After any step the text, its lines, its trees and its findings, all
made by those of the version before, are what a server that has just been started would say.
"""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lsprotocol import types

from fuzz.effort import EFFORT
from opencode_ls.analysis.build import analyse
from opencode_ls.jsonc import Tree
from opencode_ls.lsp.documents import Basis, Documents
from opencode_ls.lsp.edits import Change
from opencode_ls.rules import findings
from opencode_ls.text import Encoding, LineIndex
from protocol.places import position
from support.fake_world import FakeWorld
from support.jsonc_texts import CONFIG, edited_configs

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
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
documents_ = st.sampled_from((0, 1))
pieces = st.sampled_from(PIECES)


class Typing(RuleBasedStateMachine):
    """One editor that types; the model is `texts`."""

    @initialize(encoding=st.sampled_from(ENCODINGS))
    def start(self, encoding: Encoding) -> None:
        self.encoding = encoding
        self.documents = Documents(Basis(WORLD), encoding)
        self.texts = [CONFIG, "{}"]
        self.version = 0
        for which in range(2):
            self.reopen(which)

    @rule(which=documents_)
    def reopen(self, which: int) -> None:
        item = types.TextDocumentItem(uri(which), "jsonc", self.version, self.texts[which])
        self.documents.open(item)

    @rule(which=documents_, data=st.data(), new=pieces)
    def type(self, which: int, data: st.DataObject, new: str) -> None:
        text = self.texts[which]
        # No place is between the halves of a break.
        places = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]
        begin = data.draw(st.sampled_from(places))
        ends = [at for at in places if begin <= at <= begin + data.draw(st.sampled_from((0, 1, 9)))]
        end = data.draw(st.sampled_from(ends))
        places_of = (position(text, at, self.encoding) for at in (begin, end))
        first, last = ((place.line, place.character) for place in places_of)
        turned = data.draw(st.booleans())
        self.change(which, Change((last, first) if turned else (first, last), new))
        self.texts[which] = text[:begin] + new + text[end:]

    @rule(which=documents_, text=st.just(CONFIG) | edited_configs())
    def replace(self, which: int, text: str) -> None:
        self.change(which, Change(None, text))
        self.texts[which] = text

    def change(self, which: int, change: Change) -> None:
        self.version += 1
        self.documents.change(uri(which), self.version, [change])

    @invariant()
    def is_what_a_new_server_says(self) -> None:
        if not hasattr(self, "texts"):
            return
        opened = dict(zip(PATHS, self.texts, strict=True))
        for which, path in enumerate(PATHS):
            snapshot = self.documents.snapshot(uri(which))
            assert snapshot is not None
            world = FakeWorld(env=WORLD._env, files={**WORLD._files, **opened})
            anew = analyse(self.texts[which], path=path, world=world)
            assert snapshot.document.text == self.texts[which]
            assert lines(snapshot.document.lines) == lines(LineIndex(self.texts[which]))
            assert tree(snapshot.analysis.written) == tree(anew.written)
            assert tree(snapshot.analysis.effective) == tree(anew.effective)
            assert snapshot.findings == findings(anew)


def uri(which: int) -> str:
    return f"file://{PATHS[which]}"


def lines(index: LineIndex) -> list[Any]:
    return [index.line_span(line) for line in range(index.line_count)]


def tree(found: Tree) -> list[Any]:
    nodes = [] if found.root is None else list(found.root.walk())
    values = [(node.kind, node.span, node.value, node.closed, node.path) for node in nodes]
    keys = [(each.key_span, each.colon) for node in nodes for each in node.properties]
    return [values, keys, found.problems, found.comments]


TestTyping = Typing.TestCase
TestTyping.settings = EFFORT
