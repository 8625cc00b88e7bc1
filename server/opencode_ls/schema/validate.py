"""Checks a tree against the schema with `jsonschema` and says in our words what is wrong.

`jsonschema`'s own messages are never shown: they quote whole values, which may be secrets.  A union
that fails is narrowed to the branch that the writer meant before its errors are told.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from opencode_ls.jsonc import Node, Tree
from opencode_ls.jsonc.value import to_value
from opencode_ls.schema.load import Schema, schema
from opencode_ls.schema.lookup import branches, resolve, values_of

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

DEPTH = 64
"""Levels of a value that are checked; opencode's config says nothing about deeper ones."""


class Violation(NamedTuple):
    """One disagreement between a node and the schema.

    `expected` completes the sentence "must be …"; `name` is the missing key.
    """

    kind: Literal["type", "value", "missing"]
    node: Node
    expected: str
    name: str = ""
    allowed: tuple[Any, ...] = ()


def violations(tree: Tree) -> tuple[Violation, ...]:
    """Every violation of the schema in a tree; nothing for a tree without a root."""
    if tree.root is None:
        return ()
    errors = _validator().iter_errors(to_value(tree.root, depth=DEPTH))
    found = (violation for error in errors for violation in _told(error, tree.root))
    return tuple(dict.fromkeys(found))


@cache
def _validator() -> "Validator":
    # Imported at the first check: jsonschema costs 60 ms, and `initialize` must not wait for it.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    return Draft202012Validator(schema())


def _told(error: "ValidationError", root: Node) -> Iterator[Violation]:
    node = root.at(*error.absolute_path)
    if node is None or node.kind in {"missing", "placeholder"}:
        return
    keyword, found = error.validator, _schema(error)
    if keyword in {"anyOf", "oneOf"}:
        yield from _union(error, node, root)
    elif keyword == "required":
        if not _half_typed(node):
            for name in found["required"]:
                if name not in cast("Schema", error.instance):
                    yield _missing(found, node, name)
    elif keyword == "type":
        yield Violation("type", node, describe(found))
    else:
        yield Violation("value", node, describe(found), allowed=values_of(found) or ())


def _missing(found: Schema, node: Node, name: str) -> Violation:
    child = resolve(found.get("properties", {}).get(name, {}))
    return Violation("missing", node, describe(child), name, values_of(child) or ())


def _schema(error: "ValidationError") -> Schema:
    return cast("Schema", error.schema)


def _half_typed(node: Node) -> bool:
    return not node.closed or any(child.value.kind == "missing" for child in node.properties)


def _union(error: "ValidationError", node: Node, root: Node) -> Iterator[Violation]:
    """Tell the errors of the branch that was meant, or of all where none can be singled out."""
    by_branch: dict[int, list[ValidationError]] = {}
    for inner in error.context or ():
        by_branch.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
    typed = {
        at: errors
        for at, errors in by_branch.items()
        if not any(_at_root(inner) and inner.validator == "type" for inner in errors)
    }
    union = _schema(error)
    alternatives = [resolve(branch) for branch in union.get("anyOf") or union["oneOf"]]
    if typed and node.kind == "object":
        name = _discriminator([alternatives[at] for at in typed])
        if name is not None:
            yield from _discriminated(name, typed, alternatives, node, root)
            return
    if not typed or all(any(map(_at_root, errors)) for errors in typed.values()):
        kind: Literal["type", "value"] = "value" if typed else "type"
        yield Violation(kind, node, describe(union), allowed=_values(union))
        return
    meant = min(typed.values(), key=len)
    for inner in meant:
        yield from _told(inner, root)


def _discriminated(
    name: str,
    typed: "dict[int, list[ValidationError]]",
    alternatives: list[Schema],
    node: Node,
    root: Node,
) -> Iterator[Violation]:
    values = {at: _tag(alternatives[at], name) for at in typed}
    allowed = tuple(value for tag in values.values() if tag for value in tag)
    expected = " or ".join(_json(value) for value in allowed)
    tag = node.get(name)
    if tag is None:
        if not _half_typed(node):
            yield Violation("missing", node, expected, name, allowed)
        return
    meant = [at for at, value in values.items() if value and tag.value in value]
    if not meant:
        yield Violation("value", tag, expected, allowed=allowed)
    for at in meant:
        for inner in typed[at]:
            yield from _told(inner, root)


def _discriminator(alternatives: list[Schema]) -> str | None:
    """The key with one fixed value in at least two branches."""
    seen: dict[str, int] = {}
    for branch in alternatives:
        for name in branch.get("properties", {}):
            tag = _tag(branch, name)
            if tag and isinstance(tag[0], str) and name in branch.get("required", ()):
                seen[name] = seen.get(name, 0) + 1
    return next((name for name, count in seen.items() if count > 1), None)


def _tag(branch: Schema, name: str) -> tuple[Any, ...] | None:
    child = branch.get("properties", {}).get(name)
    return None if child is None else values_of(resolve(child))


def _at_root(error: "ValidationError") -> bool:
    return not error.relative_path and error.validator != "required"


def _values(found: Schema) -> tuple[Any, ...]:
    return tuple(value for branch in branches(resolve(found)) for value in values_of(branch) or ())


def describe(found: Schema) -> str:
    """What a schema asks for, as the end of "must be …"."""
    phrases = [phrase for branch in branches(resolve(found)) for phrase in _phrases(branch)]
    unique = list(dict.fromkeys(phrases))
    if len(unique) < 2:  # noqa: PLR2004  (nothing to join)
        return unique[0] if unique else "something else"
    return f"{', '.join(unique[:-1])} or {unique[-1]}"


def _phrases(branch: Schema) -> list[str]:
    values = values_of(branch)
    if values is not None:
        return [_json(value) for value in values]
    types = branch.get("type", [])
    return [_phrase(name, branch) for name in ([types] if isinstance(types, str) else types)]


def _phrase(name: str, branch: Schema) -> str:
    match name:
        case "string" if "pattern" in branch:
            return str(branch.get("x-opencode", {}).get("label", "a string of another form"))
        case "integer" | "number":
            return f"a {'whole ' if name == 'integer' else ''}number{_limits(branch)}"
        case "array":
            size = branch.get("minItems")
            return f"a list of {size}" if size and size == branch.get("maxItems") else "a list"
        case "object":
            return "an object"
        case "boolean":
            return "`true` or `false`"
        case _:
            return f"a {name}"


def _limits(branch: Schema) -> str:
    low, above, high = (branch.get(name) for name in ("minimum", "exclusiveMinimum", "maximum"))
    if above is not None:
        return f" above {above}"
    if low is not None and high is not None and high < 2**53 - 1:
        return f" from {low} to {high}"
    return f" of at least {low}" if low is not None else ""


def _json(value: object) -> str:
    match value:
        case bool():
            return f"`{str(value).lower()}`"
        case str():
            return f'`"{value}"`'
        case _:
            return f"`{value}`"
