"""Fits what is accepted into the text around it: quotes, colon, commas, indentation."""

from bisect import bisect_left
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.features.expected import container
from opencode_ls.jsonc import Node, Tree
from opencode_ls.jsonc.cursor import Place, node_at
from opencode_ls.pattern import pattern
from opencode_ls.text import Span, TextEdit, line_start

_BLANK = " \t\r\n\ufeff"
_INDENT = pattern(r"(?:^|[\n\r])([ \t]+)(?=[^\s])")


class Slot(NamedTuple):
    """A place to type at, and what is missing or already there around it.

    `before` is the edit for what is missing before, a comma or a colon; `after` is a comma to write
    behind the value; `typed` is what stands between the start of what is replaced and the cursor.
    `keeps` says that the text stays correct if what stands behind the cursor is kept.
    """

    place: Place
    typed: str
    before: tuple[TextEdit, ...]
    after: str
    colon: bool
    value: bool
    keeps: bool = False

    @property
    def replace(self) -> Span:
        """What gives way."""
        return self.place.replace


def slot(analysis: Analysis, offset: int) -> Slot | None:
    """The slot at an offset, None where nothing can be typed."""
    tree = analysis.written
    place = _meant(tree, node_at(tree, offset), offset)
    if place.where in {"comment", "outside"} or _has_its_value(place):
        return None
    replace = place.replace
    previous, following = _previous(tree, replace.start), _following(tree, replace.end)
    ahead = tree.text[following : following + 1]
    if place.where == "between" and ahead == ":":
        return None
    found = place.property if place.where == "key" else None
    colon = found is not None and found.colon is not None
    value = found is not None and (colon or found.value.kind != "missing")
    around = container(place) if place.where == "value" else object_of(place)
    inside = around is not None and following < around.span.end
    comma = inside and not value and ahead not in ",}]:"
    return Slot(
        place,
        tree.text[replace.start : offset],
        () if around is None else _before(tree, previous, around, place),
        "," if comma else "",
        colon,
        value,
    )


def object_of(place: Place) -> Node | None:
    """The object whose keys are typed."""
    return place.node if place.property is None else place.property.parent


def unit(text: str) -> str:
    """The indentation of one level, as the file has it; two blanks where it has none."""
    match = _INDENT.search(text)
    if match is None:
        return "  "
    return "\t" if match[1].startswith("\t") else match[1]


def at_line(text: str, offset: int, inserted: str) -> str:
    """An inserted text with its further lines indented like the line that it starts on."""
    if "\n" not in inserted:
        return inserted
    line = text[line_start(text, offset) : offset]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    line_break = "\r\n" if "\r\n" in text else "\n"
    return inserted.replace("\n", line_break + indent)


def _meant(tree: Tree, place: Place, offset: int) -> Place:
    """The place that is meant: a new key before one, the value of a key that still has none."""
    here = Span(offset, offset)
    found = place.property
    if place.where == "key" and found is not None and found.key_span.start == offset:
        if found.colon is not None:
            return Place(found.parent, None, "between", found.parent.path, here)
    elif place.where == "between" and place.node is not None:
        before = _previous(tree, offset)
        for waiting in place.node.properties:
            last = waiting.key_span.end - 1 if waiting.colon is None else waiting.colon
            if last == before and waiting.value.kind == "missing":
                return Place(waiting.value, waiting, "value", waiting.value.path, here)
    return place


def _has_its_value(place: Place) -> bool:
    """Whether a value stands there that does not give way: in brackets, or on a later line."""
    node = place.node
    return (
        place.where == "value"
        and node is not None
        and node.kind != "missing"
        and place.replace.start == place.replace.end
        and len(node.path) == len(place.path)
    )


def _before(tree: Tree, previous: int | None, around: Node, place: Place) -> tuple[TextEdit, ...]:
    """The colon after the key, or the comma after a member that is closed."""
    if previous is None or tree.text[previous] in "{[,:":
        return ()
    if place.where == "value" and place.property is not None:
        return (TextEdit(Span(previous + 1, previous + 1), ":"),)
    inner = (child for child in around.children() if child.kind in {"object", "array"})
    if any(child.span.end == previous + 1 and not child.closed for child in inner):
        return ()
    return (TextEdit(Span(previous + 1, previous + 1), ","),)


def _previous(tree: Tree, offset: int) -> int | None:
    """Where the last character before an offset stands that is neither blank nor comment."""
    at = offset
    while at > 0:
        if tree.text[at - 1] in _BLANK:
            at -= 1
            continue
        index = bisect_left(tree.comments, at, key=lambda comment: comment.span.start) - 1
        if index < 0 or tree.comments[index].span.end < at:
            return at - 1
        at = tree.comments[index].span.start
    return None


def _following(tree: Tree, offset: int) -> int:
    """Where the first such character at or after an offset stands; the text's end for none."""
    at = offset
    index = bisect_left(tree.comments, at, key=lambda comment: comment.span.start)
    while at < len(tree.text):
        if index < len(tree.comments) and tree.comments[index].span.start == at:
            at = tree.comments[index].span.end
            index += 1
        elif tree.text[at] in _BLANK:
            at += 1
        else:
            break
    return at
