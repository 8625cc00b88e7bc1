"""Where a provider's key would go, over all files: what of their entries a consent covers."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from opencode_ls.analysis.key_origin import Entry
from opencode_ls.analysis.layers import Layer
from opencode_ls.jsonc import Node, Property, parse_template
from opencode_ls.text import Span


class Shape(NamedTuple):
    """How one version of opencode calls, in a provider's entry, what its key depends on.

    `routing` are the entry's keys that decide where the key comes from or goes to, `model` those of
    a model in it.
    """

    section: str
    options: str
    npm: str
    headers: tuple[str, ...]
    routing: tuple[str, ...]
    model: tuple[str, ...]


FIRST = Shape(
    *("provider", "options", "npm", ("options", "headers")),
    ("options", "api", "npm", "env"),
    ("provider",),
)
SECOND = Shape(
    *("providers", "settings", "package", ("headers",)),
    ("settings", "headers", "body", "package", "env", "canonical"),
    ("settings", "headers", "body", "package"),
)


class Destination(NamedTuple):
    """What decides where a provider's key is sent, None where nothing is set.

    `others` are the settings that a package may take for an address, such as `endpoint`, and what a
    single model is sent by, each by its path in the provider's entry.
    """

    base_url: str | None = None
    api: str | None = None
    npm: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()


def shape_of(entry: Node) -> Shape:
    """For which version of opencode a provider's entry is written."""
    return SECOND if entry.path[:1] == (SECOND.section,) else FIRST


def entries_of_both(layer: Layer, provider: str) -> tuple[Node, ...]:
    """A provider's entries in a file for either opencode: both may read it."""
    root = layer.tree.root
    found = (root.at(shape.section, provider) if root else None for shape in (FIRST, SECOND))
    return tuple(entry for entry in found if entry is not None)


_Read = Callable[[Layer, Span, str], str]


def as_read(_layer: Layer, _span: Span, value: str) -> str:
    """The text as opencode sees it."""
    return value


def as_written(layer: Layer, span: Span, value: str) -> str:
    """What is written where a string of the substituted text stands, placeholders by their name."""
    if not layer.substitution.substituted(span):
        return value
    written = layer.substitution.back(span).of(layer.text)
    root = parse_template(written).root
    return root.value if root and isinstance(root.value, str) else written


# What is shown by itself, and what is a key: that is no part of where a key goes.
_KNOWN = frozenset(("baseURL", "apiKey", "authToken", "accessToken"))


def destination(found: tuple[Entry, ...], read: _Read) -> Destination:
    """Where the key goes after all files: for each setting the highest one counts."""
    single: dict[str, str] = {}
    headers: dict[str, tuple[str, str]] = {}
    others: dict[str, tuple[str, str]] = {}
    for entry in found:
        for name, node in _single(entry):
            if node is not None and isinstance(node.value, str):
                single[name] = read(entry.layer, node.span, node.value)
        headers |= _headers(entry.layer, entry.headers, read)
        others |= _others(entry, read)
    return Destination(
        **single, headers=tuple(sorted(headers.values())), others=tuple(sorted(others.values()))
    )


def _single(entry: Entry) -> Iterator[tuple[str, Node | None]]:
    yield "base_url", entry.settings.get("baseURL") if entry.settings else None
    yield "api", None if entry.native else entry.node.get("api")
    yield "npm", entry.node.get(shape_of(entry.node).npm)


def _others(entry: Entry, read: _Read) -> dict[str, tuple[str, str]]:
    """By its path, each other text that may decide where a key goes: its path and it as shown."""
    layer = entry.layer
    return {
        f"{path}.{found.name}".lstrip("."): (
            f"{shown}.{read(layer, found.key_span, found.name)}".lstrip("."),
            read(layer, found.value.span, found.value.value),
        )
        for path, shown, found in _places(entry, read)
        if isinstance(found.value.value, str)
    }


def _places(entry: Entry, read: _Read) -> Iterator[tuple[str, str, Property]]:
    """Each setting that may be an address: the path of its object, that as shown, the setting."""
    shape, models = shape_of(entry.node), entry.node.get("models")
    for found in entry.settings.properties if entry.settings else ():
        if found.name not in _KNOWN:
            yield shape.options, shape.options, found
    for found in entry.node.properties if entry.native else ():
        if found.name == "canonical":
            yield "", "", found
    for model in models.properties if models else ():
        name = read(entry.layer, model.key_span, model.name)
        for found in model.value.properties:
            if found.name in shape.model:
                yield f"models.{model.name}", f"models.{name}", found
                path = f"models.{model.name}.{found.name}", f"models.{name}.{found.name}"
                yield from ((*path, inner) for inner in found.value.properties)


def _headers(layer: Layer, node: Node | None, read: _Read) -> dict[str, tuple[str, str]]:
    """Each header by its name; a value that is no string as it stands in the text."""
    headers: dict[str, tuple[str, str]] = {}
    for found in node.properties if node else ():
        value = found.value
        text = value.value if isinstance(value.value, str) else value.span.of(layer.tree.text)
        headers[found.name] = (
            read(layer, found.key_span, found.name),
            read(layer, value.span, text),
        )
    return headers
