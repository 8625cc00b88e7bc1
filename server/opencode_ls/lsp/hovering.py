"""Answers what is to be said of the thing under the cursor."""

from typing import Final

from lsprotocol import types

from opencode_ls.features.hover import hover
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.server import Server


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    converter = Converter(server.client, snapshot)
    found = hover(snapshot.analysis, converter.offset(params.position))
    if found is None:
        return None
    markdown = server.client.markdown_hover
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    content = types.MarkupContent(kind, found.markdown if markdown else found.plain)
    return types.Hover(content, converter.range(found.span))


METHODS: Final[Methods] = {types.TEXT_DOCUMENT_HOVER: _hover}
