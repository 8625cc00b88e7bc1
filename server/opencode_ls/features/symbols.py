"""The outline of a file: every key and item, with its value as it is written."""

import re
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_shape import live_key
from opencode_ls.features.markdown import visible
from opencode_ls.jsonc import Kind, Node
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

_WORD = re.compile(rf"[^\s\"']{{{_MASKED},}}")


class Symbol(NamedTuple):
    """One key or item: `span` is all of it, `selection` its key, or the item itself."""

    name: str
    detail: str
    kind: SymbolKind
    span: Span
    selection: Span
    children: tuple["Symbol", ...]


def symbols(analysis: Analysis) -> tuple[Symbol, ...]:
    """The outline of the text as written, at most `LEVELS` deep."""
    root = analysis.written.root
    return () if root is None else _children(analysis, root, LEVELS)


def _children(analysis: Analysis, node: Node, levels: int) -> tuple[Symbol, ...]:
    if levels == 0:
        return ()
    of_keys = (
        _symbol(analysis, (found.name, found.value), (found.span, found.key_span), levels)
        for found in node.properties
    )
    of_items = (
        _symbol(analysis, (f"[{index}]", item), (item.span, item.span), levels)
        for index, item in enumerate(node.items)
    )
    return (*of_keys, *of_items)


def _symbol(
    analysis: Analysis, named: tuple[str, Node], spans: tuple[Span, Span], levels: int
) -> Symbol:
    name, node = named
    return Symbol(
        _shown(name) or '""',
        _detail(analysis, node),
        _KINDS.get(node.kind, "null"),
        *spans,
        _children(analysis, node, levels - 1),
    )


def _detail(analysis: Analysis, node: Node) -> str:
    match node.kind:
        case "object":
            return ""
        case "array":
            count = len(node.green.members)
            return f"{count} item" if count == 1 else f"{count} items"
        case _:
            return _shown(node.span.of(analysis.text))


def _shown(text: str) -> str:
    """A text on one line, cut where it is long, live keys in it masked, nothing invisible."""
    if len(text) < _MASKED and text.isprintable():
        return text
    masked = _WORD.sub(lambda match: "…" if live_key(match[0]) else match[0], text)
    cut = masked if len(masked) <= DETAIL else masked[: DETAIL - 1] + "…"
    return visible(cut)
