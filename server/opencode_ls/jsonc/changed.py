"""Where two versions of a text differ."""

from typing import NamedTuple

from opencode_ls.text import Span, common_end, common_start


class _Answer(NamedTuple):
    old: str
    new: str
    spans: tuple[Span, Span]


_last = [_Answer("", "", (Span(0, 0), Span(0, 0)))]
"""The last answer: several ask for the same two texts, and to compare 1 MB takes its time."""


def changed(old: str, new: str) -> tuple[Span, Span]:
    """The stretch of each text outside of which the two are equal; both empty if they are.

    Where several would do, the first: of two equal lines the earlier is the new one.
    """
    last = _last[0]
    if last.old is not old or last.new is not new:
        last = _last[0] = _Answer(old, new, _compared(old, new))
    return last.spans


class Absent:
    """Knows a text that does not hold a word: of its next version it looks at what is new alone."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._without = ""

    def is_in(self, text: str) -> bool:
        """Whether the word is there."""
        new, around = changed(self._without, text)[1], len(self._word)
        if self._word in text[max(new.start - around, 0) : new.end + around]:
            return True
        self._without = text
        return False


def _compared(old: str, new: str) -> tuple[Span, Span]:
    after = common_end(old, new)
    before = min(common_start(old, new), min(len(old), len(new)) - after)
    return Span(before, len(old) - after), Span(before, len(new) - after)
