"""The effective configuration as it may be shown: each value with the place where it stands.

A value in which a placeholder takes part is as it is written; a key is hidden, by its looks or by
its name.
"""

import re
from typing import Any, NamedTuple

from opencode_ls.analysis.effective import Value, effective
from opencode_ls.analysis.key_shape import live_key
from opencode_ls.analysis.layers import Layer
from opencode_ls.pattern import pattern
from opencode_ls.resolver.redact import HIDDEN, mask_argv, redact
from opencode_ls.text import Encoding, LineIndex

VERSION = 1
"""Of the JSON; rises when a field changes its meaning or goes away."""

_SECRET_NAME = pattern(
    r"api.?key(?!.?command)|secret|password|token$|authorization$|cookie$|credential|private.?key",
    re.IGNORECASE,
)
"""Of keys whose text is hidden whatever it looks like; opencode's `debug config` hides the same."""


class Told(NamedTuple):
    """A value, what may be shown of it as JSON, and the lines of its file."""

    value: Value
    shown: Any
    lines: LineIndex

    def position(self, encoding: Encoding) -> tuple[int, int]:
        """The line and the column where it begins, from 0."""
        return self.lines.position(self.value.span.start, encoding)


def effective_config(found: tuple[Layer, ...]) -> tuple[Told, ...]:
    """Every value that counts over these files, lowest first, in the order of the merged object."""
    lines = {layer.path: LineIndex(layer.text) for layer in found}
    return tuple(
        Told(value, _masked(value.shown, str(value.path[-1])), lines[value.layer.path])
        for value in effective(found)
    )


def to_json(told: tuple[Told, ...]) -> dict[str, Any]:
    """The values for other programs; characters count UTF-16 units."""
    return {"version": VERSION, "values": [_to_json(each) for each in told]}


def _to_json(told: Told) -> dict[str, Any]:
    line, character = told.position("utf-16")
    value = told.value
    return {
        "path": list(value.path),
        "value": told.shown,
        "masked": told.shown != value.shown,
        "placeholder": value.tainted,
        "file": value.layer.path,
        "scope": value.layer.scope,
        "line": line,
        "character": character,
    }


def _masked(shown: Any, name: str) -> Any:  # noqa: ANN401  (a JSON value)
    match shown:
        case str():
            return _masked_text(shown, name)
        case [*items] if all(isinstance(item, str) for item in items):
            return [_masked_text(item, "") for item in mask_argv(tuple(items))]
        case [*items]:
            return [_masked(item, "") for item in items]
        case dict():
            return {inner: _masked(item, inner) for inner, item in shown.items()}
        case _:
            return shown


def _masked_text(text: str, name: str) -> str:
    if "{env:" in text or "{file:" in text:
        return redact(text)
    hidden = live_key(text) is not None or (text and _SECRET_NAME.search(name))
    return HIDDEN if hidden else redact(text)
