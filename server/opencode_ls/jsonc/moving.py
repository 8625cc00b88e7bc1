"""Moves a property within its text, together with the comments that belong to it.

Those are the comments directly above it, on lines of their own, and those behind it on its line.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from opencode_ls.jsonc.edit import (
    Edits,
    comma_after,
    end_of_line,
    indent,
    line_break_of,
    quote,
    with_line,
)
from opencode_ls.jsonc.nodes import Node, Property, Tree
from opencode_ls.pattern import pattern
from opencode_ls.text import Span, TextEdit, line_start

_BREAK = pattern(r"\r\n|\n|\r")


class _Taken(NamedTuple):
    """What was taken out: its value with the colon, and the comments around it."""

    above: str
    value: str
    behind: str
    indent: str


def move_before(tree: Tree, found: Property, name: str, target: Property) -> Edits:
    """Move a property, under a name, to the place before another one."""
    edits, taken = _take_out(tree, found)
    return (*edits, _put_before(tree, taken, name, target))


def move_into(tree: Tree, found: Property, name: str, node: Node) -> Edits:
    """Move a property, under a name, to the beginning of an object."""
    edits, taken = _take_out(tree, found)
    if node.properties:
        return (*edits, _put_before(tree, taken, name, node.properties[0]))
    moved = _written(taken, name, "", indent(tree.text, node.start))
    place = node.start + 1
    return (*edits, TextEdit(Span(place, place), f" {moved}{_separator(tree, place, moved)}"))


def _take_out(tree: Tree, found: Property) -> tuple[Edits, _Taken]:
    text, parent = tree.text, found.parent
    start, end = _start(tree, found), found.span.end
    comma = comma_after(tree, end, parent)
    last = end_of_line(tree, end if comma is None else comma + 1, parent.span.end - 1)
    between = "" if comma is None else text[end:comma]
    behind = (between + text[end if comma is None else comma + 1 : last]).rstrip()
    taken = _Taken(
        text[start : found.key_span.start],
        text[found.key_span.end : end],
        behind,
        indent(text, start),
    )
    removal = TextEdit(with_line(text, Span(start, last)), "")
    at = parent.properties.index(found)
    before = comma_after(tree, parent.properties[at - 1].span.end, parent) if at else None
    if comma is None and before is not None:
        return (TextEdit(Span(before, before + 1), ""), removal), taken
    return (removal,), taken


def _put_before(tree: Tree, taken: _Taken, name: str, target: Property) -> TextEdit:
    place = _start(tree, target)
    moved = _written(taken, name, ",", indent(tree.text, place))
    return TextEdit(Span(place, place), moved + _separator(tree, place, moved))


def _written(taken: _Taken, name: str, comma: str, margin: str) -> str:
    """The property as it is to stand, its further lines indented like the first."""
    moved = f"{taken.above}{quote(name)}{taken.value}{comma}{taken.behind}"
    lines = re.compile(rf"({_BREAK.pattern}){re.escape(taken.indent)}")
    return lines.sub(lambda found: found[1] + margin, moved)


def _separator(tree: Tree, place: int, moved: str) -> str:
    """What stands between the moved property and what follows: a line's end may be due."""
    text = tree.text
    alone = not text[line_start(text, place) : place].strip()
    if alone or "//" in moved or _BREAK.search(moved):
        return line_break_of(text) + indent(text, place)
    return " "


def _start(tree: Tree, found: Property) -> int:
    """Where a property begins, with the comments above it."""
    text, start = tree.text, found.key_span.start
    index = bisect_left(tree.comments, start, key=lambda comment: comment.span.start) - 1
    while index >= 0 and tree.comments[index].span.start > found.parent.start:
        comment = tree.comments[index].span
        gap = text[comment.end : start]
        alone = not text[line_start(text, comment.start) : comment.start].strip()
        if gap.strip() or len(_BREAK.findall(gap)) > 1 or not alone:
            break
        start, index = comment.start, index - 1
    return start
