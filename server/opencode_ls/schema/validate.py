"""Checks a tree against the schema with `jsonschema` and says in our words what is wrong.

`jsonschema`'s own messages are never shown: they quote whole values, which may be secrets.  A union
that fails is narrowed to the branch that the writer meant before its errors are told.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from opencode_ls.jsonc import Node, Tree
from opencode_ls.jsonc.value import shared_value
from opencode_ls.schema.load import Schema, schema_of
from opencode_ls.schema.lookup import branches, mark, resolve, values_of

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

DEPTH = 64
"""Levels of a value that are checked; opencode's config says nothing about deeper ones."""

LIMIT = 1000
"""Violations that are told at most: a file with more has one cause, and nobody reads them all."""

_UNKNOWN = frozenset(("missing", "placeholder"))
_BEYOND = 2**53 - 1


class Violation(NamedTuple):
    """One disagreement between a node and the schema.

    `expected` completes the sentence "must be …"; `name` is the missing key.
    """

    kind: Literal["type", "value", "missing"]
    node: Node
    expected: str
    name: str = ""
    allowed: tuple[Any, ...] = ()


def violations(tree: Tree, dialect: str = "1") -> tuple[Violation, ...]:
    """The violations of a dialect's schema in a tree, in the text's order, one for each place.

    None for a tree without a root; at most `LIMIT`.
    """
    root = tree.root
    if root is None:
        return ()
    value = shared_value(root, DEPTH)
    errors = validator(dialect).iter_errors(value if dialect == "2" else _as_read(value))
    found = islice((told for error in errors for told in _told(error, root)), LIMIT)
    return tuple(sorted(_one_each(found), key=lambda told: told.node.start))


@cache
def validator(dialect: str) -> "Validator":
    """What applies the schema of a dialect to a value."""
    # Imported at the first check: jsonschema costs 60 ms, and `opencode-ls key` checks nothing.
    from opencode_ls.schema.remembering import RememberingValidator  # noqa: PLC0415

    return cast("Validator", RememberingValidator(schema_of(dialect)))


def _as_read(value: Any) -> Any:  # noqa: ANN401  (a JSON value)
    """The value without the entries of `mcp.servers` that opencode 1.18 does not look at.

    It keeps `mcp.x` where both name x, so it does not mind what stands in the other.
    """
    match value:
        case {"mcp": {"servers": dict(servers), **others} as mcp}:
            kept = {name: entry for name, entry in servers.items() if name not in others}
            return {**value, "mcp": {**mcp, "servers": kept}}
        case _:
            return value


def _one_each(found: Iterable[Violation]) -> Iterable[Violation]:
    """The first at each place: a value of the wrong type is not told for its value too."""
    kept: dict[tuple[Node, str], Violation] = {}
    for told in found:
        kept.setdefault((told.node, told.name), told)
    return kept.values()


def _told(error: "ValidationError", root: Node) -> Iterator[Violation]:
    node = root.at(*error.absolute_path)
    if node is None or node.kind in _UNKNOWN:
        return
    keyword, found = error.validator, cast("Schema", error.schema)
    if keyword in {"anyOf", "oneOf"}:
        yield from _union(error, node, root)
    elif keyword == "required":
        for name in found["required"]:
            if node.get(name) is None:
                yield from _missing(node, name, found.get("properties", {}).get(name, {}))
    else:
        yield _wrong("type" if keyword == "type" else "value", node, found)


def _missing(node: Node, name: str, child: Schema) -> Iterator[Violation]:
    """Tell a missing key, unless the object is still being typed."""
    if node.closed and all(found.value.kind != "missing" for found in node.properties):
        yield Violation("missing", node, describe(child), name, _values(child))


def _wrong(kind: Literal["type", "value"], node: Node, asked: Schema) -> Violation:
    return Violation(kind, node, describe(asked), allowed=_values(asked))


class _Branch(NamedTuple):
    """One alternative of a union and what a value has against it."""

    schema: Schema
    errors: "list[ValidationError]"

    def fits_type(self) -> bool:
        return not any(
            error.validator == "type" and not error.relative_path for error in self.errors
        )

    def is_near(self) -> bool:
        """Whether something inside is wrong, or missing, but not the value as a whole."""
        return all(error.relative_path or error.validator == "required" for error in self.errors)

    def lacks(self) -> int:
        """How many keys that it requires are missing."""
        at_root = (error for error in self.errors if not error.relative_path)
        return sum(error.validator == "required" for error in at_root)

    def distance(self) -> tuple[int, int]:
        return self.lacks(), len(self.errors)


def _union(error: "ValidationError", node: Node, root: Node) -> Iterator[Violation]:
    """Tell the errors of the branch that was meant, or of all where none can be singled out."""
    union = cast("Schema", error.schema)
    typed = [branch for branch in _branches(error) if branch.fits_type()]
    near = [branch for branch in typed if branch.is_near()]
    name = _discriminator(near)
    if name is not None:
        meant = _tagged(name, near, node)
    elif near and len(near) == len(typed):
        meant = min(near, key=_Branch.distance)
    else:
        yield _wrong("value" if typed else "type", node, union)
        return
    if isinstance(meant, _Branch):
        for inner in meant.errors:
            yield from _told(inner, root)
    else:
        yield from meant


def _branches(error: "ValidationError") -> list[_Branch]:
    """The branches of a failed union, without those that nobody should write."""
    union = cast("Schema", error.schema)
    found = [_Branch(resolve(child), []) for child in union.get("anyOf") or union["oneOf"]]
    for inner in error.context or ():
        found[int(inner.relative_schema_path[0])].errors.append(inner)
    return [branch for branch in found if not mark(branch.schema, "tolerated")]


def _discriminator(alternatives: list[_Branch]) -> str | None:
    """The required key that has one fixed string in each of at least two branches."""
    names = [
        name
        for branch, _ in alternatives
        for name in branch.get("required", ())
        if any(isinstance(value, str) for value in _tag(branch, name))
    ]
    return next((name for name in names if names.count(name) > 1), None)


def _tagged(name: str, near: list[_Branch], node: Node) -> "_Branch | Iterable[Violation]":
    """The branch that a key names, or what is wrong with that key."""
    tagged = [branch for branch in near if _tag(branch.schema, name)]
    asked = {"anyOf": [branch.schema["properties"][name] for branch in tagged]}
    tag = node.get(name)
    if tag is None:
        # A branch that does without the key is meant where all that it requires is there.
        bare = [each for each in near if not _tag(each.schema, name) and not each.lacks()]
        return bare[0] if bare else _missing(node, name, asked)
    if tag.kind in _UNKNOWN:
        return ()
    for branch in tagged:
        if tag.value in _tag(branch.schema, name):
            return branch
    return (_wrong("value", tag, asked),)


def _tag(branch: Schema, name: str) -> tuple[Any, ...]:
    return values_of(resolve(branch.get("properties", {}).get(name, {}))) or ()


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
    label = mark(branch, "label")
    if label is not None:
        return [str(label)]
    values = values_of(branch)
    if values is None and branch.get("type") == "boolean":
        values = (True, False)
    if values is not None:
        return [_json(value) for value in values]
    types = branch.get("type", [])
    return [_phrase(name, branch) for name in ([types] if isinstance(types, str) else types)]


def _phrase(name: str, branch: Schema) -> str:
    match name:
        case "integer" | "number":
            return f"a {'whole ' if name == 'integer' else ''}number{_limits(branch)}"
        case "array":
            size = branch.get("minItems")
            return f"a list of {size}" if size and size == branch.get("maxItems") else "a list"
        case "object":
            return "an object"
        case _:
            return f"a {name}"


def _limits(branch: Schema) -> str:
    """The limits that a writer can meet: the others say what a double can hold."""
    low, above, high = (branch.get(name) for name in ("minimum", "exclusiveMinimum", "maximum"))
    if above is not None:
        return f" above {above}"
    if low is None or low < -_BEYOND:
        return ""
    return f" of at least {low}" if high is None or high >= _BEYOND else f" from {low} to {high}"


def _json(value: object) -> str:
    match value:
        case bool():
            return f"`{str(value).lower()}`"
        case str():
            return f'`"{value}"`'
        case _:
            return f"`{value}`"
