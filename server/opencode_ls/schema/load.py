"""Finds and reads the data files of the project: the schemas and the catalogue."""

import json
from functools import cache
from pathlib import Path
from typing import Any

Schema = dict[str, Any]
"""One JSON Schema object, as `json` reads it."""

_HERE = Path(__file__).resolve()
# The wheel carries the files beside this module; a checkout keeps them in its top-level folder.
_FOLDERS = (_HERE.parent / "data", _HERE.parents[3] / "schema")


@cache
def schema() -> Schema:
    """The schema of opencode.json for opencode 1.18, `schema/opencode.schema.json`."""
    return _read("opencode.schema.json")


@cache
def native() -> Schema:
    """The shape that opencode 2 calls its own, `schema/opencode2.schema.json`."""
    return _read("opencode2.schema.json")


@cache
def schema_of(dialect: str) -> Schema:
    """The schema of a file: "2" for opencode 2, "mixed" for both, anything else for opencode 1.18.

    opencode 2 reads the keys of opencode 1 too; they are in its schema, and not suggested.  In a
    mixed file each opencode's keys have its own schema, and a key of both has that of 1.18.
    """
    if dialect not in {"2", "mixed"}:
        return schema()
    old, new = schema()["properties"], native()["properties"]
    if dialect == "mixed":
        first, properties = schema(), {**new, **old}
    else:
        hidden = {name: {**found, "doNotSuggest": True} for name, found in old.items()}
        first, properties = native(), {**hidden, **new}
    return {**first, "properties": properties, "$defs": {**native()["$defs"], **schema()["$defs"]}}


def definition(reference: str) -> Schema:
    """What a `$ref` of either schema leads to; no name stands for something in both."""
    name = reference.removeprefix("#/$defs/")
    found: Schema | None = schema()["$defs"].get(name)
    return native()["$defs"][name] if found is None else found


def data_text(name: str) -> str:
    """The text of one of the data files."""
    folder = next(folder for folder in _FOLDERS if (folder / name).is_file())
    return (folder / name).read_text(encoding="utf-8")


def _read(name: str) -> Schema:
    found: Schema = json.loads(data_text(name))
    return found
