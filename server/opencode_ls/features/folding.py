"""What can be folded away: objects, arrays, comments, and regions between two line comments."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Comment, Node
from opencode_ls.pattern import pattern
from opencode_ls.text import LineIndex, Span

LIMIT = 5000
"""Folds that are worth telling at most: VS Code shows no more."""

_REGION = pattern(r"//[ \t]*#(end)?region\b")


class Fold(NamedTuple):
    """One fold.

    `span` is what goes away where an editor folds from column to column, `first` and `last` are the
    lines of the fold where it folds whole lines: it hides those after `first`, `last` included.
    """

    span: Span
    first: int
    last: int
    kind: Literal["value", "comment", "region"]


def folds(analysis: Analysis) -> tuple[Fold, ...]:
    """Everything that goes over several lines, sorted, the outer ones first."""
    root = analysis.written.root
    found = [
        *(() if root is None else _of_values(analysis.lines, root)),
        *_of_comments(analysis),
        *_of_regions(analysis),
    ]
    return tuple(sorted(found, key=lambda fold: (fold.span.start, -fold.span.end)))


def whole_lines(found: tuple[Fold, ...]) -> tuple[Fold, ...]:
    """The folds that hide a line, the outermost where several begin on one."""
    kept: dict[int, Fold] = {}
    for fold in found:
        if fold.last > fold.first:
            before = kept.setdefault(fold.first, fold)
            if fold.last > before.last:
                kept[fold.first] = fold
    return tuple(kept.values())


def outermost(found: tuple[Fold, ...], limit: int) -> tuple[Fold, ...]:
    """At most `limit` of these folds, which are sorted: those that lie in the fewest others."""
    if len(found) <= limit:
        return found
    ends: list[int] = []
    levels: list[tuple[int, int]] = []
    for index, fold in enumerate(found):
        while ends and ends[-1] <= fold.span.start:
            ends.pop()
        levels.append((len(ends), index))
        ends.append(fold.span.end)
    return tuple(found[index] for index in sorted(index for _, index in sorted(levels)[:limit]))


def _of_values(lines: LineIndex, root: Node) -> Iterator[Fold]:
    """The closing bracket stays in sight, on its line and in its column."""
    for node in root.walk():
        if node.kind in {"object", "array"}:
            start, end = node.span
            first, last = lines.line_of(start), lines.line_of(end)
            if last > first:
                span = Span(start + 1, end - node.closed)
                yield Fold(span, first, last - node.closed, "value")


def _of_comments(analysis: Analysis) -> Iterator[Fold]:
    """Each block of several lines, and each run of line comments that fill their lines."""
    lines = analysis.lines
    run: list[Comment] = []
    for comment in analysis.written.comments:
        if run and not _continues(analysis, run[-1], comment):
            yield from _of_run(lines, run)
            run = []
        if comment.block:
            yield from _of_run(lines, [comment])
        elif _fills_line(analysis, comment):
            run.append(comment)
    yield from _of_run(lines, run)


def _of_run(lines: LineIndex, run: list[Comment]) -> Iterator[Fold]:
    if not run:
        return
    start, end = run[0].span.start, run[-1].span.end
    first, last = lines.line_of(start), lines.line_of(end)
    if last > first:
        yield Fold(Span(lines.line_span(first).end, end), first, last, "comment")


def _continues(analysis: Analysis, before: Comment, comment: Comment) -> bool:
    line = analysis.lines.line_of
    return (
        line(comment.span.start) == line(before.span.start) + 1
        and not comment.block
        and _fills_line(analysis, comment)
    )


def _fills_line(analysis: Analysis, comment: Comment) -> bool:
    """Whether a line comment has its line to itself, and is no region's edge."""
    begin = analysis.lines.line_span(analysis.lines.line_of(comment.span.start)).start
    before = analysis.text[begin : comment.span.start]
    return not before.strip(" \t\ufeff") and not _REGION.match(analysis.text, comment.span.start)


def _of_regions(analysis: Analysis) -> Iterator[Fold]:
    """Regions may lie in each other; an edge without its other half means nothing."""
    lines = analysis.lines
    begun: list[int] = []
    for comment in analysis.written.comments:
        edge = _REGION.match(analysis.text, comment.span.start)
        line = lines.line_of(comment.span.start)
        if edge and not edge[1]:
            begun.append(line)
        elif edge and begun:
            first = begun.pop()
            yield Fold(Span(lines.line_span(first).end, comment.span.end), first, line, "region")
