"""Answers what follows from the shape of a text: folding, growing selections, formatting."""

from collections.abc import Iterable
from typing import Any, Final

from lsprotocol import types

from opencode_ls.features.folding import LIMIT, Fold, folds, outermost, whole_lines
from opencode_ls.features.formatting import Style, format_range, format_text
from opencode_ls.features.selection import selections
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.plain import edit_of
from opencode_ls.lsp.server import Server
from opencode_ls.text import Forward, Span, TextEdit

_KINDS = {"comment": types.FoldingRangeKind.Comment, "region": types.FoldingRangeKind.Region}

_Edit = dict[str, Any]
"""A TextEdit."""


# Folding.


def _folding(server: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    client, found = server.client, folds(snapshot.analysis)
    if client.folds_lines:
        found = whole_lines(found)
    found = outermost(found, min(client.fold_limit or LIMIT, LIMIT))
    ranges = _ranges(server, snapshot, (fold.span for fold in found))
    return [
        _whole_lines(fold) if client.folds_lines else _columns(fold, ranges[fold.span])
        for fold in found
    ]


def _whole_lines(fold: Fold) -> types.FoldingRange:
    return types.FoldingRange(fold.first, fold.last, kind=_KINDS.get(fold.kind))


def _columns(fold: Fold, area: types.Range) -> types.FoldingRange:
    return types.FoldingRange(
        start_line=area.start.line,
        end_line=area.end.line,
        start_character=area.start.character,
        end_character=area.end.character,
        kind=_KINDS.get(fold.kind),
    )


# Selection.


def _selection(server: Server, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    offset = Converter(server.client, snapshot).offset
    found = [selections(snapshot.analysis, offset(position)) for position in params.positions]
    ranges = _ranges(server, snapshot, (span for spans in found for span in spans))
    return [_nested(ranges[span] for span in spans) for spans in found]


def _nested(ranges: Iterable[types.Range]) -> types.SelectionRange:
    """The innermost range, which holds the others; there is at least one."""
    outer, *inner = reversed(tuple(ranges))
    found = types.SelectionRange(outer)
    for each in inner:
        found = types.SelectionRange(each, found)
    return found


# Formatting.


def _formatting(server: Server, params: types.DocumentFormattingParams) -> list[_Edit]:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    return _edits(server, snapshot, format_text(snapshot.analysis, _style(params.options)))


def _range_formatting(server: Server, params: types.DocumentRangeFormattingParams) -> list[_Edit]:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    span = Converter(server.client, snapshot).span(params.range)
    return _edits(server, snapshot, format_range(snapshot.analysis, span, _style(params.options)))


def _style(options: types.FormattingOptions) -> Style:
    return Style(
        options.tab_size,
        options.insert_spaces,
        insert_final_newline=options.insert_final_newline is True,
        trim_final_newlines=options.trim_final_newlines is True,
    )


def _edits(server: Server, snapshot: Snapshot, edits: tuple[TextEdit, ...]) -> list[_Edit]:
    """Sorted edits as plain dicts: a text that nobody has laid out needs thousands of them."""
    position = Forward(snapshot.analysis.lines, server.client.encoding).position
    return [edit_of(edit, position) for edit in edits]


def _ranges(server: Server, snapshot: Snapshot, spans: Iterable[Span]) -> dict[Span, types.Range]:
    """The range of each span, in one pass over the text."""
    every = tuple(spans)
    offsets = (offset for span in every for offset in span)
    found = snapshot.analysis.lines.positions(offsets, server.client.encoding)
    return {
        span: types.Range(types.Position(*found[span.start]), types.Position(*found[span.end]))
        for span in every
    }


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_FOLDING_RANGE: _folding,
    types.TEXT_DOCUMENT_SELECTION_RANGE: _selection,
    types.TEXT_DOCUMENT_FORMATTING: _formatting,
    types.TEXT_DOCUMENT_RANGE_FORMATTING: _range_formatting,
}
"""Each method with its handler."""
