"""Answers what the schema says about a place: which schemas apply, which keys it may have.

A union is narrowed by what stands in the file: by type, then by a key whose value tells the
branches apart (`type` of an mcp server).  A branch marked `tolerated` is what opencode accepts but
nobody should write: validation knows it, this module leaves it out.  An object schema that lists
`properties` and has no `additionalProperties` drops what it does not list; with the keyword it is
an open bag.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast

from opencode_ls.jsonc import Green, Node
from opencode_ls.jsonc.known import LEVELS, known
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
        found = _step(found, _name(child), child)
    return found


def walk(root: Node, top: Schema | None = None) -> Iterator[tuple[Node, tuple[Schema, ...]]]:
    """Every node that the schema says something about, with its schemas, outermost first."""
    stack = [(root, narrow(resolve(top or schema()), root))]
    while stack:
        node, found = stack.pop()
        yield node, found
        for child in reversed(node.children()):
            below = _step(found, _name(child), child)
            if below:
                stack.append((child, below))


Wanted = Callable[[Green, tuple[Schema, ...]], bool]
"""A function of a module that looks at nothing but a value and the schemas that apply to it."""


def find(
    root: Node, wanted: Wanted, top: Schema | None = None
) -> Iterator[tuple[Node, tuple[Schema, ...]]]:
    """Those of the objects and lists, empty ones left out, that are `wanted`.

    Parts of a text that hold none are passed by, as long as no edit touches them.
    """
    stack = [(root, narrow(resolve(top or schema()), root))]
    while stack:
        node, found = stack.pop()
        if not _holds(node.green, found, wanted, LEVELS):
            continue
        if wanted(node.green, found):
            yield node, found
        for child in reversed(node.children()):
            below = _step(found, _name(child), child) if child.green.members else ()
            if below:
                stack.append((child, below))


def _holds(green: Green, schemas: tuple[Schema, ...], wanted: Wanted, levels: int) -> bool:
    """Whether a value that is wanted is in there; deep down it may be."""
    if not green.members:
        return False
    if levels == 0:
        return True
    # A schema is never another one for as long as the program runs: see `_KEPT`.
    question = (wanted, *map(id, schemas))
    return known(
        green,
        question,
        lambda: wanted(green, schemas) or _holds_below(green, schemas, wanted, levels - 1),
    )


def _holds_below(green: Green, schemas: tuple[Schema, ...], wanted: Wanted, levels: int) -> bool:
    for index, member in enumerate(green.members):
        if not member.value.members:
            continue
        below = _step(schemas, index if member.key < 0 else member.name, member.value)
        if below and _holds(member.value, below, wanted, levels):
            return True
    return False


def properties_of(schemas: tuple[Schema, ...]) -> Mapping[str, Schema]:
    """The keys that these object schemas list, with the schema of each (`$ref` resolved)."""
    if len(schemas) == 1:
        return _kept(schemas[0], "properties", lambda found: _properties((found,)))
    return _properties(schemas)


def _properties(schemas: tuple[Schema, ...]) -> Mapping[str, Schema]:
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
    if "$ref" not in found:
        return found
    return _kept(found, "resolve", _resolved)


def _resolved(found: Schema) -> Schema:
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


def narrow(found: Schema, node: Node | Green) -> tuple[Schema, ...]:
    """The alternatives that the node can mean, all of its type's if none can be told apart."""
    alternatives = _kept(found, "branches", branches)
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


def _is_named(branch: Schema, node: Node | Green) -> bool:
    """Whether a key says that this branch is meant: it must be there, with one of few strings."""
    for name in branch.get("required", ()):
        allowed = values_of(resolve(branch["properties"][name]))
        value = node.get(name)
        if allowed and value is not None and value.kind == "string" and value.value in allowed:
            return True
    return False


def _step(found: tuple[Schema, ...], name: str | int, child: Node | Green) -> tuple[Schema, ...]:
    below = [inner for outer in found if (inner := _child(outer, name)) is not None]
    return tuple(branch for inner in below for branch in narrow(resolve(inner), child))


def _name(child: Node) -> str | int:
    return child.index or 0 if child.key is None else child.key.name


def _child(outer: Schema, name: str | int) -> Schema | None:
    if isinstance(name, int):
        fixed = outer.get("prefixItems", ())
        inner = fixed[name] if name < len(fixed) else outer.get("items")
    else:
        inner = outer.get("properties", {}).get(name)
        if inner is None:
            inner = outer.get("additionalProperties")
    return inner if isinstance(inner, dict) else None


_Made = TypeVar("_Made")

_KEPT: dict[tuple[int, str], tuple[Schema, Any]] = {}
"""What was made of a schema, with that schema: so no other one can ever have its `id`."""


def _kept(found: Schema, name: str, make: Callable[[Schema], _Made]) -> _Made:
    """What a function makes of a part of our schemas; they are few and stay."""
    key = (id(found), name)
    if key not in _KEPT:
        _KEPT[key] = (found, make(found))
    return cast("_Made", _KEPT[key][1])
