"""Finds the names in the files that apply: what defines something, and what refers to it.

A name takes part where it is a whole string in double quotes; one that a
placeholder has a part in takes none, since what it is depends on the machine.
opencode calls a tool of an mcp server by the server's name, `_` and the tool's (its documentation);
that characters other than letters, digits, `_` and `-` become `_` in it was not run.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.layers import Layer
from opencode_ls.analysis.name_places import DEFINED, KEYS, MCP_KEYS, RULES, VALUES, Kind, reached
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.lexer import is_closed
from opencode_ls.pattern import pattern
from opencode_ls.text import Span

_PIECE = pattern(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.",
    re.DOTALL,
)
"""One character of a string as it is written."""


class Subject(NamedTuple):
    """What a name stands for; `owner` is the provider of a model, else ""."""

    kind: Kind
    id: str
    owner: str = ""


class Name(NamedTuple):
    """One place that names something.

    `span` is the name alone and `whole` the entry that it defines, or the string that it stands in;
    both are spans of the written text.  In the name of a `tool` it is written as opencode does.
    """

    subject: Subject
    span: Span
    whole: Span
    defines: bool = False
    tool: bool = False


class File(NamedTuple):
    """A file that applies with its names, by their places; `path` is "" for a text in no file."""

    path: str
    text: str
    names: tuple[Name, ...]


@lru_cache(maxsize=1)
def files(analysis: Analysis) -> tuple[File, ...]:
    """All files that apply with their names: first this one, then the others, lowest first.

    An editor asks again and again about one version, hence the cache.
    """
    return files_of(_layers(analysis))


def files_of(layers: tuple[Layer, ...]) -> tuple[File, ...]:
    """These files with their names; whose a tool is depends on the servers of all of them."""
    servers = frozenset(
        name.subject.id
        for layer in layers
        for name in _definitions(layer)
        if name.subject.kind == "mcp"
    )
    return tuple(File(layer.path, layer.text, _names(layer, servers)) for layer in layers)


def name_at(analysis: Analysis, offset: int) -> Name | None:
    """The name of this file that a cursor touches, its quotes included."""
    names = files(analysis)[0].names
    for margin in (0, 1):
        for name in names:
            if Span(name.span.start - margin, name.span.end + margin).contains(offset):
                return name
    return None


def tool_name(server: str) -> str:
    """How the names of a server's tools begin, without the `_` that follows."""
    return re.sub(r"[^a-zA-Z0-9_-]", "_", server)


def _names(layer: Layer, servers: frozenset[str]) -> tuple[Name, ...]:
    found = (*_definitions(layer), *_references(layer), *_tools(layer, servers))
    return tuple(sorted(found, key=lambda name: name.span))


def _layers(analysis: Analysis) -> tuple[Layer, ...]:
    """Each file once, though it may apply by two paths; the own one first, by its own path."""
    if not analysis.path:
        return analysis.layers
    real_path = analysis.world.real_path
    own = real_path(analysis.path)
    found: dict[str, Layer] = {}
    for layer in analysis.layers:
        real = real_path(layer.path)
        found.setdefault(real, layer._replace(path=analysis.path) if real == own else layer)
    return (found.pop(own), *found.values())


def _definitions(layer: Layer) -> Iterator[Name]:
    for kind, patterns in DEFINED.items():
        for node in reached(layer.tree.root, patterns):
            owner = _owner(layer, node) if kind == "model" else ""
            key = node.key
            if key is None or not key.name or owner is None or _is_key_of_mcp(node):
                continue
            span = _text(layer, key.key_span)
            if span is not None:
                whole = layer.substitution.back(key.span)
                yield Name(Subject(kind, key.name, owner), span, whole, defines=True)


def _is_key_of_mcp(node: Node) -> bool:
    return (
        len(node.path) == len(("mcp", "*")) and node.path[0] == "mcp" and node.path[1] in MCP_KEYS
    )


def _owner(layer: Layer, node: Node) -> str | None:
    """The provider in whose entry a model's id stands, in a map or a list."""
    entry = node.parent.parent if node.parent else None
    if entry is None or entry.key is None or _text(layer, entry.key.key_span) is None:
        return None
    return entry.key.name


def _references(layer: Layer) -> Iterator[Name]:
    root = layer.tree.root
    for kind in ("provider", "agent"):
        for node in reached(root, VALUES[kind]):
            yield from _reference(layer, Subject(kind, _string(node)), node.span)
    for node in reached(root, VALUES["model"]):
        yield from _model_object(layer, node) if node.kind == "object" else _model(layer, node)
    for node in reached(root, VALUES["model-id"]):
        owner = _owner(layer, node)
        if owner is not None:
            yield from _reference(layer, Subject("model", _string(node), owner), node.span)
    for node in reached(root, KEYS["agent"]):
        if node.key is not None and _is_one(node.key.name):
            yield from _reference(layer, Subject("agent", node.key.name), node.key.key_span)
    yield from _resources(layer)


def _resources(layer: Layer) -> Iterator[Name]:
    for kind, actions, patterns in RULES:
        for rule in reached(layer.tree.root, patterns):
            action, resource = rule.get("action"), rule.get("resource")
            if resource is None or _string(action) not in actions or not _is_one(_string(resource)):
                continue
            if action is not None and _text(layer, action.span) is not None:
                yield from _reference(layer, Subject(kind, _string(resource)), resource.span)


def _reference(layer: Layer, subject: Subject, string: Span) -> Iterator[Name]:
    span = _text(layer, string) if subject.id else None
    if span is not None:
        yield Name(subject, span, layer.substitution.back(string))


def _model(layer: Layer, node: Node) -> Iterator[Name]:
    """The two names in `provider/model`, which opencode splits at the first slash."""
    provider, slash, rest = _string(node).partition("/")
    model = rest.partition("#")[0]
    text = _text(layer, node.span) if slash else None
    if text is None:
        return
    whole = layer.substitution.back(node.span)
    if provider:
        yield Name(Subject("provider", provider), _part(layer, text, 0, len(provider)), whole)
    if provider and model:
        start = len(provider) + 1
        span = _part(layer, text, start, start + len(model))
        yield Name(Subject("model", model, provider), span, whole)


def _model_object(layer: Layer, node: Node) -> Iterator[Name]:
    """A model as opencode 2 also takes it: `{"providerID", "model"}`."""
    provider, model = node.get("providerID"), node.get("model")
    if provider is None or _text(layer, provider.span) is None:
        return
    yield from _reference(layer, Subject("provider", _string(provider)), provider.span)
    if model is not None:
        subject = Subject("model", _string(model), _string(provider))
        yield from _reference(layer, subject, model.span)


def _tools(layer: Layer, servers: frozenset[str]) -> Iterator[Name]:
    root = layer.tree.root
    keys = (node.key for node in reached(root, KEYS["tool"]) if node.key is not None)
    found = [(key.name, key.key_span) for key in keys]
    found += ((_string(node), node.span) for node in reached(root, VALUES["tool"]))
    begins = [(tool_name(server), server) for server in servers] if found else []
    for tool, string in found:
        server = _server(tool, begins)
        text = _text(layer, string) if server else None
        if server and text is not None:
            span = _part(layer, text, 0, len(server))
            whole = layer.substitution.back(string)
            yield Name(Subject("mcp", server), span, whole, tool=True)


def _server(tool: str, begins: list[tuple[str, str]]) -> str:
    """Whose tool this is, or pattern for several; of `gh` and `gh_grep` the longer one."""
    found = [server for name, server in begins if tool.startswith((f"{name}_", f"{name}*"))]
    return max(found, key=lambda server: (len(server), server), default="")


def _string(node: Node | None) -> str:
    return node.value if node is not None and isinstance(node.value, str) else ""


def _is_one(text: str) -> bool:
    """Whether this names one thing, and is no pattern for several."""
    return not {"*", "?"} & set(text)


def _text(layer: Layer, string: Span) -> Span | None:
    """What is between the quotes of a string of the effective tree, where it is written.

    None where the string is not whole or not in double quotes, and where a placeholder takes part.
    """
    if layer.substitution.substituted(string):
        return None
    span = layer.substitution.back(string)
    raw = span.of(layer.text)
    if not raw.startswith('"') or not is_closed(raw):
        return None
    return Span(span.start + 1, span.end - 1)


def _part(layer: Layer, text: Span, first: int, last: int) -> Span:
    """A part of a string's text, counted in characters as they are meant, where it is written."""
    raw = text.of(layer.text)
    if "\\" not in raw:
        return Span(text.start + first, text.start + last)
    ends = [0, *accumulate(len(piece) for piece in _PIECE.findall(raw))]
    return Span(text.start + ends[first], text.start + ends[last])
