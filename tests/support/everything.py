"""A configuration with something at every place that the schema knows."""

from typing import Any

from opencode_ls.schema.load import Schema, schema
from opencode_ls.schema.lookup import resolve

DEPTH = 9
"""Levels that are filled; the schema refers to itself nowhere, this is for the day it does."""


def everything(value: str, choice: int) -> Any:  # noqa: ANN401  (a JSON value)
    """A value with `value` in every string, whatever the schema asks there.

    Of each union the branch number `choice` is taken, or the last one; every map has one entry.
    """
    return _filled(schema(), value, choice, DEPTH)


def keyed(value: str) -> dict[str, Any]:
    """An object in which `value` is a key, beside and inside everything that may hold one."""
    filled = everything("a", 0)
    inner = {name: {value: "a"} for name, each in filled.items() if isinstance(each, dict)}
    entries = {name: {"x": {value: "a"}} for name in ("provider", "mcp", "agent", "command")}
    return {value: "a", **inner, **entries}


def _filled(found: Schema, value: str, choice: int, depth: int) -> Any:  # noqa: ANN401
    found = resolve(found)
    inner = found.get("anyOf") or found.get("oneOf")
    if inner:
        return _filled(inner[min(choice, len(inner) - 1)], value, choice, depth)
    if depth == 0:
        return value
    if "properties" in found or "additionalProperties" in found:
        filled = {
            name: _filled(child, value, choice, depth - 1)
            for name, child in found.get("properties", {}).items()
        }
        others = found.get("additionalProperties")
        if isinstance(others, dict):
            filled["x"] = _filled(others, value, choice, depth - 1)
        return filled
    if "items" in found or "prefixItems" in found:
        fixed = [_filled(child, value, choice, depth - 1) for child in found.get("prefixItems", ())]
        return [*fixed, _filled(found.get("items", {}), value, choice, depth - 1)]
    return value
