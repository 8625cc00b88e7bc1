"""Lays a text out anew: only blanks between tokens change; comments and line ends stay."""

from bisect import bisect_right

from opencode_ls.analysis.build import Analysis
from opencode_ls.features.layout import Style, gaps
from opencode_ls.text import Span, TextEdit, common_end, common_start

__all__ = ["Style", "format_range", "format_text"]


def format_text(analysis: Analysis, style: Style) -> tuple[TextEdit, ...]:
    """The edits that lay the whole text out, sorted; none where it is so already.

    There are none either in a text with syntax errors, in one that is nested too deeply, and where
    a blank may be part of a placeholder or end what its value begins.
    """
    if not _is_safe(analysis):
        return ()
    text = analysis.text
    edits = tuple(
        _smallest(text, gap) for gap in gaps(text, style) if gap.span.of(text) != gap.text
    )
    return () if _cross(analysis, edits) else edits


def format_range(analysis: Analysis, span: Span, style: Style) -> tuple[TextEdit, ...]:
    """Those of the edits that lie on the lines of the span; its end at a line's start is before."""
    lines = analysis.lines
    first, last = lines.line_of(span.start), lines.line_of(span.end)
    if last > first and span.end == lines.line_span(last).start:
        last -= 1
    area = Span(lines.line_span(first).start, lines.line_span(last).end)
    return tuple(edit for edit in format_text(analysis, style) if area.covers(edit.span))


def _is_safe(analysis: Analysis) -> bool:
    """Whether blanks mean nothing: the value of a placeholder must not begin a string or comment.

    After a value such as `1 //`, the line break would decide what is still read.
    """
    written = analysis.written
    return (
        written.root is not None
        and not written.problems
        and not any(placeholder.unescaped for placeholder in analysis.placeholders)
        and len(analysis.effective.comments) == len(written.comments)
    )


def _cross(analysis: Analysis, edits: tuple[TextEdit, ...]) -> bool:
    """Whether an edit would change a placeholder, as one that begins in a comment has blanks."""
    ends = [edit.span.end for edit in edits]
    for placeholder in analysis.placeholders:
        at = bisect_right(ends, placeholder.span.start)
        if at < len(edits) and edits[at].span.start < placeholder.span.end:
            return True
    return False


def _smallest(text: str, gap: TextEdit) -> TextEdit:
    r"""The part of a change that differs.

    It ends at a place that an editor can name: where a `\r\n` stands, no lone `\r` is put in, so
    that only what both texts end with could begin in the middle of one.
    """
    old, new = gap.span.of(text), gap.text
    start = common_start(old, new)
    same = common_end(old[start:], new[start:])
    while same and old[: len(old) - same].endswith("\r") and old[-same] == "\n":
        same -= 1
    span = Span(gap.span.start + start, gap.span.end - same)
    return TextEdit(span, new[start : len(new) - same])
