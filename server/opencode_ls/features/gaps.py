"""Says which blanks belong between two tokens of a text, where commas and comments may stand.

Comments stay on the line that they are on, one blank line stays one.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from opencode_ls.pattern import pattern
from opencode_ls.text import common_end, common_start

Kind = Literal["begin", "{", "[", "}", "]", ",", ":", "//", "/*", "token", "end"]
"""What stands beside a gap; "begin" and "end" are those of the text."""

_WIDEST = 16
_KEPT = 1024
"""Stretches that are remembered: most of a text are the same few."""

_BREAK = pattern(r"\r\n|\n|\r")
_PARTS = pattern(r"[,:]|//[^\n\r]*|/\*(?s:.)*?\*/")


class Style(NamedTuple):
    """What an editor asks for; `tab_size` counts columns."""

    tab_size: int = 2
    insert_spaces: bool = True
    insert_final_newline: bool = False
    trim_final_newlines: bool = False

    @property
    def columns(self) -> int:
        """How many columns a level of indentation has, and a tab."""
        return max(0, min(self.tab_size, _WIDEST))


class Shape(NamedTuple):
    """How a container is laid out: `spread` with each member on a line of its own, or flat.

    `level` counts the indentation of these lines, `line_break` is the usual one of the text.
    """

    style: Style
    line_break: str
    level: int
    spread: bool

    def indentation(self, level: int) -> str:
        """What a line of that level begins with."""
        return (" " * self.style.columns if self.style.insert_spaces else "\t") * level


class Change(NamedTuple):
    """What stands from `start` to `end`, counted from a place that is said elsewhere, is `text`."""

    start: int
    end: int
    text: str


class Laid(NamedTuple):
    """A stretch of text as it should be, and the changes that make it so, from its start."""

    text: str
    changes: tuple[Change, ...]


class _Item(NamedTuple):
    kind: Kind
    start: int
    end: int


class _Stretch(NamedTuple):
    """The text between two tokens, and all that has gaps between it: the two stand at its ends."""

    text: str
    items: tuple[_Item, ...]
    shape: Shape


@lru_cache(_KEPT)
def lay(text: str, ends: tuple[Kind, Kind], shape: Shape) -> Laid:
    """Lay out what stands between two tokens: blanks, comments, a comma or a colon."""
    before, after = ends
    size = len(text)
    items = (_Item(before, 0, 0), *_items(text), _Item(after, size, size))
    stretch = _Stretch(text, items, shape)
    parts: list[str] = []
    changes: list[Change] = []
    for at in range(1, len(items)):
        start, item = items[at - 1].end, items[at]
        blank, gap = text[start : item.start], _gap(stretch, at)
        parts += (gap, text[item.start : item.end])
        if gap != blank:
            changes.append(_smallest(blank, gap, start))
    return Laid("".join(parts), tuple(changes))


def _items(text: str) -> Iterator[_Item]:
    for match in _PARTS.finditer(text):
        yield _Item(match[0][:2], *match.span())  # type: ignore[arg-type]


def _gap(stretch: _Stretch, at: int) -> str:
    """What belongs before an item."""
    before, item, shape = stretch.items[at - 1], stretch.items[at], stretch.shape
    blank = stretch.text[before.end : item.start]
    if item.kind == "end":
        return _last(blank, shape)
    if before.kind == "begin":
        return ""
    if before.kind == "//" or _ends_line(stretch, at, blank):
        return _line(before.kind, item.kind, blank, shape)
    return _on_one_line(before.kind, item.kind, blank, spread=shape.spread)


def _ends_line(stretch: _Stretch, at: int, blank: str) -> bool:
    """Whether what follows stands on a line of its own."""
    match stretch.items[at - 1].kind, stretch.items[at].kind:
        case _, "//" | "/*":
            return _begins_line(stretch, at, blank)
        case (_, "," | ":") | ("{", "}") | ("[", "]"):
            return False
        case ("{" | "[" | ",", _) | (_, "}" | "]"):
            return stretch.shape.spread
        case kind, _:
            return kind == "/*" and _BREAK.search(blank) is not None


def _begins_line(stretch: _Stretch, at: int, blank: str) -> bool:
    """Whether a comment stands on a line of its own, or before the member that it is about."""
    if _BREAK.search(blank):
        return True
    items = stretch.items
    if not stretch.shape.spread or items[at - 1].kind not in {"{", "[", ","}:
        return False
    while items[at].kind == "/*" and not _breaks_after(stretch, at):
        at += 1
    return items[at].kind not in {"}", "]", ",", ":", "//", "/*"}


def _breaks_after(stretch: _Stretch, at: int) -> bool:
    return bool(_BREAK.search(stretch.text, stretch.items[at].end, stretch.items[at + 1].start))


def _line(before: Kind, kind: Kind, blank: str, shape: Shape) -> str:
    """A line break and the indentation; a blank line stays, save beside a bracket."""
    closes = kind in {"}", "]"}
    inside = before not in {"{", "["} and not closes
    count = min(len(_BREAK.findall(blank)), 2) if inside else 1
    level = shape.level - 1 if closes else shape.level
    return (break_of(blank) or shape.line_break) * max(count, 1) + shape.indentation(level)


def _last(blank: str, shape: Shape) -> str:
    """The line breaks that the text ends with."""
    count = len(_BREAK.findall(blank))
    if shape.style.trim_final_newlines:
        count = min(count, 1)
    if shape.style.insert_final_newline:
        count = max(count, 1)
    return (break_of(blank) or shape.line_break) * count


def _on_one_line(before: Kind, kind: Kind, blank: str, *, spread: bool) -> str:
    match before, kind:
        case _, "//":
            # People align what stands behind their lines.
            return blank or " "
        case (_, "," | ":") | ("{", "}") | ("[", "]"):
            return ""
        case ("[", _) | (_, "]"):
            return " " if spread else ""
        case _:
            return " "


def break_of(text: str) -> str:
    """The line break of a text, "" if it has none; a line feed decides, as it does for opencode."""
    for line_break in ("\r\n", "\n", "\r"):
        if line_break in text:
            return line_break
    return ""


def _smallest(old: str, new: str, at: int) -> Change:
    r"""The part of a gap that differs.

    It ends at a place that an editor can name: where a `\r\n` stands, no lone `\r` is put in, so
    that only what both texts end with could begin in the middle of one.
    """
    start = common_start(old, new)
    same = common_end(old[start:], new[start:])
    while same and old[: len(old) - same].endswith("\r") and old[-same] == "\n":
        same -= 1
    return Change(at + start, at + len(old) - same, new[start : len(new) - same])
