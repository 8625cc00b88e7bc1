"""Where two versions of a text differ."""

from collections.abc import Callable
from typing import NamedTuple

from opencode_ls.text import Span, TextEdit, common_end, common_start


class _Answer(NamedTuple):
    old: str
    new: str
    spans: tuple[Span, Span]


_last = [_Answer("", "", (Span(0, 0), Span(0, 0)))]
"""The last answer: several ask for the same two texts, and to compare 1 MB takes its time."""

_told = [("", "", TextEdit(Span(0, 0), ""))]
"""The last edit: the text before, the one after, and what was done."""

_NEAR = 1000
"""Characters beside an edit that are compared: it may have put what stood there already."""


def changed(old: str, new: str) -> tuple[Span, Span]:
    """The stretch of each text outside of which the two are equal; both empty if they are.

    Where several would do, the first: of two equal lines the earlier is the new one.
    """
    last = _last[0]
    if last.old is not old or last.new is not new:
        last = _last[0] = _Answer(old, new, _compared(old, new))
    return last.spans


def edited(old: str, new: str, edit: TextEdit) -> None:
    """Say that an edit has made `new` of `old`: then `changed` compares what is near it alone."""
    _told[0] = old, new, edit


class Absent:
    """Knows a text that does not hold something: of its next version it looks at what is new alone.

    `holds` finds it in a text, where it is at most `longest` characters long.
    """

    def __init__(self, holds: Callable[[str], bool], longest: int) -> None:
        self._holds = holds
        self._longest = longest
        self._without: str | None = None

    def is_in(self, text: str) -> bool:
        """Whether it is there."""
        last, self._without = self._without, None
        if last is not text:
            new = Span(0, len(text)) if last is None else changed(last, text)[1]
            around = slice(max(new.start - self._longest, 0), new.end + self._longest)
            if self._holds(text[around]):
                return True
        self._without = text
        return False


def _compared(old: str, new: str) -> tuple[Span, Span]:
    before, after, edit = _told[0]
    if before is old and after is new and (spans := _near(old, new, edit)) is not None:
        return spans
    return _between(old, new, common_start(old, new), common_end(old, new))


def _near(old: str, new: str, edit: TextEdit) -> tuple[Span, Span] | None:
    """The same by a known edit, None where it may differ farther away from it."""
    start, end = edit.span
    end_new = start + len(edit.text)
    before = common_start(old[start : start + _NEAR], new[start : start + _NEAR])
    after = common_end(old[max(end - _NEAR, 0) : end], new[max(end_new - _NEAR, 0) : end_new])
    if max(before, after) >= _NEAR:
        return None
    return _between(old, new, start + before, len(old) - end + after)


def _between(old: str, new: str, before: int, after: int) -> tuple[Span, Span]:
    """What is left between so many characters that both begin with, and end with."""
    before = min(before, min(len(old), len(new)) - after)
    return Span(before, len(old) - after), Span(before, len(new) - after)
