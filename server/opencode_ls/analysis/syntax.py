"""Tells why a text cannot be read: by what is written in it, or by what a placeholder became."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.jsonc import Tree
from opencode_ls.pattern import pattern
from opencode_ls.text import Span

_BEYOND = pattern(r'(?<!\\)"|[\r\n]')


def is_blank(tree: Tree) -> bool:
    """Whether a text that is not empty holds nothing but blanks and closed comments."""
    if tree.root is not None or len(tree.problems) != 1:
        return False
    at, left = 0, []
    for comment in tree.comments:
        left.append(tree.text[at : comment.span.start])
        at = comment.span.end
    return not "".join((*left, tree.text[at:])).removeprefix("\ufeff").strip(" \t\r\n")


def opening(analysis: Analysis, placeholder: Placeholder) -> str | None:
    """What is written up to the end of a string that a placeholder runs over, None if it does not.

    Up to the next `}`, wherever that is, everything is the name.
    """
    written = placeholder.span.of(analysis.text)
    end = _BEYOND.search(written)
    return written[: end.start()] if end else None


def covered(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some spans covers another; they are in order and do not overlap."""
    at = bisect_right(spans, span.start, key=lambda each: each.start) - 1
    return at >= 0 and spans[at].covers(span)


def culprit(analysis: Analysis) -> Placeholder | None:
    """The placeholder that makes a readable text unreadable, None if the text is so itself."""
    if analysis.written.problems or not analysis.effective.problems:
        return None
    place = analysis.span(analysis.effective.problems[0].span).start
    broken = [found for found in analysis.placeholders if found.unescaped]
    before = [found for found in broken if found.span.start <= place]
    if broken:
        return before[-1] if before else broken[0]
    bare = list(_outside_strings(analysis))
    return next((found for found in bare if found.span.end > place), bare[0] if bare else None)


def _outside_strings(analysis: Analysis) -> Iterator[Placeholder]:
    root = analysis.written.root
    places = {node.start for node in root.walk() if node.kind == "placeholder"} if root else ()
    return (found for found in analysis.placeholders if found.span.start in places)
