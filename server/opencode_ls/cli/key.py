"""`opencode-ls key PROVIDER`: runs the provider's command and tells whether a key came out.

With `--try` it also asks the provider whether the key is accepted; with `--expect`, for opencode's
plugin, it runs only what its caller has read as well.
"""

import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from opencode_ls.analysis.build import Settings
from opencode_ls.analysis.key_source import effective_analysis
from opencode_ls.cli.arguments import parser_of
from opencode_ls.cli.asking import way
from opencode_ls.cli.expecting import run_expected
from opencode_ls.cli.files import Problem, file_now, read
from opencode_ls.cli.revealing import on_a_screen, reveal
from opencode_ls.cli.sink import show_detail, terminal
from opencode_ls.command_run import Look, run_command
from opencode_ls.host import RealWorld
from opencode_ls.resolver.key import Key
from opencode_ls.try_key import Trial, try_key

FAILED, UNUSABLE, NOT_ALLOWED = 1, 2, 3
"""The exit codes besides 0: no key, a request that cannot be met, a command that may not run."""


class Options(NamedTuple):
    """What is asked for; `config` is the one file to read instead of those that apply."""

    provider: str
    config: str | None
    reveal: bool
    force: bool
    json: bool
    yes: bool
    tries: bool
    expect: bool


def run(argv: Sequence[str]) -> int:
    """Run the command, print how it went, return the exit code."""
    options = _options(argv)
    if options.reveal and on_a_screen(force=options.force):
        return _refuse("--reveal shows the key on this terminal: pipe it, or add --force")
    world = RealWorld()
    path = _path(options, world)
    if isinstance(path, Problem):
        return _refuse(f"{terminal(path.shown)}: {terminal(path.reason)}")
    # The file that is named stands alone; of those that apply here, the others count too.
    folder = world.cwd if options.config is None else None
    look = partial(file_now, path, world, folder, Settings())
    trial, found = _run(look, options)
    outcome = trial.outcome
    if outcome.kind == "missing-command":
        return _refuse(terminal(outcome.sentence))
    _tell(trial, found, options)
    if outcome.ok:
        return 0
    return NOT_ALLOWED if outcome.kind in {"not-allowed", "changed"} else FAILED


def _options(argv: Sequence[str]) -> Options:
    parser = parser_of(
        "key",
        "Exit code: 0 a key, 1 no key (or not accepted), 2 a request that cannot be met, "
        "3 not allowed.",
    )
    parser.add_argument("provider", metavar="PROVIDER")
    parser.add_argument("--config", metavar="PATH", help="read this file alone, and consent to it")
    parser.add_argument("--reveal", action="store_true", help="print the key itself")
    parser.add_argument("--force", action="store_true", help="with --reveal: even on a terminal")
    further = parser.add_mutually_exclusive_group()
    further.add_argument(
        "--try", dest="tries", action="store_true", help="ask the provider whether it takes the key"
    )
    further.add_argument(
        "--expect", action="store_true", help="run only if stdin has the same entry, as JSON"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--yes", action="store_true", help="consent to the command that is found")
    return Options(**vars(parser.parse_args(argv)))


def _run(look: Look, options: Options) -> tuple[Trial, Key | None]:
    here = way(consented=options.yes or options.config is not None)
    if options.tries:
        return try_key(options.provider, look, here)
    run_it = run_expected if options.expect else run_command
    outcome, found = run_it(options.provider, look, here)
    return Trial(outcome), found


def _path(options: Options, world: RealWorld) -> str | Problem:
    """The file that holds the command: the one that was named, or the highest that has one."""
    if options.config is not None:
        path = os.path.normpath(os.path.join(world.cwd, options.config))
        text = read(path, options.config)
        return text if isinstance(text, Problem) else path
    found = effective_analysis(world, world.cwd, options.provider, Settings())
    if found is not None:
        return found.path
    reason = "no file that applies here has an apiKeyCommand of this provider"
    return Problem(options.provider, f"{reason}; --config PATH names another file")


def _tell(trial: Trial, found: Key | None, options: Options) -> None:
    outcome = trial.outcome
    if options.json:
        result = trial.to_json()
        if found is not None and outcome.ok and options.reveal:
            result["key"] = found.reveal()
        print(json.dumps(result))
    elif found is not None and outcome.ok and options.reveal:
        reveal(found)
    elif outcome.ok:
        print(f"ok: {outcome.message}")
    else:
        print(f"opencode-ls key: {terminal(outcome.sentence)}", file=sys.stderr)
    if not options.json:
        for warning in outcome.warnings:
            print(f"opencode-ls key: warning: {terminal(warning)}", file=sys.stderr)
    show_detail(outcome.detail)


def _refuse(reason: str) -> int:
    print(f"opencode-ls key: {reason}", file=sys.stderr)
    return UNUSABLE
