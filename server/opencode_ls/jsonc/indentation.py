"""The indentation of lines, which tells what a bracket closes where another one is missing."""

from bisect import bisect_right

from opencode_ls.pattern import pattern

_LINE = pattern(r"(?:^|(?<=[\n\r]))([ \t]*)")


class Indentation:
    """The indentation of each line; where no line has any, it tells nothing."""

    __slots__ = ("_indents", "_starts", "_tells")

    def __init__(self, text: str) -> None:
        found = [match.span(1) for match in _LINE.finditer(text)]
        self._starts = [start for start, _ in found]
        self._indents = [end - start for start, end in found]
        self._tells = any(self._indents)

    def indent(self, offset: int) -> int:
        """The indentation of the line that an offset lies on."""
        return self._indents[bisect_right(self._starts, offset) - 1]

    def leading(self, offset: int) -> int | None:
        """The column of an offset before which nothing but blanks stands on its line, else None."""
        line = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[line]
        return column if self._tells and column == self._indents[line] else None
