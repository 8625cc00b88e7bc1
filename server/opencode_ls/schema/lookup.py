"""Answers what the schema says about a place: which schemas apply, which keys it may have.

A union is narrowed by what stands in the file: by type, then by a key whose value tells the
branches apart (`type` of an mcp server).  A branch marked `tolerated` is what opencode accepts but
nobody should write: validation knows it, this module leaves it out.  An object schema that lists
`properties` and has no `additionalProperties` drops what it does not list; with the keyword it is
an open bag.
"""

from collections.abc import Iterator
from typing import Any

from opencode_ls.jsonc import Node
from opencode_ls.schema.load import Schema, definition, schema

_TYPES = {
    "object": ("object",),
    "array": ("array",),
    "string": ("string",),
    "boolean": ("boolean",),
    "null": ("null",),
    "number": ("number", "integer"),
}
_SAID = ("description", "markdownDescription", "deprecated")


def schemas_of(node: Node, top: Schema | None = None) -> tuple[Schema, ...]:
    """The schemas that apply to a node, unions narrowed by what the file says.

    `top` is the schema of the whole file, that of opencode 1.18 where it is None.
    """
    chain = [node]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    found = narrow(resolve(top or schema()), chain.pop())
    while chain:
        child = chain.pop()
        found = _step(found, child)
    return found


def walk(root: Node, top: Schema | None = None) -> Iterator[tuple[Node, tuple[Schema, ...]]]:
    """Every node that the schema says something about, with its schemas, outermost first."""
    stack = [(root, narrow(resolve(top or schema()), root))]
    while stack:
        node, found = stack.pop()
        yield node, found
        children = [property_.value for property_ in node.properties] or list(node.items)
        for child in reversed(children):
            below = _step(found, child)
            if below:
                stack.append((child, below))


def properties_of(schemas: tuple[Schema, ...]) -> dict[str, Schema]:
    """The keys that these object schemas list, with the schema of each (`$ref` resolved)."""
    found: dict[str, Schema] = {}
    for outer in schemas:
        for name, child in outer.get("properties", {}).items():
            if name not in found:
                found[name] = resolve(child)
    return found


def is_open(schemas: tuple[Schema, ...]) -> bool:
    """Whether unlisted keys are kept by opencode, or nothing is known about the keys."""
    return any("additionalProperties" in found or "properties" not in found for found in schemas)


def mark(found: Schema, name: str) -> Any:  # noqa: ANN401  (marks hold strings, booleans and lists)
    """The value of one of our `x-opencode` marks, None where it is absent."""
    return found.get("x-opencode", {}).get(name)


def resolve(found: Schema) -> Schema:
    """Follow a local `$ref`; what stands beside it wins."""
    while "$ref" in found:
        beside = {key: value for key, value in found.items() if key != "$ref"}
        found = {**definition(found["$ref"]), **beside}
    return found


def branches(found: Schema) -> tuple[Schema, ...]:
    """The alternatives of a schema, nested unions flattened; itself if it is none.

    Each says what the union says about it: its documentation and its marks.
    """
    inner = found.get("anyOf") or found.get("oneOf")
    if not inner:
        return (found,)
    meant = [child for child in map(resolve, inner) if not mark(child, "tolerated")]
    return tuple(branch for child in meant for branch in branches(_below(found, child)))


def narrow(found: Schema, node: Node) -> tuple[Schema, ...]:
    """The alternatives that the node can mean, all of its type's if none can be told apart."""
    alternatives = branches(found)
    if len(alternatives) == 1:
        return alternatives
    typed = tuple(branch for branch in alternatives if allows_type(branch, node.kind))
    if node.kind != "object" or len(typed) < 2:  # noqa: PLR2004  (nothing to tell apart)
        return typed or alternatives
    tagged = tuple(branch for branch in typed if _is_named(branch, node))
    return tagged or typed


def allows_type(found: Schema, kind: str) -> bool:
    """Whether a node of this kind fits the schema's `type`."""
    types = found.get("type")
    if types is None or kind not in _TYPES:
        return True
    allowed = (types,) if isinstance(types, str) else types
    return any(name in allowed for name in _TYPES[kind])


def values_of(found: Schema) -> tuple[Any, ...] | None:
    """The values of `enum` or `const`, None if any value will do."""
    if "const" in found:
        return (found["const"],)
    return tuple(found["enum"]) if "enum" in found else None


def _below(union: Schema, child: Schema) -> Schema:
    said = {name: union[name] for name in _SAID if name in union}
    marks = {**union.get("x-opencode", {}), **child.get("x-opencode", {})}
    return {**said, **child, "x-opencode": marks} if marks else {**said, **child}


def _is_named(branch: Schema, node: Node) -> bool:
    """Whether a key says that this branch is meant: it must be there, with one of few strings."""
    for name in branch.get("required", ()):
        allowed = values_of(resolve(branch["properties"][name]))
        value = node.get(name)
        if allowed and value is not None and value.kind == "string" and value.value in allowed:
            return True
    return False


def _step(found: tuple[Schema, ...], child: Node) -> tuple[Schema, ...]:
    below = [inner for outer in found if (inner := _child(outer, child)) is not None]
    return tuple(branch for inner in below for branch in narrow(resolve(inner), child))


def _child(outer: Schema, child: Node) -> Schema | None:
    if child.key is None:
        fixed = outer.get("prefixItems", ())
        index = child.index or 0
        inner = fixed[index] if index < len(fixed) else outer.get("items")
    else:
        inner = outer.get("properties", {}).get(child.key.name)
        if inner is None:
            inner = outer.get("additionalProperties")
    return inner if isinstance(inner, dict) else None
