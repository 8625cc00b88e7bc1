"""What a selection grows to: the string, the property, the object around it, and so on."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node, Property
from opencode_ls.text import Span

LEVELS = 64
"""Spans that are told at most, the innermost ones and the whole value."""

_BLANKS = " \t\r\n"


def selections(analysis: Analysis, offset: int) -> tuple[Span, ...]:
    """The spans around an offset, the innermost first, each wholly inside the next.

    There is always one: where nothing stands, it is empty.
    """
    found = [Span(offset, offset)]
    for span in reversed([*_of_values(analysis, offset), *_of_tokens(analysis, offset)]):
        if span.covers(found[-1]) and span != found[-1] and span.start < span.end:
            found.append(span)
    inner = found[1:] or found
    return tuple(inner) if len(inner) <= LEVELS else (*inner[: LEVELS - 1], inner[-1])


def _of_values(analysis: Analysis, offset: int) -> Iterator[Span]:
    """From the whole value inwards: properties, containers, what is in them, keys and strings."""
    text = analysis.text
    node = analysis.written.root
    while node is not None and node.span.contains(offset):
        yield node.span
        if node.kind == "string":
            yield _within(node.span, closed=node.closed)
            return
        if node.kind not in {"object", "array"}:
            return
        yield _trimmed(text, _within(node.span, closed=node.closed))
        found = _property_at(node, offset)
        if found is None:
            node = next((item for item in node.items if item.span.contains(offset)), None)
            continue
        yield found.span
        if found.key_span.contains(offset):
            yield found.key_span
            yield _within(found.key_span, closed=True)
            return
        node = found.value


def _property_at(node: Node, offset: int) -> Property | None:
    return next((found for found in node.properties if found.span.contains(offset)), None)


def _of_tokens(analysis: Analysis, offset: int) -> Iterator[Span]:
    """Comments and placeholders, which lie in values or between them."""
    text = analysis.text
    for comment in analysis.written.comments:
        if comment.span.contains(offset):
            start, end = comment.span
            closed = (
                comment.block and end - start >= len("/**/") and text.endswith("*/", start, end)
            )
            yield comment.span
            yield _trimmed(text, Span(start + len("//"), end - len("*/") * closed))
    for placeholder in analysis.placeholders:
        if placeholder.span.contains(offset):
            start, end = placeholder.span
            yield placeholder.span
            yield Span(start + len("{env:") + (placeholder.kind == "file"), end - 1)


def _within(span: Span, *, closed: bool) -> Span:
    """What is between quotes or brackets."""
    return Span(span.start + 1, max(span.end - closed, span.start + 1))


def _trimmed(text: str, span: Span) -> Span:
    inner = span.of(text)
    start = span.start + len(inner) - len(inner.lstrip(_BLANKS))
    return Span(start, max(start, span.end - len(inner) + len(inner.rstrip(_BLANKS))))
