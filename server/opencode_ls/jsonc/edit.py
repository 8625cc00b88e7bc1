"""Edits of a JSONC text that keep its comments, indentation and commas right."""

import json
import re
from bisect import bisect_left

from opencode_ls.jsonc.nodes import Comment, Node, Property, Tree
from opencode_ls.text import Span, TextEdit, line_start

Edits = tuple[TextEdit, ...]


def quote(text: str) -> str:
    """A JSON string; only what must be is escaped, and half a surrogate pair."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", quoted)


def rename_key(found: Property, name: str) -> Edits:
    """Give a property another name."""
    return (TextEdit(found.key_span, quote(name)),)


def replace_value(node: Node, json_text: str) -> Edits:
    """Put another value in place of one, with the colon where that is missing as well."""
    colon = node.kind == "missing" and node.key is not None and node.key.colon is None
    return (TextEdit(node.span, f": {json_text}" if colon else json_text),)


def remove_property(tree: Tree, found: Property) -> Edits:
    """Take a property out, with one comma and, where it stands alone, its line."""
    text = tree.text
    siblings = found.parent.properties
    at = siblings.index(found)
    end = found.span.end
    comma = comma_after(tree, end, found.parent)
    if comma is not None:
        return (TextEdit(with_line(text, Span(found.span.start, comma + 1)), ""),)
    removal = TextEdit(with_line(text, found.span), "")
    before = comma_after(tree, siblings[at - 1].span.end, found.parent) if at else None
    if before is None:
        return (removal,)
    if not text[before + 1 : removal.span.start].strip():
        return (TextEdit(Span(before, removal.span.end), _line_end(text, removal.span)),)
    return (TextEdit(Span(before, before + 1), ""), removal)


def add_property(tree: Tree, node: Node, name: str, json_text: str) -> Edits:
    """Add a property at the end of an object."""
    return _append(tree, node, f"{quote(name)}: {json_text}")


def add_properties(tree: Tree, node: Node, members: dict[str, str]) -> Edits:
    """Add properties, by name, at the end of an object, each on its own line if the last is."""
    text, between = tree.text, ", "
    start = node.properties[-1].span.start if node.properties else node.start
    if not text[line_start(text, start) : start].strip():
        between = f",{line_break_of(text)}{indent(text, start)}"
    pairs = (f"{quote(name)}: {json_text}" for name, json_text in members.items())
    return _append(tree, node, between.join(pairs))


def set_value(tree: Tree, node: Node, path: tuple[str, ...], json_text: str) -> Edits:
    """Set a value below an object; objects that are missing on the way are made."""
    name, *rest = path
    child = node.get(name)
    if child is None or (rest and child.kind != "object"):
        for step in reversed(rest):
            json_text = f"{{ {quote(step)}: {json_text} }}"
        if child is None:
            return add_property(tree, node, name, json_text)
        return replace_value(child, json_text)
    if rest:
        return set_value(tree, child, tuple(rest), json_text)
    return replace_value(child, json_text)


def _append(tree: Tree, node: Node, written: str) -> Edits:
    text = tree.text
    close = node.span.end - 1 if node.closed else node.span.end
    if not node.properties:
        return (_first(tree, node, close, written),)
    last = node.properties[-1].span
    comma = comma_after(tree, last.end, node)
    after, before, tail = (last.end, ",", "") if comma is None else (comma + 1, "", ",")
    if "\n" not in text[node.start : close]:
        return (TextEdit(Span(after, after), f"{before} {written}{tail}"),)
    place = end_of_line(tree, after, close)
    line = f"{line_break_of(text)}{indent(text, last.start)}{written}{tail}"
    if place == after:
        return (TextEdit(Span(place, place), before + line),)
    added = TextEdit(Span(place, place), line)
    return (TextEdit(Span(after, after), before), added) if before else (added,)


def _first(tree: Tree, node: Node, close: int, written: str) -> TextEdit:
    """The first property stands on a line of its own unless the brackets share theirs."""
    text = tree.text
    inner = text[node.start + 1 : close]
    if not inner.strip() and "\n" not in inner:
        return TextEdit(Span(node.start + 1, close), f" {written} ")
    begin = node.start + 1 + len(inner.rstrip(" \t\r\n"))
    line = line_break_of(text) + indent(text, node.start)
    return TextEdit(Span(begin, close), f"{line}{_step(tree)}{written}{line}")


def style_of(tree: Tree) -> tuple[str, str]:
    """What edits take over from the file as a whole: by how much it indents, how lines end."""
    return _step(tree), line_break_of(tree.text)


def _step(tree: Tree) -> str:
    """By how much the file indents: as its first property, else two blanks."""
    found = tree.root.properties if tree.root else ()
    return (indent(tree.text, found[0].span.start) if found else "") or "  "


def comma_after(tree: Tree, offset: int, node: Node) -> int | None:
    """The comma that follows a member, comments skipped."""
    limit = node.span.end
    at = offset
    while at < limit:
        if (comment := _comment_at(tree, at)) is not None:
            at = comment.span.end
        elif tree.text[at] == ",":
            return at
        elif tree.text[at] in " \t\r\n\ufeff":
            at += 1
        else:
            return None
    return None


def _comment_at(tree: Tree, offset: int) -> Comment | None:
    """The comment that starts here."""
    index = bisect_left(tree.comments, offset, key=lambda comment: comment.span.start)
    found = tree.comments[index] if index < len(tree.comments) else None
    return found if found is not None and found.span.start == offset else None


def end_of_line(tree: Tree, offset: int, close: int) -> int:
    """After the comments that stand on the rest of the line, unless one goes beyond it."""
    at = end = offset
    while at < close:
        comment = _comment_at(tree, at)
        if comment is not None and "\n" not in comment.span.of(tree.text):
            at = end = comment.span.end
        elif tree.text[at] in " \t":
            at += 1
        else:
            break
    return end


def with_line(text: str, span: Span) -> Span:
    """The span with the blanks around it: its whole lines where nothing else stands on them."""
    start = span.start
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    end = span.end
    while end < len(text) and text[end] in " \t":
        end += 1
    alone = start == 0 or text[start - 1] in "\r\n"
    follows = text[end : end + 1]
    if follows in {"\r", "\n"}:
        return Span(start, end + len(_line_break(text, end)) if alone else end)
    if follows in {"}", "]"}:
        return Span(start, span.end)
    # What follows takes the place; only a comment after another property keeps its distance.
    return Span(span.start, end) if alone or text[span.end - 1] == "," else span


def _line_break(text: str, offset: int) -> str:
    return "\r\n" if text.startswith("\r\n", offset) else text[offset]


def _line_end(text: str, span: Span) -> str:
    removed = span.of(text)
    if removed.endswith("\r\n"):
        return "\r\n"
    return removed[-1] if removed[-1:] in {"\n", "\r"} else ""


def indent(text: str, offset: int) -> str:
    """The blanks that the line of an offset begins with, up to there."""
    begin = line_start(text, offset)
    line = text[begin:offset]
    return line[: len(line) - len(line.lstrip(" \t"))]


def line_break_of(text: str) -> str:
    """How the lines of a text end."""
    # One letter is found much sooner than two.
    return "\r\n" if "\r" in text and "\r\n" in text else "\n"
