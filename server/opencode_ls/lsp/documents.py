"""The one thing that changes: the documents that the editor has open, and their analyses.

Handlers ask for what they need and keep nothing.  Texts are ours, not those of pygls: a column
counts what the editor and we agreed on, and lines break where LSP says.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from typing import NamedTuple

from lsprotocol import types

from opencode_ls.analysis.build import Analysis, Run, Settings, analyse
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.key_source import command_site
from opencode_ls.analysis.layers import Layer, layers
from opencode_ls.analysis.trees import Trees
from opencode_ls.analysis.world import FileRead, Listing, Lookup, World
from opencode_ls.door.uris import name_of, path_of, scheme, uri_of
from opencode_ls.features.fixing import safe_fixes
from opencode_ls.jsonc.changed import edited
from opencode_ls.lsp.edits import Change
from opencode_ls.lsp.recent import RecentWorld
from opencode_ls.lsp.typed import Written
from opencode_ls.pattern import pattern
from opencode_ls.rules import findings
from opencode_ls.schema.catalog import Catalog
from opencode_ls.text import Encoding, LineIndex, Span, TextEdit

_NAMES = frozenset({"opencode.json", "opencode.jsonc"})
NOT_OPEN = 100
"""Files that are not open of which is told at most; a project has a handful."""

_SCHEMA = pattern(r'"\$schema"[ \t\r\n]*:[ \t\r\n]*"https?://opencode\.ai/config\.json"')


class Document(NamedTuple):
    """One version of an open text; `path` is "" for a text that is in no file."""

    uri: str
    language: str
    version: int
    lines: LineIndex
    path: str
    applies: bool

    @property
    def text(self) -> str:
        """The whole text."""
        return self.lines.text

    @property
    def folder(self) -> str | None:
        """The folder of the file, None if it is in no file."""
        return os.path.dirname(self.path) if self.path else None  # noqa: PTH120  (a name)


class Snapshot:
    """What is known about one version of a configuration document; findings are made when asked."""

    __slots__ = ("_findings", "_kept", "_levels", "_safe_fixes", "analysis", "document")

    def __init__(self, document: Document, analysis: Analysis, levels: Mapping[str, str]) -> None:
        self.document = document
        self.analysis = analysis
        self._levels = levels
        self._findings: tuple[Finding, ...] | None = None
        self._safe_fixes: tuple[TextEdit | None] | None = None
        self._kept: dict[str, Written] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say, at the levels that are set."""
        if self._findings is None:
            self._findings = findings(self.analysis, self._levels)
        return self._findings

    @property
    def safe_fixes(self) -> TextEdit | None:
        """The one edit that applies every safe fix, as `check --fix` does; None where none is."""
        if self._safe_fixes is None:
            self._safe_fixes = (safe_fixes(self.analysis.text, self._findings_of),)
        return self._safe_fixes[0]

    def _findings_of(self, text: str) -> tuple[Finding, ...]:
        """The findings of this text or of another in its place."""
        if text == self.analysis.text:
            return self.findings
        return findings(self.analysis.of(text), self._levels)

    def kept(self, name: str, make: Callable[[], Written]) -> Written:
        """An answer about this version that several parts of an editor ask for."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]


class Basis(NamedTuple):
    """What analyses depend on besides the texts; `levels` maps a rule's code to its severity."""

    world: World
    settings: Settings = Settings()
    levels: Mapping[str, str] = {}


class Documents:
    """Every open document by its URI; `closed` are the configurations that were open before."""

    def __init__(self, basis: Basis, encoding: Encoding) -> None:
        self.encoding = encoding
        self._basis = basis
        self._world = RecentWorld(basis.world)
        self._trees = Trees()
        self._open: dict[str, Document] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._runs: dict[tuple[str, str], Run] = {}
        self._not_open: dict[tuple[str, ...], tuple[Snapshot, ...]] = {}
        self.closed: dict[str, None] = {}

    def __getitem__(self, uri: str) -> Document | None:
        return self._open.get(uri)

    @property
    def configurations(self) -> tuple[Document, ...]:
        """The open documents that are opencode's."""
        return tuple(document for document in self._open.values() if document.applies)

    def at(self, path: str) -> Document | None:
        """The open document of a file."""
        return next((each for each in self._open.values() if path and each.path == path), None)

    def around(self, folder: str) -> tuple[Layer, ...]:
        """The files that apply in a folder, lowest first, each once."""
        world = _OpenFirst(self._world, self._texts())
        found = {world.real_path(layer.path): layer for layer in layers(world, folder, self._trees)}
        return tuple(found.values())

    def open(self, item: types.TextDocumentItem) -> None:
        """Take in a document; one that is open already is replaced."""
        self.closed.pop(item.uri, None)
        self.forget()
        lines = LineIndex(item.text)
        self._put(_document(item.uri, item.language_id, item.version, lines))

    def change(self, uri: str, version: int, changes: Sequence[Change]) -> None:
        """Apply the changes, each to the text that the one before left."""
        document = self._open.get(uri)
        if document is not None:
            lines = reduce(self._changed, changes, document.lines)
            self._put(_document(uri, document.language, version, lines))

    def close(self, uri: str) -> None:
        """Forget a document, and how its commands went."""
        document = self._open.pop(uri, None)
        if document is not None:
            self.closed.update({uri: None} if document.applies else {})
            self._runs = {key: run for key, run in self._runs.items() if key[0] != uri}
            self.forget()

    def rest_on(self, basis: Basis) -> None:
        """Take everything anew from another world or with other settings."""
        self._basis = basis
        self.forget()

    def forget(self) -> None:
        """Look at everything anew: something outside may have changed."""
        self._snapshots, self._not_open = {}, {}
        self._world = RecentWorld(self._basis.world)

    def remember(self, uri: str, run: Run) -> None:
        """Keep how a command went, until it is another one."""
        if uri in self._open:
            self._runs[uri, run.provider] = run
            self.forget()

    def analysis(self, uri: str) -> Analysis | None:
        """The analysis of an open configuration as it is now, None for any other document."""
        snapshot = self.snapshot(uri)
        return snapshot.analysis if snapshot else None

    def snapshot(self, uri: str) -> Snapshot | None:
        """What is known about a configuration, None for any other document; from any thread."""
        document = self._open.get(uri)
        if document is None or not document.applies:
            return None
        kept = self._snapshots
        found = kept.get(uri)
        if found is None or found.document is not document:
            found = kept[uri] = self._look(document)
        return found

    def not_open(self, folders: tuple[str, ...]) -> tuple[Snapshot, ...]:
        """What is known about the files that apply in these folders and are not open."""
        found = self._not_open.get(folders)
        if found is None:
            found = self._not_open[folders] = tuple(self._look_around(folders))
        return found

    def _look_around(self, folders: tuple[str, ...]) -> Iterator[Snapshot]:
        real_path = self._basis.world.real_path
        taken = {real_path(document.path) for document in self._open.values()}
        found = {each.path: each.text for folder in folders for each in self.around(folder)}
        for path, text in islice(found.items(), NOT_OPEN):
            document = _document(uri_of(path), "json", 0, LineIndex(text))
            if document.applies and real_path(path) not in taken:
                yield self._look(document)

    def _look(self, document: Document) -> Snapshot:
        basis = self._basis
        runs = tuple(run for (uri, _), run in self._runs.items() if uri == document.uri)
        analysis = analyse(
            document.lines,
            path=document.path,
            world=_OpenFirst(self._world, self._texts()),
            settings=basis.settings,
            runs=runs,
            trees=self._trees,
        )
        if outdated := [run for run in runs if _is_outdated(analysis, run)]:
            for run in outdated:
                self._runs.pop((document.uri, run.provider), None)
            return self._look(document)
        return Snapshot(document, analysis, basis.levels)

    def _put(self, document: Document) -> None:
        self._open[document.uri] = document
        # Another open file may be a layer of this one, or this one of it.
        self._snapshots, self._not_open = {}, {}

    def _changed(self, lines: LineIndex, change: Change) -> LineIndex:
        if change.ends is None:
            return LineIndex(change.text)
        first, last = change.ends
        start = lines.offset(*first, self.encoding)
        end = start if last == first else lines.offset(*last, self.encoding)
        # Some editors send the ends of a selection in the order in which it was made.
        edit = TextEdit(Span(min(start, end), max(start, end)), change.text)
        after = lines.edited(edit)
        edited(lines.text, after.text, edit)
        return after

    def _texts(self) -> Mapping[str, str]:
        """The open files' texts as they are now: an Analysis must not see them change."""
        return {document.path: document.text for document in self._open.copy().values()}


def _document(uri: str, language: str, version: int, lines: LineIndex) -> Document:
    applies = _applies(uri, language, lines.text)
    return Document(uri, language, version, lines, path_of(uri), applies)


def _applies(uri: str, language: str, text: str) -> bool:
    """Whether a document is opencode's: INTERFACE of the server, "Files"."""
    name = name_of(uri)
    if scheme(uri) not in {"file", "untitled"} or name.endswith(".tmpl"):
        return False
    if scheme(uri) == "file" and not path_of(uri):
        return False
    return (
        language == "opencode"
        or name in _NAMES
        or (name == "config.json" and path_of(uri).replace("\\", "/").split("/")[-2] == "opencode")
        or _SCHEMA.search(text) is not None
    )


def _is_outdated(analysis: Analysis, run: Run) -> bool:
    """Whether the command is another one by now; half-typed text may hide it for a moment."""
    site = command_site(analysis, run.provider)
    return site is not None and site.written != run.argv


class _OpenFirst:
    """A World in which an open document stands for the file on disk."""

    def __init__(self, world: World, texts: Mapping[str, str]) -> None:
        self._world = world
        self._texts = texts
        self.platform, self.home, self.cwd = world.platform, world.home, world.cwd

    def env(self, name: str) -> str | None:
        return self._world.env(name)

    def which(self, program: str, folder: str) -> Lookup:
        return self._world.which(program, folder)

    def read(self, path: str) -> FileRead:
        text = self._texts.get(path)
        return self._world.read(path) if text is None else FileRead("ok", text)

    def list(self, path: str) -> Listing:
        return self._world.list(path)

    def real_path(self, path: str) -> str:
        return self._world.real_path(path)

    def catalog(self) -> Catalog:
        return self._world.catalog()
