"""Finds and reads the data files of the project: the schema and the provider catalogue."""

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
    """The schema of opencode.json, `schema/opencode.schema.json`."""
    return _read("opencode.schema.json")


@cache
def catalog() -> Schema:
    """The providers that opencode knows by itself: id to name, env names, npm package, models."""
    providers: Schema = _read("catalog.json")["providers"]
    return providers


def _read(name: str) -> Schema:
    folder = next(folder for folder in _FOLDERS if (folder / name).is_file())
    data: Schema = json.loads((folder / name).read_text(encoding="utf-8"))
    return data
