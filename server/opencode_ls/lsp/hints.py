"""What an editor shows between the lines: code lenses and inlay hints; a setting turns off each."""

from typing import Final

from lsprotocol import types

from opencode_ls.features.inlay_hints import inlay_hints
from opencode_ls.features.lenses import lenses
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.offered_command import offered_command
from opencode_ls.lsp.server import Server


def _code_lens(server: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    """Nothing where nothing could run: the editor would show what is no use."""
    may = server.may_run and server.trusted and server.client.asks is not None
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None or not may or not server.settings.code_lens or not snapshot.document.path:
        return []
    converter, uri = Converter(server.client, snapshot), snapshot.document.uri
    return [
        types.CodeLens(converter.range(lens.span), offered_command(uri, lens.title, lens.command))
        for lens in lenses(snapshot.analysis)
    ]


def _inlay_hint(server: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None or not server.settings.inlay_hints:
        return []
    converter = Converter(server.client, snapshot)
    return [
        types.InlayHint(
            converter.position(hint.offset),
            hint.label,
            tooltip=hint.tooltip or None,
            padding_left=True,
        )
        for hint in inlay_hints(snapshot.analysis, converter.span(params.range))
    ]


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_CODE_LENS: _code_lens,
    types.TEXT_DOCUMENT_INLAY_HINT: _inlay_hint,
}
