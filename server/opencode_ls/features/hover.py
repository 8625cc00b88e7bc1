"""Explains what stands under the cursor: a key, a value, a placeholder, a command."""

from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.features.documentation import described, type_of, value_text
from opencode_ls.features.expected import alternatives, declared, kinds
from opencode_ls.features.hover_command import command_at, explained
from opencode_ls.features.markdown import markdown_code, plain
from opencode_ls.jsonc import Node, Property
from opencode_ls.jsonc.cursor import Place, node_at
from opencode_ls.jsonc.nodes import Green
from opencode_ls.schema.lookup import resolve
from opencode_ls.text import Span
from opencode_ls.values import describe

_STATUS = {
    "set": "set in this environment",
    "unset": "not set in this environment: opencode puts an empty text in its place",
}
_FILE_STATUS = {
    "set": "the file is there",
    "missing": "there is no such file: opencode does not start",
    "unreadable": "this cannot be read as a file: opencode does not start",
}


class Hover(NamedTuple):
    """An explanation of the text at `span`; `plain` is the same without Markdown."""

    markdown: str
    plain: str
    span: Span


def hover(analysis: Analysis, offset: int) -> Hover | None:
    """The explanation of what stands at an offset, None where there is none; never raises."""
    for placeholder in analysis.placeholders:
        if placeholder.span.contains(offset):
            return _hover(_placeholder(analysis, placeholder), placeholder.span)
    place = node_at(analysis.written, offset)
    if place.where not in {"key", "value"} or place.node is None:
        return None
    site = command_at(analysis, place)
    if site is not None:
        key = _key(analysis, place.node) if place.where == "key" else ""
        return _hover("\n\n".join(filter(None, (key, explained(analysis, site)))), _span(place))
    text = _key(analysis, place.node) if place.where == "key" else _value(analysis, place.node)
    return _hover(text, _span(place)) if text else None


def _hover(markdown: str, span: Span) -> Hover:
    return Hover(markdown, plain(markdown), span)


def _span(place: Place) -> Span:
    if place.where == "key" and place.property is not None:
        return place.property.key_span
    return place.node.span if place.node is not None else place.replace


def _key(analysis: Analysis, node: Node) -> str:
    """The key's name, type and documentation, "" for one of which nothing is known."""
    found = declared(analysis, node)
    if not found or node.key is None:
        return ""
    types = type_of(found)
    about = (_named(analysis, node.key), described(found))
    text = "\n\n".join(filter(None, about))
    head = f"**{markdown_code(node.key.name)}**: {markdown_code(types)}"
    return f"{head}\n\n{text}".rstrip() if text or types != "object" else ""


def _named(analysis: Analysis, found: Property) -> str:
    """What the key of a map names, such as a provider."""
    limits = [
        child["propertyNames"]
        for child in alternatives(declared(analysis, found.parent))
        if "propertyNames" in child
    ]
    span = found.key_span
    written = Green("string", span.end - span.start, found.name, (), closed=True)
    name = Node(written, span.start, found.parent, found)
    texts = (describe(kind, analysis, name) for kind in kinds(tuple(map(resolve, limits))))
    return next(filter(None, texts), "")


def _value(analysis: Analysis, node: Node) -> str:
    """What the value is, then the key that it belongs to."""
    if node.kind in {"object", "array", "missing", "placeholder"}:
        return ""
    found = declared(analysis, node)
    holder = node.parent if node.key is None and node.parent is not None else node
    named = (describe(kind, analysis, node) for kind in kinds(found))
    own = next(filter(None, named), None) or value_text(found, node.value)
    head = f"{markdown_code(node.span.of(analysis.text))}: {own}" if own else ""
    return "\n\n".join(filter(None, (head, _key(analysis, holder))))


def _placeholder(analysis: Analysis, placeholder: Placeholder) -> str:
    written = placeholder.span.of(analysis.text)
    if placeholder.kind == "env":
        what = f"the environment variable {markdown_code(placeholder.name)}"
        return f"{markdown_code(written)}: {what}\n\n{_status(placeholder, _STATUS)}"
    # A path that a variable takes part in would show the variable's value.
    known = written.startswith("{file:") and "{env:" not in written and placeholder.path
    what = f"the content of {markdown_code(placeholder.path)}" if known else "the content of a file"
    return f"{markdown_code(written)}: {what}\n\n{_status(placeholder, _FILE_STATUS)}"


def _status(placeholder: Placeholder, words: dict[str, str]) -> str:
    unknown = "not looked at while the workspace is not trusted"
    text = words.get(placeholder.status, unknown)
    unescaped = (
        ": its value holds a character that breaks the file" if placeholder.unescaped else ""
    )
    return text[0].upper() + text[1:] + unescaped
