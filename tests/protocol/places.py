"""Counts lines and columns, and applies edits, in the simplest way: a second opinion on ours."""

from collections.abc import Sequence

from lsprotocol import types

CODES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def position(text: str, offset: int, encoding: str) -> types.Position:
    """Where an offset is: break by break, unit by unit."""
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    code, width = CODES[encoding]
    return types.Position(len(lines) - 1, len(lines[-1].encode(code, "surrogatepass")) // width)


def offset(text: str, place: types.Position, encoding: str) -> int:
    """The offset at a position; ValueError if none is there."""
    places = [position(text, each, encoding) for each in range(len(text) + 1)]
    return places.index(place)


def range_of(text: str, part: str, encoding: str) -> types.Range:
    """Where a part stands that the text has once."""
    assert text.count(part) == 1
    start = text.index(part)
    return types.Range(position(text, start, encoding), position(text, start + len(part), encoding))


def edited(text: str, edits: Sequence[types.TextEdit | object], encoding: str) -> str:
    """The text after edits that all count in the text as it was."""
    found = []
    for edit in edits:
        assert isinstance(edit, types.TextEdit)
        start, end = edit.range.start, edit.range.end
        found.append((offset(text, start, encoding), offset(text, end, encoding), edit.new_text))
    for first, last, new in sorted(found, reverse=True):
        text = text[:first] + new + text[last:]
    return text
