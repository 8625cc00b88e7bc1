"""Says which blanks belong between the tokens of a text without syntax errors.

What stands on one line stays there while it fits; every other object or list has each member on a
line of its own.  Comments stay on the line that they are on, one blank line stays one.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from opencode_ls.jsonc.lexer import TokenKind, template, tokens
from opencode_ls.text import Span, TextEdit

WIDTH = 80
"""Characters that an object or list on one line reaches at most, the comma after it not counted."""

LEVELS = 64
"""Levels of nesting beyond which a text is left alone: its indentation would outgrow it."""

_WIDEST = 16
_BREAK = re.compile(r"\r\n|\n|\r")
_OPENING, _CLOSING = frozenset("{["), frozenset("}]")


class Style(NamedTuple):
    """What an editor asks for; `tab_size` counts columns."""

    tab_size: int = 2
    insert_spaces: bool = True
    insert_final_newline: bool = False
    trim_final_newlines: bool = False


class _Item(NamedTuple):
    """A token, a comment, or the begin of the text."""

    kind: TokenKind | Literal["//", "/*", "begin"]
    start: int
    end: int


def gaps(text: str, style: Style) -> Iterator[TextEdit]:
    """What should stand between each token or comment and the next, whatever stands there now."""
    items = _items(text)
    if _depth(items) <= LEVELS:
        yield from _Layout(text, items, style).gaps()


class _Layout:
    """One pass over the items that knows in which containers it is and at which column."""

    def __init__(self, text: str, items: list[_Item], style: Style) -> None:
        self._text = text
        self._items = items
        self._style = style
        self._columns = max(0, min(style.tab_size, _WIDEST))
        self._break = _break_of(text) or "\n"
        self._flat = [*accumulate(map(_flat_width, items, [items[0], *items]))]
        self._breaks = [0, *accumulate(_break_count(text, pair) for pair in pairwise(items))]
        self._ends = dict(_pairs(items))
        self._spread: list[bool] = []
        self._column = 0

    def gaps(self) -> Iterator[TextEdit]:
        for at, (before, item) in enumerate(pairwise(self._items), start=1):
            gap = self._gap(at)
            yield TextEdit(Span(before.end, item.start), gap)
            self._advance(gap)
            if item.kind in _OPENING:
                self._spread.append(self._spreads(at))
            self._advance(self._text[item.start : item.end])

    def _gap(self, at: int) -> str:
        before, item = self._items[at - 1], self._items[at]
        blank = self._text[before.end : item.start]
        if item.kind == "end":
            return self._last(blank)
        if before.kind == "begin":
            return ""
        spread = bool(self._spread) and self._spread[-1]
        if item.kind in _CLOSING:
            self._spread.pop()
        if before.kind == "//" or self._ends_line(at, blank, spread=spread):
            return self._line(at, blank)
        return _on_one_line(before, item, blank, spread=spread)

    def _ends_line(self, at: int, blank: str, *, spread: bool) -> bool:
        """Whether what follows stands on a line of its own."""
        match self._items[at - 1].kind, self._items[at].kind:
            case _, "//" | "/*":
                return self._begins_line(at, blank)
            case (_, "," | ":") | ("{", "}") | ("[", "]"):
                return False
            case ("{" | "[" | ",", _) | (_, "}" | "]"):
                return spread
            case kind, _:
                return kind == "/*" and _BREAK.search(blank) is not None

    def _line(self, at: int, blank: str) -> str:
        """A line break and the indentation; a blank line stays, save beside a bracket."""
        inside = self._items[at - 1].kind not in _OPENING and self._items[at].kind not in _CLOSING
        count = min(len(_BREAK.findall(blank)), 2) if inside else 1
        unit = " " * self._columns if self._style.insert_spaces else "\t"
        return (_break_of(blank) or self._break) * max(count, 1) + unit * len(self._spread)

    def _last(self, blank: str) -> str:
        count = len(_BREAK.findall(blank))
        if self._style.trim_final_newlines:
            count = min(count, 1)
        if self._style.insert_final_newline:
            count = max(count, 1)
        return (_break_of(blank) or self._break) * count

    def _begins_line(self, at: int, blank: str) -> bool:
        """Whether a comment stands on a line of its own, or before the member that it is about."""
        if _BREAK.search(blank):
            return True
        spread = bool(self._spread) and self._spread[-1]
        if not spread or self._items[at - 1].kind not in {"{", "[", ","}:
            return False
        while self._items[at].kind == "/*" and not self._breaks_after(at):
            at += 1
        return self._items[at].kind not in {"}", "]", ",", ":", "//", "/*"}

    def _spreads(self, at: int) -> bool:
        """Whether each member of the container that begins here gets its line."""
        end = self._ends[at]
        if self._spread and not self._spread[-1]:
            return False
        if self._breaks[end] > self._breaks[at]:
            return True
        if not self._spread:
            return any(self._items[inner].kind != "/*" for inner in range(at + 1, end))
        return self._column + self._flat[end] - self._flat[at] + 1 > WIDTH

    def _breaks_after(self, at: int) -> bool:
        return bool(_BREAK.search(self._text, self._items[at].end, self._items[at + 1].start))

    def _advance(self, text: str) -> None:
        last = max(text.rfind("\n"), text.rfind("\r"))
        width = len(text) - last - 1 + (self._columns - 1) * text.count("\t", last + 1)
        self._column = width if last >= 0 else self._column + width


def _items(text: str) -> list[_Item]:
    found, comments = tokens(text, template)
    begin = len(text) - len(text.removeprefix("\ufeff"))
    every = [
        *(_Item(token.kind, token.start, token.end) for token in found),
        *(_Item("/*" if each.block else "//", *each.span) for each in comments),
    ]
    return [_Item("begin", 0, begin), *sorted(every, key=lambda item: (item.start, item.end))]


def _depth(items: list[_Item]) -> int:
    steps = ((item.kind in _OPENING) - (item.kind in _CLOSING) for item in items)
    return max(accumulate(steps))


def _pairs(items: list[_Item]) -> Iterator[tuple[int, int]]:
    """The index of each opening bracket, and that of its closing one."""
    begun: list[int] = []
    for index, item in enumerate(items):
        if item.kind in _OPENING:
            begun.append(index)
        elif item.kind in _CLOSING:
            yield begun.pop(), index


def _flat_width(item: _Item, before: _Item) -> int:
    """From one item's start to the next one's if all stood on one line."""
    width = before.end - before.start
    match before.kind, item.kind:
        case (_, "," | ":") | ("[", _) | (_, "]") | ("{", "}"):
            return width
        case _:
            return width + 1


def _break_count(text: str, items: tuple[_Item, _Item]) -> int:
    """The line breaks from one item's start to the next one's."""
    before, item = items
    return len(_BREAK.findall(text, before.start, item.start))


def _on_one_line(before: _Item, item: _Item, blank: str, *, spread: bool) -> str:
    match before.kind, item.kind:
        case _, "//":
            # People align what stands behind their lines.
            return blank or " "
        case (_, "," | ":") | ("{", "}") | ("[", "]"):
            return ""
        case ("[", _) | (_, "]"):
            return " " if spread else ""
        case _:
            return " "


def _break_of(text: str) -> str:
    """The line break of a text; a line feed decides, as it does for opencode."""
    for line_break in ("\r\n", "\n", "\r"):
        if line_break in text:
            return line_break
    return ""
