"""Answers what stands out in colour; only clients that can ask are told that they may."""

from itertools import chain, takewhile
from typing import Final

from lsprotocol import types

from opencode_ls.features.semantic_tokens import KINDS, MODIFIERS, Token, semantic_tokens
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.result_id import result_id
from opencode_ls.lsp.server import Server

_WIDTH = 5
"""Numbers that one token is told by (LSP 3.17, "Integer Encoding for Tokens")."""


def _full(server: Server, params: types.SemanticTokensParams) -> types.SemanticTokens:
    uri = params.text_document.uri
    return _remembered(server, uri, _told(server, server.documents.snapshot(uri)))


def _delta(
    server: Server, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta:
    """What is between the tokens that stayed, or all where the client's last ones are forgotten."""
    uri = params.text_document.uri
    before = server.tokens.get(uri)
    found = _full(server, types.SemanticTokensParams(params.text_document))
    if before is None or before.result_id != params.previous_result_id:
        return found
    return types.SemanticTokensDelta(_edits([*before.data], [*found.data]), found.result_id)


def _range(server: Server, params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
    snapshot = server.documents.snapshot(params.text_document.uri)
    return types.SemanticTokens(_told(server, snapshot, params.range))


def _told(server: Server, snapshot: Snapshot | None, area: types.Range | None = None) -> list[int]:
    if snapshot is None:
        return []
    span = None if area is None else Converter(server.client, snapshot).span(area)
    found = semantic_tokens(snapshot.analysis, span)
    offsets = chain.from_iterable(token.span for token in found)
    return _numbers(found, snapshot.analysis.lines.positions(offsets, server.client.encoding))


def _numbers(tokens: tuple[Token, ...], places: dict[int, tuple[int, int]]) -> list[int]:
    """Each token by its distance from the one before, its length, its kind and its modifiers."""
    data: list[int] = []
    last_line = last_column = 0
    for span, kind, modifiers in tokens:
        (line, column), (_, end) = places[span.start], places[span.end]
        distance = column - last_column if line == last_line else column
        bits = sum(1 << MODIFIERS.index(modifier) for modifier in modifiers)
        data += (line - last_line, distance, end - column, KINDS.index(kind), bits)
        last_line, last_column = line, column
    return data


def _remembered(server: Server, uri: str, data: list[int]) -> types.SemanticTokens:
    """These tokens with a name, and kept for a later question if the document is open."""
    found = types.SemanticTokens(data, result_id(data))
    if "delta" in server.client.tokens and server.documents[uri] is not None:
        server.tokens[uri] = found
    return found


def _edits(before: list[int], after: list[int]) -> list[types.SemanticTokensEdit]:
    """One edit of whole tokens, none where nothing has changed."""
    if before == after:
        return []
    start = _alike(before, after)
    most = min(len(before), len(after)) - start
    end = min(_alike(before[::-1], after[::-1]), most)
    removed = len(before) - end - start
    return [types.SemanticTokensEdit(start, removed, after[start : len(after) - end])]


def _alike(one: list[int], other: list[int]) -> int:
    """How many numbers are the same from the start, in whole tokens."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    count = sum(1 for _ in pairs)
    return count - count % _WIDTH


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: _full,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA: _delta,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: _range,
}
"""Each method with its handler."""
