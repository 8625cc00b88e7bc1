"""What the schema expects at a place, whether or not something stands there yet."""

from typing import Any

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import branches, mark, resolve, schemas_of, values_of


def below(found: tuple[Schema, ...], step: str | int) -> tuple[Schema, ...]:
    """The schemas of one key or item of what these schemas describe, unions left whole."""
    inner = (_child(outer, step) for outer in found)
    return tuple(resolve(child) for child in inner if isinstance(child, dict))


def expected(analysis: Analysis, place: Place) -> tuple[Schema, ...]:
    """The schemas of the value at a place, unions left whole.

    A value that tells the branches of a union apart may become that of any branch.
    """
    if not place.path:
        return (resolve(analysis.schema),)
    parent = container(place)
    if parent is None:
        return ()
    every = below(alternatives(declared(analysis, parent)), place.path[-1])
    if len(every) > 1 and all(listed(branch) for branch in alternatives(every)):
        return every
    return below(schemas_of(parent, analysis.schema), place.path[-1])


def declared(analysis: Analysis, node: Node) -> tuple[Schema, ...]:
    """The schemas of a node, unions left whole."""
    if node.parent is None:
        return (resolve(analysis.schema),)
    step = node.index or 0 if node.key is None else node.key.name
    return below(schemas_of(node.parent, analysis.schema), step)


def container(place: Place) -> Node | None:
    """The object or list that the value at a place lies in."""
    if place.property is not None:
        return place.property.parent
    node = place.node
    if node is None or len(node.path) < len(place.path):
        return node
    return node.parent


def keys_of(analysis: Analysis, node: Node) -> dict[str, tuple[Schema, ...]]:
    """The keys that an object may have, with the schemas of each.

    Left out are those of the other opencode, and those that nobody should write any more.
    """
    outer = schemas_of(node, analysis.schema)
    outer = tuple(found for found in outer if not mark(found, "tolerated"))
    names = dict.fromkeys(name for found in outer for name in found.get("properties", {}))
    native = {name for found in outer for name in mark(found, "v2") or ()}
    every = {name: _listed(outer, name) for name in names if name not in native}
    return {name: found for name, found in every.items() if not _hidden(found)}


def _hidden(found: tuple[Schema, ...]) -> bool:
    return all(child.get("doNotSuggest") for child in found)


def _listed(outer: tuple[Schema, ...], name: str) -> tuple[Schema, ...]:
    inner = (found.get("properties", {}).get(name) for found in outer)
    return tuple(resolve(child) for child in inner if child is not None)


def required(found: tuple[Schema, ...]) -> frozenset[str]:
    """The keys without which opencode refuses such an object, whichever branch is meant."""
    names = [frozenset(child.get("required", ())) for child in found]
    return frozenset.intersection(*names) if names else frozenset()


def alternatives(found: tuple[Schema, ...]) -> tuple[Schema, ...]:
    """These schemas with every union taken apart, without what opencode only puts up with."""
    every = (branch for child in found for branch in branches(child))
    return tuple(branch for branch in every if not mark(branch, "tolerated"))


def kinds(found: tuple[Schema, ...]) -> tuple[str, ...]:
    """The kinds of value that the schemas or their branches are marked with, each once."""
    marks = (mark(child, "value") for child in (*found, *alternatives(found)))
    return tuple(dict.fromkeys(kind for kind in marks if isinstance(kind, str)))


def listed(branch: Schema) -> tuple[Any, ...] | None:
    """All values that a branch allows, None if they are not few."""
    values = values_of(branch)
    if values is None and branch.get("type") == "boolean":
        return (True, False)
    return values


def entry_of(found: tuple[Schema, ...]) -> tuple[Schema, ...]:
    """The schemas of the entries of a map, whatever their names."""
    inner = (child.get("additionalProperties") for child in found)
    return tuple(resolve(child) for child in inner if isinstance(child, dict))


def free_string(found: tuple[Schema, ...]) -> bool:
    """Whether any text may stand here."""
    return any(branch.get("type") == "string" and listed(branch) is None for branch in found)


def _child(outer: Schema, step: str | int) -> object:
    if isinstance(step, str):
        return outer.get("properties", {}).get(step, outer.get("additionalProperties"))
    fixed = outer.get("prefixItems", ())
    return fixed[step] if step < len(fixed) else outer.get("items")
