"""Cuts the line that a finding is about out of a file and puts carets under it."""

from typing import NamedTuple

from opencode_ls.cli.sink import columns, terminal
from opencode_ls.text import LineIndex, Span

WIDTH = 96
"""Characters of a line that are shown at most; a terminal may need more columns for them."""

_TAB = "    "
_CUT = "…"


class Excerpt(NamedTuple):
    """One line of a file, safe for a terminal; the carets stand below columns, both from 0."""

    line: int
    text: str
    caret: int
    carets: int


def excerpt(text: str, lines: LineIndex, span: Span) -> Excerpt:
    """The line on which a span starts, shortened around it where it is long.

    A span over several lines is marked up to the end of its first line, an empty one by one caret.
    """
    line = lines.line_of(span.start)
    whole = lines.line_span(line)
    start = min(max(span.start, whole.start), whole.end)
    end = max(start, min(span.end, whole.end))
    first, last = _window(whole, start)
    before = ("" if first == whole.start else _CUT) + _shown(text[first:start])
    marked = _shown(text[start : min(end, last)])
    after = _shown(text[min(end, last) : last]) + ("" if last == whole.end else _CUT)
    return Excerpt(
        line, (before + marked + after).rstrip(), columns(before), max(columns(marked), 1)
    )


def _window(whole: Span, start: int) -> Span:
    """The part of a line that is shown: a long one from a little before `start`."""
    if whole.end - whole.start <= WIDTH:
        return whole
    first = max(whole.start, min(start - WIDTH // 3, whole.end - WIDTH))
    return Span(first, min(whole.end, first + WIDTH))


def _shown(text: str) -> str:
    return "".join(_TAB if character == "\t" else terminal(character) for character in text)
