"""Writes completions in the words of LSP, as plain dicts.

A list has up to a hundred items, most of them for one place, and every keystroke may ask for it.
Measured, 102 items: 0.6 ms with the writing of JSON, 4.5 as lsprotocol's objects.
"""

from functools import cache
from typing import Any

from lsprotocol import types

from opencode_ls.door.client import Client
from opencode_ls.features.completion import LIMIT, Item, ItemKind
from opencode_ls.features.markdown import plain
from opencode_ls.lsp.plain import PositionOf, edit_of, range_of
from opencode_ls.text import LineIndex

MOST = 500
"""Completion items that are sent at most, whatever a feature gives."""

_Object = dict[str, Any]

_KINDS: dict[ItemKind, int] = {
    "property": types.CompletionItemKind.Property.value,
    "value": types.CompletionItemKind.Value.value,
    "enum": types.CompletionItemKind.EnumMember.value,
    "snippet": types.CompletionItemKind.Snippet.value,
    "command": types.CompletionItemKind.Function.value,
    "file": types.CompletionItemKind.File.value,
    "folder": types.CompletionItemKind.Folder.value,
    "variable": types.CompletionItemKind.Variable.value,
    "module": types.CompletionItemKind.Module.value,
    "reference": types.CompletionItemKind.Reference.value,
}
_SNIPPET = types.InsertTextFormat.Snippet.value
_AS_IS, _ADJUSTED = types.InsertTextMode.AsIs.value, types.InsertTextMode.AdjustIndentation.value
_DEPRECATED = types.CompletionItemTag.Deprecated.value

_ASK_AGAIN = {"title": "Suggest", "command": "editor.action.triggerSuggest"}
"""Only VS Code knows this command; others would send it to us."""


def completion_list(
    client: Client, lines: LineIndex, items: tuple[Item, ...], offer: int
) -> _Object:
    """A `CompletionList` with at most `MOST` items.

    Where the client asks for documentation later, they are without; `offer` is the number by which
    they are found again then.
    """
    late = client.documents_late

    @cache
    def position(offset: int) -> tuple[int, int]:
        return lines.position(offset, client.encoding)

    def written(index: int, item: Item) -> _Object:
        more = {"data": [offer, index]} if late else {"documentation": documentation(client, item)}
        told = {**_shown(client, item), **_accepted(client, item, position), **more}
        return {name: value for name, value in told.items() if value is not None}

    return {
        "isIncomplete": len(items) >= LIMIT,
        "items": [written(index, item) for index, item in enumerate(items[:MOST])],
    }


def _shown(client: Client, item: Item) -> _Object:
    """What a list shows of an item, and where it stands there."""
    return {
        "label": item.label,
        "kind": _KINDS[item.kind],
        # Beside each label, not only beside the one that is chosen.
        "labelDetails": {"description": item.detail}
        if item.detail and client.label_details
        else None,
        "detail": item.detail or None,
        "deprecated": True if item.deprecated and client.deprecates_completions else None,
        "tags": [_DEPRECATED] if item.deprecated and client.tags_completions else None,
        "sortText": item.sort,
        "filterText": None if client.filters_words else item.filter,
    }


def _accepted(client: Client, item: Item, position: PositionOf) -> _Object:
    """What happens when it is accepted."""
    snippet = item.snippet if client.snippets else None
    # A plain text is indented as it should stand, a snippet relative to its line.
    mode = _AS_IS if snippet is None else _ADJUSTED
    text = item.edit.text if snippet is None else snippet
    return {
        "insertTextFormat": None if snippet is None else _SNIPPET,
        "insertTextMode": mode if mode in client.insert_modes else None,
        "textEdit": _place(client, item, text, position),
        "additionalTextEdits": [edit_of(extra, position) for extra in item.extra] or None,
        "command": _ASK_AGAIN if item.retrigger and client.is_vscode else None,
    }


def _place(client: Client, item: Item, text: str, position: PositionOf) -> _Object:
    area = range_of(item.edit.span, position)
    if item.insert is None or not client.insert_or_replace:
        return {"range": area, "newText": text}
    return {"newText": text, "insert": range_of(item.insert, position), "replace": area}


def documentation(client: Client, item: Item) -> types.MarkupContent | str | None:
    """What is to be said of a completion item."""
    if not item.documentation:
        return None
    if client.markdown_documentation:
        return types.MarkupContent(types.MarkupKind.Markdown, item.documentation)
    return plain(item.documentation)
