"""Answers which parts of a text can be opened."""

from collections.abc import Iterator
from typing import Final

from lsprotocol import types

from opencode_ls.door.uris import encoded, uri_of
from opencode_ls.features.links import Link, links
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.server import Server


def _document_link(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    converter = Converter(server.client, snapshot)
    return [link for found in links(snapshot.analysis) for link in _link(converter, found)]


def _link(converter: Converter, link: Link) -> Iterator[types.DocumentLink]:
    target = uri_of(link.path) if link.path else encoded(link.address)
    if target:
        yield types.DocumentLink(converter.range(link.span), target=target)


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_DOCUMENT_LINK: _document_link,
}
"""Each method with its handler."""
