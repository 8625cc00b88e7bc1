"""Answers where a name is defined and used, gives it another one, and finds it by a part of it.

Other files than the open one take part: a place in one of them is counted in its text as it is
open, else as it is on disk.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from opencode_ls.analysis.name_places import Kind
from opencode_ls.analysis.names import File, files, files_of
from opencode_ls.door.uris import uri_of
from opencode_ls.features.navigation import Place, definition, highlights, references
from opencode_ls.features.rename import Change, Refused, renamable, rename
from opencode_ls.features.workspace_symbols import workspace_symbols
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.documents import Document, Documents, Snapshot
from opencode_ls.lsp.server import Server
from opencode_ls.text import Encoding, LineIndex, Span

_SYMBOLS: dict[Kind, types.SymbolKind] = {
    "provider": types.SymbolKind.Module,
    "agent": types.SymbolKind.Class,
    "command": types.SymbolKind.Function,
    "mcp": types.SymbolKind.Interface,
}


class _Places:
    """Writes places of several files in the words of LSP; `own` is the document asked about."""

    def __init__(self, documents: Documents, encoding: Encoding, own: Document | None) -> None:
        self._documents = documents
        self._encoding = encoding
        self._own = own
        self._lines: dict[str, LineIndex] = {}

    def document(self, path: str) -> Document | None:
        """The open document of a file, which may be in no file itself."""
        own = self._own
        return own if own is not None and own.path == path else self._documents.at(path)

    def uri(self, path: str) -> str:
        """The URI of a file, as the client writes it if it is open there."""
        document = self.document(path)
        return uri_of(path) if document is None else document.uri

    def range(self, path: str, text: str, span: Span) -> types.Range:
        """The range of a span; a client does not count the mark that a file may begin with."""
        mark = "" if self.document(path) else "\ufeff"
        content = text.removeprefix(mark)
        if path not in self._lines:
            self._lines[path] = LineIndex(content)
        start, end = (
            self._lines[path].position(offset - len(text) + len(content), self._encoding)
            for offset in span
        )
        return types.Range(types.Position(*start), types.Position(*end))

    def location(self, path: str, text: str, span: Span) -> types.Location:
        """A span of a file."""
        return types.Location(self.uri(path), self.range(path, text, span))

    def link(self, origin: types.Range, place: Place) -> types.LocationLink:
        """A way from a range of the document asked about to a place."""
        return types.LocationLink(
            target_uri=self.uri(place.path),
            target_range=self.range(place.path, place.text, place.whole),
            target_selection_range=self.range(place.path, place.text, place.span),
            origin_selection_range=origin,
        )

    def edits(self, change: Change) -> list[types.TextEdit]:
        """What changes in one file."""
        return [
            types.TextEdit(self.range(change.path, change.text, edit.span), edit.text)
            for edit in change.edits
        ]

    def versioned_edits(self, change: Change) -> types.TextDocumentEdit:
        """The same for the version that is open; a file that is not open has none."""
        document = self.document(change.path)
        version = None if document is None else document.version
        name = types.OptionalVersionedTextDocumentIdentifier(self.uri(change.path), version)
        return types.TextDocumentEdit(name, self.edits(change))


def _definition(
    server: Server, params: types.DefinitionParams
) -> list[types.LocationLink] | list[types.Location] | None:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    converter = Converter(server.client, snapshot)
    found = definition(snapshot.analysis, converter.offset(params.position))
    if found is None:
        return None
    places = _places(server, snapshot)
    if server.client.links_definitions:
        return [places.link(converter.range(found.origin), place) for place in found.places]
    return [places.location(place.path, place.text, place.span) for place in found.places]


def _references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    offset = Converter(server.client, snapshot).offset(params.position)
    places, defining = _places(server, snapshot), params.context.include_declaration
    return [
        places.location(place.path, place.text, place.span)
        for place, defines in references(snapshot.analysis, offset)
        if defining or not defines
    ]


def _highlight(
    server: Server, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight]:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    converter = Converter(server.client, snapshot)
    kinds = types.DocumentHighlightKind
    return [
        types.DocumentHighlight(
            converter.range(name.span), kinds.Write if name.defines else kinds.Read
        )
        for name in highlights(snapshot.analysis, converter.offset(params.position))
    ]


def _prepare_rename(
    server: Server, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    converter = Converter(server.client, snapshot)
    offset = converter.offset(params.position)
    found = renamable(snapshot.analysis, offset, server.folders)
    if isinstance(found, Refused):
        raise _error(found)
    if found is None:
        return None
    return types.PrepareRenamePlaceholder(converter.range(found.span), found.subject.id)


def _rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    offset = Converter(server.client, snapshot).offset(params.position)
    found = rename(snapshot.analysis, offset, params.new_name, server.folders)
    if found is None:
        found = Refused("there is no name here that could be another one")
    if isinstance(found, Refused):
        raise _error(found)
    places = _places(server, snapshot)
    if server.client.versioned_edits:
        return types.WorkspaceEdit(document_changes=[*map(places.versioned_edits, found)])
    return types.WorkspaceEdit({places.uri(each.path): places.edits(each) for each in found})


def _error(refused: Refused) -> JsonRpcException:
    """What the editor shows: that the new name cannot be, or that there can be no rename."""
    if refused.invalid:
        return JsonRpcInvalidParams(refused.message)
    return JsonRpcException(refused.message, types.LSPErrorCodes.RequestFailed.value)


def _workspace_symbol(
    server: Server, params: types.WorkspaceSymbolParams
) -> list[types.SymbolInformation]:
    places = _Places(server.documents, server.client.encoding, None)
    return [
        types.SymbolInformation(
            places.location(file.path, file.text, name.span),
            name.subject.id,
            _SYMBOLS[name.subject.kind],
            container_name=name.subject.kind,
        )
        for name, file in workspace_symbols(_every_file(server), params.query)
    ]


def _every_file(server: Server) -> Iterator[File]:
    """The files that are open and those that apply in the folders of the workspace, each once."""
    documents = server.documents
    analyses = (documents.analysis(document.uri) for document in documents.configurations)
    groups = [files(analysis) for analysis in analyses if analysis is not None]
    groups += [files_of(documents.around(folder)) for folder in server.folders]
    found: dict[str, File] = {}
    for file in chain.from_iterable(groups):
        found.setdefault(file.path, file)
    # A text in no file has no place that another file could lead to.
    found.pop("", None)
    yield from found.values()


def _places(server: Server, snapshot: Snapshot) -> _Places:
    return _Places(server.documents, server.client.encoding, snapshot.document)


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_DEFINITION: _definition,
    types.TEXT_DOCUMENT_REFERENCES: _references,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: _highlight,
    types.TEXT_DOCUMENT_PREPARE_RENAME: _prepare_rename,
    types.TEXT_DOCUMENT_RENAME: _rename,
    types.WORKSPACE_SYMBOL: _workspace_symbol,
}
"""Each method with its handler."""
