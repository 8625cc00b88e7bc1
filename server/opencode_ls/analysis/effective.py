"""The configuration that all files give together, each value with the place where it stands.

Merge (opencode 1.18.33, run, and its source, read): objects deep, anything else replaces what is
below it; `instructions` of two files stand one after the other, each once; so do their `plugin`s,
of which the last with a name counts.  Of the user's folder, whose files are merged first, the last
list counts.  A `permission` that is one word is a rule for `*`.  Keys that opencode drops are left
out.
"""

import os.path
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from opencode_ls.analysis.layers import CONTENT, Layer
from opencode_ls.jsonc import Green, Node, Property, parse_template
from opencode_ls.jsonc.value import LEVELS, to_value
from opencode_ls.pattern import pattern
from opencode_ls.schema.fit import fits
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import find, is_open, mark, properties_of, schemas_of
from opencode_ls.text import Span

_ADDED = ("instructions", "plugin")
_PLACEHOLDERS = ("{env:", "{file:")
_NAMELESS = pattern(r"(?:git\+)?[a-z]+:|[^@][^@]*/|[^@]+@[^:.]+\.[^:]+:.", re.IGNORECASE)
"""What npm takes for an address or a path, with no name of a package before the `@`."""

Step = str | int


class Value(NamedTuple):
    """A value that is no object, or an empty one, and the file that it comes from.

    `path` leads to it; a name that a placeholder makes up is as it is written.  `without` are the
    keys of its file that opencode drops.
    """

    path: tuple[Step, ...]
    layer: Layer
    node: Node
    without: frozenset[Property] = frozenset()

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
            return {} if self.node.kind == "object" else to_value(self.node, without=self.without)
        text = self.span.of(self.layer.text)
        root = parse_template(text).root
        whole = root is not None and all(node.kind != "placeholder" for node in root.walk())
        return to_value(root) if root is not None and whole else text


class _Read(NamedTuple):
    """A node, the file that it stands in, and what opencode drops of that file."""

    layer: Layer
    node: Node
    without: frozenset[Property]

    def at(self, node: Node) -> "_Read":
        return self._replace(node=node)

    def value(self) -> Any:  # noqa: ANN401  (a JSON value)
        return to_value(self.node, without=self.without)


class _Slot:
    """What stands under one name: a value, members of an object, or items that were added."""

    __slots__ = ("items", "members", "name", "read")

    def __init__(self, name: str, read: _Read) -> None:
        self.name = name
        self.read = read
        self.members: dict[str, _Slot] | None = None
        self.items: tuple[_Read, ...] | None = None


def effective(found: tuple[Layer, ...]) -> tuple[Value, ...]:
    """Every value that counts over these files, lowest first, in the order of the merged object."""
    top: dict[str, _Slot] = {}
    for layer in found:
        root = layer.tree.root
        if root is not None and _descends(layer, root, 0):
            _merge(top, _Read(layer, root, dropped(root)), 0)
    return tuple(value for slot in top.values() for value in _values(slot, ()))


def dropped(root: Node) -> frozenset[Property]:
    """The keys that opencode 1.18 drops; what it reads by another name stays."""
    return frozenset(
        found
        for node, schemas in find(root, _may_drop)
        for found in node.properties
        if found.name not in properties_of(_chosen(schemas, node))
        and not _read_as(found.name, schemas)
    ) | frozenset(_without_extensions(root))


def _may_drop(green: Green, schemas: tuple[Schema, ...]) -> bool:
    """Whether opencode may drop a key of an object, before its alternatives are told apart."""
    if green.kind != "object" or is_open(schemas):
        return False
    listed = properties_of(schemas)
    return len(schemas) > 1 or any(member.name not in listed for member in green.members)


def plugin_name(plugin: object) -> object:
    """The name of a plugin: a package's without its version, a file's without folder and ending."""
    if isinstance(plugin, list) and plugin:
        plugin = plugin[0]
    if not isinstance(plugin, str):
        return repr(plugin)
    if plugin.startswith(("file:", "/", ".", "~")):
        return plugin.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return plugin if _NAMELESS.match(plugin) else plugin[:1] + plugin[1:].split("@")[0]


def _chosen(schemas: tuple[Schema, ...], node: Node) -> tuple[Schema, ...]:
    """Of a union's alternatives the one that opencode takes: it alone says which keys are kept.

    The schema lists first what people write; opencode tries the others first.
    """
    if len(schemas) == 1:
        return schemas
    value = to_value(node)
    return next(((found,) for found in reversed(schemas) if fits(value, (found,))), schemas)


def _without_extensions(root: Node) -> Iterator[Property]:
    """The language servers of one's own that opencode drops, since they are for no file."""
    servers = root.get("lsp")
    if servers is None or servers.kind != "object":
        return
    known = properties_of(schemas_of(servers))
    for found in servers.properties:
        switch = found.value.get("disabled")
        if found.name in known or (switch is not None and switch.value is True):
            continue
        if found.value.get("extensions") is None:
            yield found


def _read_as(name: str, schemas: tuple[dict[str, Any], ...]) -> bool:
    """Whether opencode 1.18 reads the key as another, since opencode 2 calls it so."""
    marks = [(mark(found, "v2") or {}).get(name) for found in schemas]
    return any(meant not in {None, "dropped", "rejected"} for meant in marks)


def _merge(below: dict[str, _Slot], read: _Read, depth: int) -> None:
    # The last of equal keys counts, at the place of the first; `__proto__` sets no property.
    members = {
        found.name: found
        for found in read.node.properties
        if found.value.kind not in {"missing", "placeholder"} and found.name != "__proto__"
    }
    for name, found in members.items():
        if found in read.without:
            continue
        old, value = below.get(name), read.at(found.value)
        slot = below[name] = _Slot(_written_name(read.layer, found), value)
        if _descends(read.layer, found.value, depth + 1):
            slot.members = _members(old)
            _merge(slot.members, value, depth + 1)
        elif _is_rule_for_all(found.value):
            slot.members = _members(old)
            slot.members["*"] = _Slot("*", value)
        elif depth == 0 and name in _ADDED and found.value.kind == "array":
            slot.items = _added(name, old, value)


def _members(old: _Slot | None) -> dict[str, _Slot]:
    return {} if old is None or old.members is None else old.members


def _is_rule_for_all(node: Node) -> bool:
    """Whether this is a `permission` that is one word, at the root or in an agent."""
    match node.path if node.kind == "string" else ():
        case ("permission",) | ("agent" | "mode", _, "permission"):
            return True
        case _:
            return False


def _descends(layer: Layer, node: Node, depth: int) -> bool:
    """Whether this is an object that is written as one, and not too deep."""
    if node.kind != "object" or depth >= LEVELS:
        return False
    written = layer.substitution.back(node.span).of(layer.text)
    return not (_tainted(layer, node) and written.startswith(_PLACEHOLDERS))


def _added(name: str, old: _Slot | None, read: _Read) -> tuple[_Read, ...]:
    items = tuple(map(read.at, read.node.items))
    below = () if old is None or _in_own(old, read) else old.items or ()
    both = (*below, *items)
    if name == "plugin":
        # Of equal names the last counts, at its own place.
        last = {_identity(read): at for at, read in enumerate(both)}
        return tuple(both[at] for at in sorted(last.values()))
    if not below:
        return items
    first = {repr(read.value()): at for at, read in reversed(list(enumerate(both)))}
    return tuple(both[at] for at in sorted(first.values()))


def _in_own(old: _Slot, read: _Read) -> bool:
    """Whether all are lists of the user's folder, which opencode merges before anything else."""
    files = [found.layer for found in (read, *(old.items or ()))]
    folders = {os.path.dirname(layer.path) for layer in files if layer.scope == "user"}
    own = len(folders) == 1 and all(layer.scope == "user" for layer in files)
    return own and os.path.basename(folders.pop()) == "opencode"


def _identity(read: _Read) -> object:
    """By what opencode tells plugins apart: a file's address, a package's name.

    A path becomes an address where it stands in a file.
    """
    plugin = read.value()
    name = plugin[0] if isinstance(plugin, list) and plugin else plugin
    if not isinstance(name, str) or not name.startswith(("file://", ".", "/")):
        return plugin_name(plugin)
    if read.layer.path == CONTENT:
        return name
    folder = os.path.dirname(read.layer.path)
    path = os.path.normpath(os.path.join(folder, name.removeprefix("file://")))
    return f"file://{path}"


def _values(slot: _Slot, above: tuple[Step, ...]) -> Iterator[Value]:
    path = (*above, slot.name)
    if slot.members:
        for inner in slot.members.values():
            yield from _values(inner, path)
    elif slot.items and (slot.name != "plugin" or slot.read.node.items):
        # An empty list of plugins hides those below it, until a file above adds to them.
        for at, item in enumerate(slot.items):
            yield Value((*path, at), *item)
    else:
        yield Value(path, *slot.read)


def _written_name(layer: Layer, found: Property) -> str:
    if not layer.substitution.substituted(found.key_span):
        return found.name
    text = layer.substitution.back(found.key_span).of(layer.text)
    return text.strip('"')


def _tainted(layer: Layer, node: Node) -> bool:
    return layer.substitution.substituted(node.span)
