"""Asks of one value whether it would fit a place: what a fix must know before it is offered."""

from typing import Any

from opencode_ls.jsonc import Node
from opencode_ls.schema.load import Schema, schema
from opencode_ls.schema.lookup import properties_of, resolve, schemas_of
from opencode_ls.schema.validate import validator


def asked_of(node: Node, top: Schema | None = None) -> tuple[Schema, ...]:
    """The schemas of the place that a node stands at, their unions not narrowed.

    `top` is the schema of the whole file, that of opencode 1.18 where it is None.
    """
    if node.parent is None:
        return (resolve(top or schema()),)
    outer = schemas_of(node.parent, top)
    if node.key is not None:
        return asked_of_key(outer, node.key.name)
    return tuple(found for parent in outer if (found := _item(parent, node.index or 0)))


def asked_of_key(schemas: tuple[Schema, ...], name: str) -> tuple[Schema, ...]:
    """The schemas of a key's value in an object of these schemas; () where nothing is asked."""
    listed = tuple(
        properties[name] for found in schemas if name in (properties := properties_of((found,)))
    )
    others = (found.get("additionalProperties") for found in schemas)
    return listed or tuple(resolve(found) for found in others if isinstance(found, dict))


def fits(value: Any, schemas: tuple[Schema, ...]) -> bool:  # noqa: ANN401  (a JSON value)
    """Whether a value is valid for one of the schemas, or nothing is asked."""
    return not schemas or any(
        # The schema of both holds the definitions that either refers to.
        validator("mixed").evolve(schema=found).is_valid(value)
        for found in schemas
    )


def _item(found: Schema, index: int) -> Schema | None:
    fixed = found.get("prefixItems", ())
    inner = fixed[index] if index < len(fixed) else found.get("items")
    return resolve(inner) if isinstance(inner, dict) else None
