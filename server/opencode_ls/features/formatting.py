"""Lays a text out anew: only blanks between tokens change; comments and line ends stay."""

from bisect import bisect_right

from opencode_ls.analysis.build import Analysis
from opencode_ls.features.gaps import Style
from opencode_ls.features.layout import layout
from opencode_ls.text import Span, TextEdit

__all__ = ["Style", "format_range", "format_text"]


def format_text(analysis: Analysis, style: Style) -> tuple[TextEdit, ...]:
    """The edits that lay the whole text out, sorted; none where it is so already.

    There are none either in a text with syntax errors, in one that is nested too deeply, and where
    a blank may be part of a placeholder or end what its value begins.
    """
    root = analysis.written.root
    if root is None or not _is_safe(analysis):
        return ()
    changes = layout(analysis.text, root, style)
    edits = tuple(TextEdit(Span(start, end), text) for start, end, text in changes)
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
        not written.problems
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
