"""What stands out in colour: placeholders, programs, providers, models, agents, variables.

Of a name only the name is coloured, without its quotes: what a grammar knows, such as strings and
comments, is left to it.  Whether a placeholder is set takes no part, so nothing outside shows.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple, get_args

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.lexer import is_closed
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import mark, resolve, walk
from opencode_ls.text import Span

Kind = Literal["macro", "function", "namespace", "enumMember", "class", "variable", "property"]
Modifier = Literal["declaration", "deprecated"]

KINDS: tuple[Kind, ...] = get_args(Kind)
MODIFIERS: tuple[Modifier, ...] = get_args(Modifier)

LIMIT = 20_000
"""Tokens that are told at most: those at the beginning of the text."""

_KINDS: dict[str, Kind] = {
    "program": "function",
    "provider": "namespace",
    "model-id": "enumMember",
    "agent": "class",
    "env-name": "variable",
}
"""What the schema's marks of a value mean; a `model` is two things."""


class Token(NamedTuple):
    """One coloured stretch of one line."""

    span: Span
    kind: Kind
    modifiers: tuple[Modifier, ...] = ()


def semantic_tokens(analysis: Analysis, span: Span | None = None) -> tuple[Token, ...]:
    """The tokens, in order, none over another; with `span` only those that touch it."""
    every = _tokens(analysis)
    if span is None:
        return every
    return tuple(
        token for token in every if token.span.start < span.end and span.start < token.span.end
    )


@lru_cache(maxsize=1)
def _tokens(analysis: Analysis) -> tuple[Token, ...]:
    """All of them: an editor that scrolls asks for part after part, hence the cache."""
    macros = _placeholders(analysis)
    named = (piece for token in _named(analysis) for piece in _between(token, macros))
    found = sorted((*named, *(Token(span, "macro") for span in macros)), key=lambda one: one.span)
    return tuple(islice((piece for token in found for piece in _lines(analysis, token)), LIMIT))


def _placeholders(analysis: Analysis) -> list[Span]:
    """Where they are written, those that lie in each other as one."""
    found: list[Span] = []
    for placeholder in analysis.placeholders:
        start, end = placeholder.span
        if found and start < found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return found


def _named(analysis: Analysis) -> Iterator[Token]:
    """The names that the schema knows for what they are, in keys and in values."""
    root = analysis.written.root
    for node, schemas in walk(root, analysis.schema) if root else ():
        if node.kind == "object":
            yield from _keys(analysis.text, node, schemas)
        if node.key is not None and all(found.get("deprecated") for found in schemas):
            yield Token(_inner(analysis.text, node.key.key_span), "property", ("deprecated",))
        if node.kind == "string":
            yield from _value(analysis.text, node, schemas)


def _keys(text: str, node: Node, schemas: tuple[Schema, ...]) -> Iterator[Token]:
    """The keys of a map that names something, such as providers."""
    kind = _mark(tuple(resolve(found.get("propertyNames", {})) for found in schemas))
    for found in node.properties if kind in _KINDS else ():
        yield Token(_inner(text, found.key_span), _KINDS[kind], ("declaration",))


def _value(text: str, node: Node, schemas: tuple[Schema, ...]) -> Iterator[Token]:
    kind, span = _mark(schemas), _inner(text, node.span)
    if kind == "model":
        slash = text.find("/", *span)
        yield Token(Span(span.start, span.end if slash < 0 else slash), "namespace")
        yield Token(Span(span.end if slash < 0 else slash + 1, span.end), "enumMember")
    elif kind in _KINDS:
        yield Token(span, _KINDS[kind])


def _mark(schemas: tuple[Schema, ...]) -> str:
    """The first kind of value that the schemas say, "" if none does."""
    return next(filter(None, (mark(found, "value") for found in schemas)), "")


def _inner(text: str, span: Span) -> Span:
    """A string without its quotes, of which one or both may be missing."""
    raw = span.of(text)
    quoted = raw[:1] in {'"', "'"}
    return Span(span.start + quoted, span.end - (quoted and is_closed(raw)))


def _between(token: Token, macros: list[Span]) -> Iterator[Token]:
    """The parts of a token that no placeholder takes."""
    start, end = token.span
    at = max(bisect_right(macros, start, key=lambda macro: macro.start) - 1, 0)
    while at < len(macros) and macros[at].start < end:
        if macros[at].start > start:
            yield token._replace(span=Span(start, macros[at].start))
        start = max(start, macros[at].end)
        at += 1
    if start < end:
        yield token._replace(span=Span(start, end))


def _lines(analysis: Analysis, token: Token) -> Iterator[Token]:
    """The parts of a token on each line: few editors take one that goes over several."""
    first, last = (analysis.lines.line_of(offset) for offset in token.span)
    for line in range(first, last + 1):
        whole = analysis.lines.line_span(line)
        start, end = max(whole.start, token.span.start), min(whole.end, token.span.end)
        if start < end:
            yield token._replace(span=Span(start, end))
