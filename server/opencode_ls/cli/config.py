"""`opencode-ls config`: the effective configuration, each value with the place where it stands."""

import json
import os
import re
import sys
from collections.abc import Sequence
from typing import Any

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.effective import Value, effective
from opencode_ls.analysis.key_shape import live_key
from opencode_ls.analysis.layers import Layer, layers
from opencode_ls.analysis.verdict import accepted
from opencode_ls.analysis.wording import from_here
from opencode_ls.analysis.world import World
from opencode_ls.cli.arguments import parser_of
from opencode_ls.cli.sink import terminal
from opencode_ls.host import RealWorld
from opencode_ls.resolver.redact import HIDDEN, mask_argv, redact
from opencode_ls.text import LineIndex

VERSION = 1
"""Of the JSON; rises when a field changes its meaning or goes away."""

UNUSABLE = 2
"""The exit code where no file applies."""

_SECRET_NAME = re.compile(
    r"api.?key(?!.?command)|secret|password|token$|authorization$|cookie$|credential|private.?key",
    re.IGNORECASE,
)
"""Of keys whose text is hidden whatever it looks like; opencode's `debug config` hides the same."""

_NOT_SHOWN = ("OPENCODE_CONFIG_CONTENT", "OPENCODE_PERMISSION")
"""Variables with more configuration, which counts above the files."""


def run(argv: Sequence[str]) -> int:
    """Print every value, return the exit code."""
    parser = parser_of("config", "Exit code: 0 told, 2 no configuration applies here.")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    as_json: bool = parser.parse_args(argv).json
    world = RealWorld()
    found = layers(world, world.cwd)
    if not found:
        _complain(f"{terminal(world.cwd)}: no configuration of opencode applies here")
        return UNUSABLE
    _warn(world, found)
    lines = {layer.path: LineIndex(layer.text) for layer in found}
    told = [(value, masked(value), lines[value.layer.path]) for value in effective(found)]
    if as_json:
        print(json.dumps({"version": VERSION, "values": [_to_json(*each) for each in told]}))
    else:
        for value, shown, index in told:
            print(_line(value, shown, index, world))
    return 0


def masked(value: Value) -> Any:  # noqa: ANN401  (a JSON value)
    """What may be shown of a value: no text that is a key by its looks or by its name."""
    return _masked(value.shown, str(value.path[-1]))


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


def _line(value: Value, shown: Any, lines: LineIndex, world: World) -> str:  # noqa: ANN401
    line, column = lines.position(value.span.start, "utf-32")
    place = f"{from_here(value.layer.path, world.cwd)}:{line + 1}:{column + 1}"
    return terminal(f"{place}: {_dotted(value.path)} = {json.dumps(shown, ensure_ascii=False)}")


def _dotted(path: tuple[str | int, ...]) -> str:
    steps = (
        step if isinstance(step, str) and re.fullmatch(r"[\w$-]+", step) else json.dumps(step)
        for step in path
    )
    return ".".join(steps)


def _to_json(value: Value, shown: Any, lines: LineIndex) -> dict[str, Any]:  # noqa: ANN401
    line, character = lines.position(value.span.start, "utf-16")
    return {
        "path": list(value.path),
        "value": shown,
        "masked": shown != value.shown,
        "placeholder": value.tainted,
        "file": value.layer.path,
        "scope": value.layer.scope,
        "line": line,
        "character": character,
    }


def _warn(world: World, found: tuple[Layer, ...]) -> None:
    for layer in found:
        analysis = analyse(layer.text, path=layer.path, world=world, folder=world.cwd)
        if accepted(analysis) is False:
            shown = terminal(from_here(layer.path, world.cwd))
            _complain(f"{shown}: opencode 1.18 refuses to start with it; see opencode-ls check")
    for name in _NOT_SHOWN:
        if os.environ.get(name):
            _complain(f"{name} is set and counts above these files; it is not shown")


def _complain(line: str) -> None:
    print(f"opencode-ls config: {line}", file=sys.stderr)
