"""The outline of a file: every key and item, with its value as it is written."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_shape import live_key
from opencode_ls.features.markdown import visible
from opencode_ls.jsonc import Kind
from opencode_ls.jsonc.nodes import Green, Member
from opencode_ls.pattern import pattern
from opencode_ls.text import Span

SymbolKind = Literal["object", "array", "string", "number", "boolean", "null"]

LEVELS = 64
"""Levels of nesting that are shown."""

DETAIL = 60
"""Characters of a value that are shown at most."""

_KINDS: dict[Kind, SymbolKind] = {
    "object": "object",
    "array": "array",
    "string": "string",
    "number": "number",
    "boolean": "boolean",
}
_MASKED = 16
"""Characters from which on a word may be a key."""

_WORD = pattern(rf"[^\s\"']{{{_MASKED},}}")


class Container(NamedTuple):
    """An object or list whose members are shown, where it starts, and how many are around it."""

    green: Green
    start: int
    level: int


class Symbol(NamedTuple):
    """One key or item: `span` is all of it, `selection` its key, or the item itself.

    Both start at the same place.  `inside` holds others, and is None where there are none.
    """

    name: str
    detail: str
    kind: SymbolKind
    span: Span
    selection: Span
    level: int
    inside: Container | None


def symbols(analysis: Analysis) -> tuple[Symbol, ...]:
    """The outline of the text as written, each symbol before those inside of it."""
    found = outermost(analysis)
    return () if found is None else tuple(_every(analysis.text, found))


def outermost(analysis: Analysis) -> Container | None:
    """What holds the whole outline, None where there is nothing to outline."""
    root = analysis.written.root
    return None if root is None else _container(root.green, root.start, 0)


def members(text: str, container: Container) -> Iterator[Symbol]:
    """The symbols directly inside, in order; they depend on nothing but the text that is there."""
    green, start, level = container
    for index, member in enumerate(green.members):
        span, selection = _spans(member, start)
        name = f"[{index}]" if member.key < 0 else _shown(member.name) or '""'
        value, place = member.value, start + member.start
        detail = _detail(value, text[place : place + value.width])
        inside = _container(value, place, level + 1)
        yield Symbol(name, detail, _KINDS.get(value.kind, "null"), span, selection, level, inside)


def _every(text: str, container: Container) -> Iterator[Symbol]:
    for symbol in members(text, container):
        yield symbol
        if symbol.inside is not None:
            yield from _every(text, symbol.inside)


def _container(green: Green, start: int, level: int) -> Container | None:
    return Container(green, start, level) if green.members and level < LEVELS else None


def _spans(member: Member, start: int) -> tuple[Span, Span]:
    """All of a member, and what it is called by."""
    end = start + member.end
    if member.key < 0:
        every = Span(start + member.start, end)
        return every, every
    key = start + member.key
    return Span(key, end), Span(key, key + member.key_width)


def _detail(green: Green, written: str) -> str:
    match green.kind:
        case "object":
            return ""
        case "array":
            count = len(green.members)
            return f"{count} item" if count == 1 else f"{count} items"
        case _:
            return _shown(written)


def _shown(text: str) -> str:
    """A text on one line, cut where it is long, live keys in it masked, nothing invisible."""
    if len(text) < _MASKED and text.isprintable():
        return text
    masked = _WORD.sub(lambda match: "…" if live_key(match[0]) else match[0], text)
    cut = masked if len(masked) <= DETAIL else masked[: DETAIL - 1] + "…"
    return visible(cut)
