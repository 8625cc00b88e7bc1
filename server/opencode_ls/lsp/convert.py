"""Writes what we know in the words of LSP: spans become ranges."""

from lsprotocol import types

from opencode_ls.door.client import Client
from opencode_ls.lsp.documents import Document, Snapshot
from opencode_ls.text import Span, TextEdit


class Converter:
    """Converts for one client what belongs to one version of one document."""

    def __init__(self, client: Client, snapshot: Snapshot) -> None:
        self._client = client
        self._snapshot = snapshot
        self._lines = snapshot.analysis.lines

    @property
    def _document(self) -> Document:
        return self._snapshot.document

    def offset(self, position: types.Position) -> int:
        """The offset of a position; outside the text it is the nearest end."""
        return self._lines.offset(position.line, position.character, self._client.encoding)

    def span(self, area: types.Range) -> Span:
        """The span of a range, its ends in order."""
        start, end = sorted((self.offset(area.start), self.offset(area.end)))
        return Span(start, end)

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        return types.Position(*self._lines.position(offset, self._client.encoding))

    def edit(self, edit: TextEdit) -> types.TextEdit:
        """One edit."""
        return types.TextEdit(self.range(edit.span), edit.text)

    def workspace_edit(self, edits: tuple[TextEdit, ...]) -> types.WorkspaceEdit:
        """Edits of this version of the document, if the client heeds versions."""
        uri, version = self._document.uri, self._document.version
        converted = [self.edit(edit) for edit in edits]
        if not self._client.versioned_edits:
            return types.WorkspaceEdit(changes={uri: converted})
        name = types.OptionalVersionedTextDocumentIdentifier(uri, version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(name, converted)])
