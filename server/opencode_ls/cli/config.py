"""`opencode-ls config`: the effective configuration, each value with the place where it stands."""

import json
import re
import sys
from collections.abc import Sequence

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.layers import CONTENT, Layer, with_content
from opencode_ls.analysis.verdict import accepted
from opencode_ls.analysis.wording import from_here
from opencode_ls.analysis.world import World
from opencode_ls.cli.arguments import parser_of
from opencode_ls.cli.sink import terminal
from opencode_ls.features.effective_config import Told, effective_config, to_json
from opencode_ls.host import RealWorld

UNUSABLE = 2
"""The exit code where no file applies."""

_NOT_SHOWN = "OPENCODE_PERMISSION"
"""The variable with more configuration, which counts above the files."""


def run(argv: Sequence[str]) -> int:
    """Print every value, return the exit code."""
    parser = parser_of("config", "Exit code: 0 told, 2 no configuration applies here.")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    as_json: bool = parser.parse_args(argv).json
    world = RealWorld()
    found = with_content(world, world.cwd)
    if not found:
        _complain(f"{terminal(world.cwd)}: no configuration of opencode applies here")
        return UNUSABLE
    _warn(world, found)
    told = effective_config(found)
    if as_json:
        print(json.dumps(to_json(told)))
    else:
        for each in told:
            print(_line(each, world))
    return 0


def _line(told: Told, world: World) -> str:
    line, column = told.position("utf-32")
    place = f"{from_here(told.value.layer.path, world.cwd)}:{line + 1}:{column + 1}"
    shown = json.dumps(told.shown, ensure_ascii=False)
    return terminal(f"{place}: {_dotted(told.value.path)} = {shown}")


def _dotted(path: tuple[str | int, ...]) -> str:
    steps = (
        step if isinstance(step, str) and re.fullmatch(r"[\w$-]+", step) else json.dumps(step)
        for step in path
    )
    return ".".join(steps)


def _warn(world: World, found: tuple[Layer, ...]) -> None:
    for layer in found:
        path = "" if layer.path == CONTENT else layer.path
        analysis = analyse(layer.text, path=path, world=world, folder=world.cwd)
        if accepted(analysis) is False:
            shown = terminal(from_here(layer.path, world.cwd))
            _complain(f"{shown}: opencode 1.18 refuses to start with it; see opencode-ls check")
    if world.env(_NOT_SHOWN):
        _complain(f"{_NOT_SHOWN} is set and counts above these files; it is not shown")


def _complain(line: str) -> None:
    print(f"opencode-ls config: {line}", file=sys.stderr)
