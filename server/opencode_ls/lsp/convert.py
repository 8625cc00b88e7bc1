"""Writes what we know in the words of LSP: spans become ranges."""

from lsprotocol import types

from opencode_ls.features.actions import AddModels, Command, InstallPlugin, RunCommand, TryKey
from opencode_ls.features.completion import LIMIT, Item, ItemKind
from opencode_ls.features.hover import Hover
from opencode_ls.features.markdown import plain
from opencode_ls.lsp.client import Client
from opencode_ls.lsp.documents import Document, Snapshot
from opencode_ls.text import Span, TextEdit

RUN = "opencode-ls.runApiKeyCommand"
"""The command that runs an `apiKeyCommand`; its argument is `{"uri", "provider"}`."""

TRY = "opencode-ls.tryKey"
"""The command that also asks the provider about the key; its argument is the same."""

ADD = "opencode-ls.addModels"
"""The command that adds the provider's models to the file; its argument is the same."""

INSTALL = "opencode-ls.installPlugin"
"""The command that writes the plugin for opencode; it needs no argument."""

_COMMANDS = {RunCommand: RUN, TryKey: TRY, AddModels: ADD, InstallPlugin: INSTALL}

MOST = 500
"""Completion items that are sent at most, whatever a feature gives."""

_ITEMS: dict[ItemKind, types.CompletionItemKind] = {
    "property": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.Value,
    "enum": types.CompletionItemKind.EnumMember,
    "snippet": types.CompletionItemKind.Snippet,
    "command": types.CompletionItemKind.Function,
    "file": types.CompletionItemKind.File,
    "folder": types.CompletionItemKind.Folder,
    "variable": types.CompletionItemKind.Variable,
    "module": types.CompletionItemKind.Module,
    "reference": types.CompletionItemKind.Reference,
}


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

    # Completion.

    def completions(self, items: tuple[Item, ...], offer: int) -> types.CompletionList:
        """The items, at most `MOST`; where the client asks for documentation later, without.

        `offer` is the number by which they are found again then.
        """
        return types.CompletionList(
            is_incomplete=len(items) >= LIMIT,
            items=[self._item(item, [offer, index]) for index, item in enumerate(items[:MOST])],
        )

    def _item(self, item: Item, name: list[int]) -> types.CompletionItem:
        late = self._client.documents_late
        snippet = item.snippet if self._client.snippets else None
        edit = self.edit(item.edit)
        return types.CompletionItem(
            label=item.label,
            kind=_ITEMS[item.kind],
            label_details=self._label_details(item),
            detail=item.detail or None,
            documentation=None if late else documentation(self._client, item),
            deprecated=True if item.deprecated and self._client.deprecates_completions else None,
            tags=[types.CompletionItemTag.Deprecated]
            if item.deprecated and self._client.tags_completions
            else None,
            sort_text=item.sort,
            filter_text=None if self._client.filters_words else item.filter,
            insert_text_format=types.InsertTextFormat.Snippet if snippet is not None else None,
            insert_text_mode=self._insert_mode(snippet),
            text_edit=self._place(item, edit.range, edit.new_text if snippet is None else snippet),
            additional_text_edits=[self.edit(extra) for extra in item.extra] or None,
            command=self._asking_again() if item.retrigger else None,
            data=name if late else None,
        )

    def _label_details(self, item: Item) -> types.CompletionItemLabelDetails | None:
        """What a list shows beside each label, not only beside the one that is chosen."""
        if not item.detail or not self._client.label_details:
            return None
        return types.CompletionItemLabelDetails(description=item.detail)

    def _place(
        self, item: Item, area: types.Range, text: str
    ) -> types.TextEdit | types.InsertReplaceEdit:
        if item.insert is None or not self._client.insert_or_replace:
            return types.TextEdit(area, text)
        return types.InsertReplaceEdit(text, insert=self.range(item.insert), replace=area)

    def _insert_mode(self, snippet: str | None) -> types.InsertTextMode | None:
        """A plain text is indented as it should stand, a snippet relative to its line."""
        modes = types.InsertTextMode
        mode = modes.AsIs if snippet is None else modes.AdjustIndentation
        return mode if mode in self._client.insert_modes else None

    def _asking_again(self) -> types.Command | None:
        """Only VS Code knows this command; others would send it to us."""
        if not self._client.is_vscode:
            return None
        return types.Command(title="Suggest", command="editor.action.triggerSuggest")

    # Hover.

    def hover(self, hover: Hover) -> types.Hover:
        """A hover, in Markdown if the client reads it."""
        markdown = self._client.markdown_hover
        kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
        content = types.MarkupContent(kind, hover.markdown if markdown else hover.plain)
        return types.Hover(content, self.range(hover.span))

    # Code actions.

    def command(self, title: str, command: Command) -> types.Command:
        """What has us do something, in the words of `workspace/executeCommand`."""
        argument = {"uri": self._document.uri, **command._asdict()}
        return types.Command(title, _COMMANDS[type(command)], arguments=[argument])

    def workspace_edit(self, edits: tuple[TextEdit, ...]) -> types.WorkspaceEdit:
        """Edits of this version of the document, if the client heeds versions."""
        uri, version = self._document.uri, self._document.version
        converted = [self.edit(edit) for edit in edits]
        if not self._client.versioned_edits:
            return types.WorkspaceEdit(changes={uri: converted})
        name = types.OptionalVersionedTextDocumentIdentifier(uri, version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(name, converted)])


def documentation(client: Client, item: Item) -> types.MarkupContent | str | None:
    """What is to be said of a completion item."""
    if not item.documentation:
        return None
    if client.markdown_documentation:
        return types.MarkupContent(types.MarkupKind.Markdown, item.documentation)
    return plain(item.documentation)
