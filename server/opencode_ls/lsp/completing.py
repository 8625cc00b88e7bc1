"""Completion: what could be typed at a place; the documentation of an item comes when asked for."""

from typing import Final

from attrs import evolve
from lsprotocol import types

from opencode_ls.door.client import Client
from opencode_ls.features.completion import LIMIT, Item, ItemKind, complete
from opencode_ls.features.markdown import plain
from opencode_ls.jsonc.cursor import node_at
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.server import Server

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


def _completion(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    converter = _Items(server.client, snapshot)
    offset = converter.offset(params.position)
    items = () if _opens_object(snapshot, params, offset) else complete(snapshot.analysis, offset)
    return converter.completions(items, server.offer(items))


def _opens_object(snapshot: Snapshot, params: types.CompletionParams, offset: int) -> bool:
    """Whether a brace was typed that begins no placeholder: then nobody waits for a list."""
    if params.context is None or params.context.trigger_character != "{":
        return False
    tree = snapshot.analysis.written
    return not node_at(tree, offset).replace.of(tree.text).startswith('"')


def _resolve(server: Server, item: types.CompletionItem) -> types.CompletionItem:
    found = server.offered(item.data)
    return (
        item if found is None else evolve(item, documentation=_documentation(server.client, found))
    )


class _Items(Converter):
    """Converts completions, too."""

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
            documentation=None if late else _documentation(self._client, item),
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


def _documentation(client: Client, item: Item) -> types.MarkupContent | str | None:
    """What is to be said of a completion item."""
    if not item.documentation:
        return None
    if client.markdown_documentation:
        return types.MarkupContent(types.MarkupKind.Markdown, item.documentation)
    return plain(item.documentation)


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_COMPLETION: _completion,
    types.COMPLETION_ITEM_RESOLVE: _resolve,
}
