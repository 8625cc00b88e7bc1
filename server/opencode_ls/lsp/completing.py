"""Completion: what could be typed at a place; the documentation of an item comes when asked for."""

from typing import Final

from attrs import evolve
from lsprotocol import types

from opencode_ls.door.message import Json
from opencode_ls.features.completion import complete
from opencode_ls.jsonc.cursor import node_at
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.completion_list import completion_list, documentation
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.server import Server


def _completion(server: Server, params: types.CompletionParams) -> Json:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    offset = Converter(server.client, snapshot).offset(params.position)
    items = () if _opens_object(snapshot, params, offset) else complete(snapshot.analysis, offset)
    return completion_list(server.client, snapshot.analysis.lines, items, server.offer(items))


def _opens_object(snapshot: Snapshot, params: types.CompletionParams, offset: int) -> bool:
    """Whether a brace was typed that begins no placeholder: then nobody waits for a list."""
    if params.context is None or params.context.trigger_character != "{":
        return False
    tree = snapshot.analysis.written
    return not node_at(tree, offset).replace.of(tree.text).startswith('"')


def _resolve(server: Server, item: types.CompletionItem) -> types.CompletionItem:
    found = server.offered(item.data)
    return (
        item if found is None else evolve(item, documentation=documentation(server.client, found))
    )


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_COMPLETION: _completion,
    types.COMPLETION_ITEM_RESOLVE: _resolve,
}
