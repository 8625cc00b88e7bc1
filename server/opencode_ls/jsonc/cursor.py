"""Answers what stands under a cursor: the node, and what a completion there would replace."""

from bisect import bisect_right
from typing import Literal, NamedTuple

from opencode_ls.jsonc.lexer import is_closed
from opencode_ls.jsonc.nodes import Node, Property, Tree
from opencode_ls.pattern import pattern
from opencode_ls.text import Span

_WORD = pattern(r"[^\s\"{}\[\]:,]*")
Where = Literal["key", "value", "between", "comment", "outside"]


class Place(NamedTuple):
    """A place in a tree.

    `key` is in a property's name, `value` in a value or where one is expected, `between` in an
    object where a new key may start.  `path` leads to the value (`between`: to the object);
    `replace` is what a completion replaces: the string or word under the cursor, or nothing.
    """

    node: Node | None
    property: Property | None
    where: Where
    path: tuple[str | int, ...]
    replace: Span


def node_at(tree: Tree, offset: int) -> Place:
    """The innermost place that the cursor touches; never raises.

    What a completion replaces lies on one line, as editors ask for.
    """
    place = _place(tree, offset)
    if "\n" in place.replace.of(tree.text):
        return place._replace(replace=Span(offset, offset))
    return place


def _place(tree: Tree, offset: int) -> Place:
    here = Span(offset, offset)
    if _in_comment(tree, offset):
        return Place(None, None, "comment", (), here)
    root = tree.root
    if root is None:
        return Place(None, None, "value", (), here)
    if not _inside(root, offset):
        if root.kind not in {"object", "array"} and root.span.contains(offset):
            return Place(root, None, "value", (), _replaced(tree, root, offset))
        return Place(root, None, "outside", (), here)
    node = root
    while True:
        found = (
            _in_object(tree, node, offset)
            if node.kind == "object"
            else _in_array(tree, node, offset)
        )
        if isinstance(found, Place):
            return found
        node = found


def _in_comment(tree: Tree, offset: int) -> bool:
    at = bisect_right(tree.comments, offset - 1, key=lambda comment: comment.span.start) - 1
    if at < 0:
        return False
    span, block = tree.comments[at]
    closed = block and span.of(tree.text).endswith("*/") and span.end - span.start > 3  # noqa: PLR2004
    return offset < span.end or (offset == span.end and not closed)


def _inside(node: Node, offset: int) -> bool:
    """Whether the cursor is between a container's brackets; one without its end goes on."""
    if node.kind not in {"object", "array"}:
        return False
    return node.start < offset and (offset < node.span.end or not node.closed)


def _in_object(tree: Tree, node: Node, offset: int) -> Place | Node:
    here = Span(offset, offset)
    at = bisect_right(node.properties, offset, key=lambda found: found.key_span.start) - 1
    if at < 0:
        return Place(node, None, "between", node.path, here)
    found = node.properties[at]
    if found.colon is not None and offset > found.colon and _inside(found.value, offset):
        return found.value
    between = Place(node, None, "between", node.path, here)
    path = (*node.path, found.name)
    if _touches(tree, found.key_span, offset, closed=_is_closed(tree, found.key_span)):
        return Place(found.value, found, "key", path, _key_replaced(tree, found.key_span, offset))
    value = found.value
    if _touches(tree, value.span, offset, closed=value.closed):
        return Place(value, found, "value", path, _replaced(tree, value, offset))
    if found.colon is None or offset <= found.colon:
        return between
    if value.kind == "missing" and "\n" not in tree.text[found.colon : offset]:
        return Place(value, found, "value", path, here)
    if offset < value.start:
        return Place(value, found, "value", path, _up_to(value, offset))
    return between


def _in_array(tree: Tree, node: Node, offset: int) -> Place | Node:
    at = bisect_right(node.items, offset, key=lambda item: item.start) - 1
    for index in (at, at - 1):
        if index >= 0:
            item = node.items[index]
            if _inside(item, offset):
                return item
            if _touches(tree, item.span, offset, closed=item.closed):
                return Place(item, None, "value", item.path, _replaced(tree, item, offset))
    return Place(node, None, "value", (*node.path, at + 1), Span(offset, offset))


def _touches(tree: Tree, span: Span, offset: int, *, closed: bool) -> bool:
    """Whether the cursor touches a string or word; blanks after an unclosed string are in it."""
    if span.start == span.end or offset < span.start:
        return False
    return offset <= span.end or (not closed and not tree.text[span.end : offset].strip(" \t"))


def _is_closed(tree: Tree, key: Span) -> bool:
    raw = key.of(tree.text)
    return raw[:1] not in {'"', "'"} or is_closed(raw)


def _key_replaced(tree: Tree, span: Span, offset: int) -> Span:
    """A key gives way as a whole; of an unclosed one only the word at the cursor does."""
    return span if _is_closed(tree, span) else _word(tree, span.start, offset)


def _up_to(node: Node, offset: int) -> Span:
    """A scalar further on gives way, a container does not."""
    return Span(offset, offset if node.kind in {"object", "array"} else node.span.end)


def _replaced(tree: Tree, node: Node, offset: int) -> Span:
    """A scalar gives way as a whole; of an unclosed string only the word at the cursor does."""
    if node.kind in {"object", "array"}:
        return Span(offset, offset)
    if node.closed or node.kind != "string":
        return node.span
    return _word(tree, node.start, offset)


def _word(tree: Tree, start: int, offset: int) -> Span:
    match = _WORD.match(tree.text, max(offset, start + 1))
    return Span(start, match.end() if match else offset)
