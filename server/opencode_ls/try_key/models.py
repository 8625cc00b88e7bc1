"""Reads a provider's list of models, a stranger's text: only ids that can stand in a file."""

import json
from collections.abc import Iterator
from typing import Any

from opencode_ls.resolver.key import Key
from opencode_ls.resolver.redact import redact

LONGEST = 200
"""Characters of an id at most."""

_PLACEHOLDERS = ("{env:", "{file:")
_RESERVED = frozenset({"__proto__"})
"""Ids that opencode drops, since JavaScript takes them for something else."""


def model_ids(body: bytes, key: Key) -> tuple[str, ...] | None:
    """The ids in the order of the answer, each once; None if it is no list of models.

    Left out is what cannot be seen, what opencode would substitute, and what has the key in it or
    looks like one.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    models = found.get("data") if isinstance(found, dict) else found
    if not isinstance(models, list):
        return None
    return tuple(dict.fromkeys(name for name in _names(models) if _fits(name, key)))


def _names(models: list[Any]) -> Iterator[str]:
    for model in models:
        name = model.get("id") if isinstance(model, dict) else None
        if isinstance(name, str):
            yield name


def _fits(name: str, key: Key) -> bool:
    return (
        0 < len(name) <= LONGEST
        and name.isprintable()
        and bool(name.strip())
        and name not in _RESERVED
        and not any(each in name for each in _PLACEHOLDERS)
        and redact(name, (key.reveal(),)) == name
    )
