"""Turns a tree into plain Python values, as opencode's parser would."""

from collections.abc import Container
from typing import Any

from opencode_ls.jsonc.nodes import Node, Property

LEVELS = 64
"""How many levels deep a value is made by default."""


def to_value(node: Node, *, depth: int = LEVELS, without: Container[Property] = ()) -> Any:  # noqa: ANN401  (a JSON value)
    """The value of a node: dict (the last of equal keys), list or scalar.

    A container more than `depth` levels down is empty.  A missing value or a placeholder is left
    out of its object and is None in an array; so is the key `__proto__`, which sets no property in
    JavaScript, and so are the properties of `without`.
    """
    if node.kind == "object" and depth > 0:
        return {
            found.name: to_value(found.value, depth=depth - 1, without=without)
            for found in node.properties
            if found.value.kind not in {"missing", "placeholder"}
            and found.name != "__proto__"
            and found not in without
        }
    if node.kind == "array" and depth > 0:
        return [to_value(item, depth=depth - 1, without=without) for item in node.items]
    if node.kind in {"object", "array"}:
        return {} if node.kind == "object" else []
    return node.value
