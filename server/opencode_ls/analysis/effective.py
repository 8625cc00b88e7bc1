"""The configuration that all files give together, each value with the place where it stands.

Merge (opencode 1.18.33, run, and its source, read): objects deep, anything else replaces what is
below it; `instructions` of two files stand one after the other, each once; so do their `plugin`s,
of which the last with a name counts.  Keys that opencode drops are left out.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from opencode_ls.analysis.layers import Layer
from opencode_ls.jsonc import Node, Property, parse_template
from opencode_ls.jsonc.value import LEVELS, to_value
from opencode_ls.schema.lookup import is_open, mark, properties_of, walk
from opencode_ls.text import Span

_ADDED = ("instructions", "plugin")
_PLACEHOLDERS = ("{env:", "{file:")

Step = str | int


class Value(NamedTuple):
    """A value that is no object, or an empty one, and the file that it comes from.

    `path` leads to it; a name that a placeholder makes up is as it is written.
    """

    path: tuple[Step, ...]
    layer: Layer
    node: Node

    @property
    def span(self) -> Span:
        """Where it is written in its file."""
        return self.layer.substitution.back(self.node.span)

    @property
    def tainted(self) -> bool:
        """Whether a placeholder's value takes part in it: then only what is written is shown."""
        return _tainted(self.layer, self.node)

    @property
    def shown(self) -> Any:  # noqa: ANN401  (a JSON value)
        """The value as JSON; as it is written where a placeholder takes part."""
        if not self.tainted:
            return to_value(self.node)
        text = self.span.of(self.layer.text)
        root = parse_template(text).root
        whole = root is not None and all(node.kind != "placeholder" for node in root.walk())
        return to_value(root) if root is not None and whole else text


class _Slot:
    """What stands under one name: a value, members of an object, or items that were added."""

    __slots__ = ("items", "members", "name", "value")

    def __init__(self, name: str) -> None:
        self.name = name
        self.value: tuple[Layer, Node] | None = None
        self.members: dict[str, _Slot] | None = None
        self.items: tuple[tuple[Layer, Node], ...] | None = None


def effective(found: tuple[Layer, ...]) -> tuple[Value, ...]:
    """Every value that counts over these files, lowest first, in the order of the merged object."""
    top: dict[str, _Slot] = {}
    for layer in found:
        root = layer.tree.root
        if root is not None and _descends(layer, root, 0):
            _merge(top, layer, root, dropped(root), 0)
    return tuple(value for slot in top.values() for value in _values(slot, ()))


def dropped(root: Node) -> frozenset[Property]:
    """The keys that opencode 1.18 drops; what it reads by another name stays."""
    return frozenset(
        found
        for node, schemas in walk(root)
        if node.kind == "object" and not is_open(schemas)
        for found in node.properties
        if found.name not in properties_of(schemas) and not _read_as(found.name, schemas)
    )


def plugin_name(plugin: object) -> object:
    """The name by which opencode tells plugins apart: without version, folder and extension."""
    if isinstance(plugin, list) and plugin:
        plugin = plugin[0]
    if not isinstance(plugin, str):
        return repr(plugin)
    if plugin.startswith(("file:", "/", ".", "~")):
        return plugin.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return plugin[: plugin.rfind("@")] if plugin.rfind("@") > 0 else plugin


def _read_as(name: str, schemas: tuple[dict[str, Any], ...]) -> bool:
    """Whether opencode 1.18 reads the key as another, since opencode 2 calls it so."""
    marks = [(mark(found, "v2") or {}).get(name) for found in schemas]
    return any(meant not in {None, "dropped", "rejected"} for meant in marks)


def _merge(
    below: dict[str, _Slot], layer: Layer, node: Node, out: frozenset[Property], depth: int
) -> None:
    # The last of equal keys counts, at the place of the first; `__proto__` sets no property.
    members = {
        found.name: found
        for found in node.properties
        if found.value.kind not in {"missing", "placeholder"} and found.name != "__proto__"
    }
    for name, found in members.items():
        if found in out:
            continue
        old = below.get(name)
        slot = below[name] = _Slot(_written_name(layer, found))
        slot.value = (layer, found.value)
        if _descends(layer, found.value, depth + 1):
            slot.members = {} if old is None or old.members is None else old.members
            _merge(slot.members, layer, found.value, out, depth + 1)
        elif depth == 0 and name in _ADDED and found.value.kind == "array":
            slot.items = _added(name, old, [(layer, item) for item in found.value.items])


def _descends(layer: Layer, node: Node, depth: int) -> bool:
    """Whether this is an object that is written as one, and not too deep."""
    if node.kind != "object" or depth >= LEVELS:
        return False
    written = layer.substitution.back(node.span).of(layer.text)
    return not (_tainted(layer, node) and written.startswith(_PLACEHOLDERS))


def _added(
    name: str, old: _Slot | None, items: list[tuple[Layer, Node]]
) -> tuple[tuple[Layer, Node], ...]:
    both = (*(old.items or () if old is not None else ()), *items)
    values = [to_value(node) for _, node in both]
    if name == "plugin":
        # Of equal names the last counts, at its own place.
        last = {plugin_name(value): at for at, value in enumerate(values)}
        return tuple(both[at] for at in sorted(last.values()))
    if old is None or old.items is None:
        return both
    first = {repr(value): at for at, value in reversed(list(enumerate(values)))}
    return tuple(both[at] for at in sorted(first.values()))


def _values(slot: _Slot, above: tuple[Step, ...]) -> Iterator[Value]:
    path = (*above, slot.name)
    if slot.members:
        for inner in slot.members.values():
            yield from _values(inner, path)
    elif slot.items:
        for at, (layer, node) in enumerate(slot.items):
            yield Value((*path, at), layer, node)
    elif slot.value is not None:
        yield Value(path, *slot.value)


def _written_name(layer: Layer, found: Property) -> str:
    if not layer.substitution.substituted(found.key_span):
        return found.name
    text = layer.substitution.back(found.key_span).of(layer.text)
    return text.strip('"')


def _tainted(layer: Layer, node: Node) -> bool:
    return layer.substitution.substituted(node.span)
