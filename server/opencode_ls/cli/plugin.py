"""`opencode-ls plugin`: installs the plugin with which opencode 1.18 runs an `apiKeyCommand`."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from opencode_ls.analysis.layers import config_folder, layers
from opencode_ls.analysis.own_plugin import PACKAGE, command_in, place_to_install
from opencode_ls.cli.arguments import Parser, parser_of
from opencode_ls.cli.files import reason
from opencode_ls.cli.plugin_state import PluginState, plugin_state
from opencode_ls.cli.sink import terminal
from opencode_ls.host import RealWorld
from opencode_ls.plugin_install import install, plan

NOT_DONE, UNUSABLE = 1, 2
"""The exit codes besides 0: not installed or not wanted, and what cannot be done."""

VERSION = 1
"""Of the JSON; rises when a field changes its meaning or goes away."""


def run(argv: Sequence[str]) -> int:
    """Install, show or remove the plugin, return the exit code."""
    given = _parser().parse_args(argv)
    world = RealWorld()
    path = place_to_install(world)
    try:
        match given.action:
            case "install":
                return _install(world, consented=given.yes)
            case "remove":
                return _remove(path)
            case _:
                return _status(plugin_state(world, layers(world, world.cwd)), as_json=given.json)
    except OSError as error:
        return _refuse(f"{terminal(path)}: {reason(error)}")


def _parser() -> Parser:
    parser = parser_of(
        "plugin", "Exit code: 0 done or installed, 1 not installed, 2 it cannot be done."
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    installing = actions.add_parser("install", help="write it into your opencode folder")
    installing.add_argument("--yes", action="store_true", help="do not ask")
    status = actions.add_parser("status", help="whether it is there, and can act")
    status.add_argument("--json", action="store_true", help="print it as JSON")
    actions.add_parser("remove", help="delete it")
    return parser


def _install(world: RealWorld, *, consented: bool) -> int:
    planned = plan(world)
    path = planned.path
    if planned.there == "other":
        return _refuse(f"{terminal(path)}: something else is there; move it away first")
    if planned.there == "same":
        print(f"{terminal(path)} is installed already")
        return 0
    if not consented and (code := _ask(path)):
        return code
    install(planned)
    print(_told(path, config_folder(world)))
    return 0


def _ask(path: str) -> int:
    """0 for a clear yes, else the exit code."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return _refuse(f"would write {terminal(path)}; there is nobody to ask: add --yes")
    question = f"Write {terminal(path)}, which opencode runs when it starts? [y]es, [N]o: "
    print(question, file=sys.stderr, end="", flush=True)
    return 0 if sys.stdin.readline().strip().lower() in {"y", "yes"} else NOT_DONE


def _told(path: str, folder: str) -> str:
    package = os.path.join(folder, "node_modules", *PACKAGE.split("/"))
    return f"""\
wrote {terminal(path)}
opencode reads it when it starts next, and then runs apiKeyCommand.
A command of a project, or one whose key a project sends elsewhere, waits until you have answered
"always" to `opencode-ls key PROVIDER` in a terminal.

Before it loads a plugin, opencode fetches its package {PACKAGE} from the npm registry,
once, and waits for that: more than a minute was seen, and without a network it may hang
(opencode issue 44684). It is done when there is {terminal(package)}.
To see what it does: opencode --print-logs
To start without the package, which this plugin does not need: npm_config_offline=true opencode
To start without plugins: opencode --pure
To undo: opencode-ls plugin remove"""


def _remove(path: str) -> int:
    if not os.path.lexists(path):
        print("the plugin is not installed")
        return NOT_DONE
    if command_in(Path(path).read_text(encoding="utf-8", errors="replace")) is None:
        return _refuse(f"{terminal(path)}: it is not the plugin of this program")
    os.unlink(path)
    print(f"removed {terminal(path)}")
    return 0


def _status(state: PluginState, *, as_json: bool) -> int:
    acts = state.path is not None and not state.problem
    if as_json:
        print(json.dumps({"version": VERSION, **state._asdict(), "acts": acts}))
    elif state.path is None:
        print("the plugin is not installed: opencode 1.18 does not run apiKeyCommand without one")
    else:
        print(f"installed: {terminal(state.path)}")
        if state.problem:
            print(terminal(state.problem))
    return 0 if acts else NOT_DONE


def _refuse(complaint: str) -> int:
    print(f"opencode-ls plugin: {complaint}", file=sys.stderr)
    return UNUSABLE
