r"""Places in a text: spans, edits, and lines counted the way editors count them.

Offsets count code points. Lines break at `\n`, `\r\n` and `\r` only, as the Language Server
Protocol says (3.17, "Text Documents"); U+2028 and its kin are ordinary characters.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Literal, NamedTuple

Encoding = Literal["utf-8", "utf-16", "utf-32"]
"""What a column counts: bytes, 16-bit units or code points."""

_BREAK = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of text, from `start` up to but not including `end`, in code points."""

    start: int
    end: int

    def contains(self, offset: int) -> bool:
        """Whether a cursor at `offset` touches this span, its two ends included."""
        return self.start <= offset <= self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two share a place, be it only an end of each."""
        return self.start <= other.end and other.start <= self.end

    def moved(self, by: int) -> "Span":
        """The span `by` characters farther on."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The part of `text` that stands here."""
        return text[self.start : self.end]


class TextEdit(NamedTuple):
    """What stands at `span` gives way to `text`."""

    span: Span
    text: str


def splice(text: str, edit: TextEdit) -> str:
    """The text after one edit."""
    return "".join((text[: edit.span.start], edit.text, text[edit.span.end :]))


def line_start(text: str, offset: int) -> int:
    """Where the line begins that an offset lies on, found without a look at those before."""
    newline = text.rfind("\n", 0, offset)
    return max(newline, text.rfind("\r", newline + 1, offset)) + 1


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """The text after all edits, whose spans all count in the text as it was.

    Insertions at one place keep their order. Raises ValueError if two edits overlap.
    """
    parts: list[str] = []
    done = 0
    for span, replacement in sorted(edits, key=lambda edit: edit.span):
        if span.start < done:
            raise ValueError(f"edits overlap at offset {span.start}")
        parts += (text[done : span.start], replacement)
        done = span.end
    return "".join((*parts, text[done:]))


def difference(before: str, after: str) -> TextEdit:
    """The one edit that makes `after` of `before`: what both begin and end with stays.

    A line break stays whole or goes whole.
    """
    start = common_start(before, after)
    start -= before.startswith("\r", start - 1) if start else 0
    rest, new = before[start:], after[start:]
    same = common_end(rest, new)
    same -= rest.startswith("\n", len(rest) - same) if same else 0
    return TextEdit(Span(start, len(before) - same), new[: len(new) - same])


def common_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    return _agreed(
        min(len(one), len(other)),
        lambda done, size: other.startswith(one[done : done + size], done),
    )


def common_end(one: str, other: str) -> int:
    """How many characters both end with."""

    def agree(done: int, size: int) -> bool:
        piece = one[len(one) - done - size : len(one) - done]
        return other.endswith(piece, 0, len(other) - done)

    return _agreed(min(len(one), len(other)), agree)


def _agreed(most: int, agree: Callable[[int, int], bool]) -> int:
    """How many characters agree: halving the stretch lets comparing be C's work."""
    done, size = 0, most
    while size > 0:
        if agree(done, size):
            done += size
            size = most - done
        else:
            most = done + size - 1
            size //= 2
    return done


class _Starts(NamedTuple):
    """Where the lines of a text start: as listed, from `pivot` on farther by `shift`.

    An edit within a line makes another one over the same list, whatever the size of the text.
    """

    listed: list[int]
    pivot: int = 0
    shift: int = 0

    def at(self, line: int) -> int:
        return self.listed[line] + (self.shift if line >= self.pivot else 0)

    def line_of(self, offset: int) -> int:
        if not self.shift or self.pivot == len(self.listed):
            return bisect_right(self.listed, offset) - 1
        if offset < self.at(self.pivot):
            return bisect_right(self.listed, offset, hi=self.pivot) - 1
        return bisect_right(self.listed, offset - self.shift, lo=self.pivot) - 1

    def moved(self, pivot: int, by: int) -> "_Starts":
        """Those of the lines from `pivot` on, farther by so many characters."""
        if not by:
            return self
        same = not self.shift or self.pivot == pivot
        listed, shift = (self.listed, self.shift) if same else (self.flat(), 0)
        return _Starts(listed, pivot, shift + by)

    def flat(self) -> list[int]:
        """All of them, one by one."""
        return [*self.listed[: self.pivot], *(at + self.shift for at in self.listed[self.pivot :])]


def _patched(starts: _Starts, replaced: Span, inner: list[int], delta: int) -> _Starts:
    """The starts after an edit: new ones for some lines, and `delta` farther from there on."""
    first, rest = replaced
    old = [starts.at(line) for line in range(first, rest)]
    if inner == old and not delta:
        return starts
    kept = sum(before == after for before, after in zip(old, inner, strict=False))
    if inner != [*old[:kept], *(start + delta for start in old[kept:])]:
        flat = starts.flat()
        return _Starts([*flat[:first], *inner, *(start + delta for start in flat[rest:])])
    return starts.moved(first + kept, delta)


class LineIndex:
    """Turns offsets of one text into lines and columns, and back."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str, starts: _Starts | None = None) -> None:
        self.text = text
        self._starts = starts or _Starts(_line_starts(text))

    def edited(self, edit: TextEdit) -> "LineIndex":
        """The index of the text after an edit, made by this one."""
        starts = self._within_line(edit)
        if starts is not None:
            return LineIndex(splice(self.text, edit), starts)
        text, delta = splice(self.text, edit), len(edit.text) - len(edit.span.of(self.text))
        # At its ends an edit can join two breaks, or part one: the lines beside count too.
        first = max(self.line_of(edit.span.start) - 1, 0)
        rest = min(self.line_of(edit.span.end) + 2, self.line_count)
        end = len(text) if rest == self.line_count else self._starts.at(rest) + delta
        breaks = _BREAK.finditer(text, self._starts.at(first), end)
        inner = [match.end() for match in breaks]
        if rest < self.line_count:
            inner.pop()
        return LineIndex(text, _patched(self._starts, Span(first + 1, rest), inner, delta))

    def _within_line(self, edit: TextEdit) -> _Starts | None:
        """The starts after an edit within a line, as nearly all are; None for any other."""
        (start, end), new = edit
        # A `\r` beside it may come to stand before a `\n`, or leave it.
        if "\n" in new or "\r" in new or "\r" in self.text[max(start - 1, 0) : end + 1]:
            return None
        starts, below = self._starts, self.line_of(start) + 1
        if below < len(starts.listed) and starts.at(below) <= end:
            return None
        return starts.moved(below, len(new) - (end - start))

    @property
    def line_count(self) -> int:
        """How many lines there are; a text that ends with a break has an empty last one."""
        return len(self._starts.listed)

    def line_of(self, offset: int) -> int:
        """The line, from 0, on which `offset` lies; a break belongs to the line it ends."""
        return max(self._starts.line_of(offset), 0)

    def line_span(self, line: int) -> Span:
        """The line without its break; a line that is not there is the nearest one."""
        last = len(self._starts.listed) - 1
        line = min(max(line, 0), last)
        start = self._starts.at(line)
        if line == last:
            return Span(start, len(self.text))
        end = self._starts.at(line + 1) - 1
        return Span(start, end - 1 if self.text.startswith("\r\n", end - 1) else end)

    def position(self, offset: int, encoding: Encoding) -> tuple[int, int]:
        """Line and column, both from 0, the column in units of `encoding`.

        An offset outside the text goes to its nearest end, one inside a break to the line's end.
        """
        line = self.line_of(offset)
        start, end = self.line_span(line)
        if self.text.isascii():
            return line, max(min(offset, end) - start, 0)
        return line, _units(self.text[start : max(min(offset, end), start)], encoding)

    def positions(self, offsets: Iterable[int], encoding: Encoding) -> dict[int, tuple[int, int]]:
        """The `position` of each offset, in one pass: many on one long line cost no more."""
        forward = Forward(self, encoding)
        return {offset: forward.position(offset) for offset in sorted(set(offsets))}

    def offset(self, line: int, character: int, encoding: Encoding) -> int:
        """The offset of a line and a column; never raises.

        What lies outside goes to the line's or the text's end, a column in the middle of a code
        point to where that starts.
        """
        if line < 0:
            return 0
        if line >= self.line_count:
            return len(self.text)
        start, end = self.line_span(line)
        # Of the whole text Python knows it without a look.
        if self.text.isascii() or self.text[start:end].isascii():
            return start + min(max(character, 0), end - start)
        content = self.text[start:end]
        sizes = range(len(content) + 1)
        fitting = bisect_right(sizes, character, key=lambda size: _units(content[:size], encoding))
        return start + max(fitting - 1, 0)


class Forward:
    """Gives the `position` of offsets that never get smaller, each counted on from the last one."""

    __slots__ = ("_column", "_done", "_encoding", "_end", "_line", "_lines", "_text")

    def __init__(self, lines: LineIndex, encoding: Encoding) -> None:
        self._lines = lines
        self._text = lines.text
        self._encoding: Encoding = encoding
        self._line, self._column = 0, 0
        self._done, self._end = lines.line_span(0)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column; an offset before the last one counts as that."""
        if offset > self._end and (line := self._lines.line_of(offset)) != self._line:
            self._line, self._column = line, 0
            self._done, self._end = self._lines.line_span(line)
        place = max(min(offset, self._end), self._done)
        self._column += _units(self._text[self._done : place], self._encoding)
        self._done = place
        return self._line, self._column


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(match.end() for match in _BREAK.finditer(text))]
    # The same, ten times as fast.
    lengths = (len(line) + 1 for line in text.split("\n")[:-1])
    return [0, *accumulate(lengths)]


def _units(text: str, encoding: Encoding) -> int:
    """The length of `text`; half a surrogate pair counts three bytes or one unit."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))
