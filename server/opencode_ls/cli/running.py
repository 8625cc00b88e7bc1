"""Runs the commands of a checked file for `check --run`."""

import os

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.key_source import command_sites
from opencode_ls.cli.asking import somebody
from opencode_ls.cli.files import Problem, read
from opencode_ls.command_run import Outcome, Way, run_command
from opencode_ls.resolver.store import Store, default_path


def run_commands(analysis: Analysis, *, consented: bool) -> tuple[Outcome, ...]:
    """Run each command of the file that could run; `consented` is `--yes` for a file named as PATH.

    The file is read again before each run: what changed since it was checked does not run.
    """
    way = Way(
        ask=somebody(),
        consented=consented,
        store=Store(default_path(os.environ)),
        terminal=somebody() is not None,
    )
    return tuple(
        run_command(site.provider, lambda: _again(analysis), way)[0]
        for site in command_sites(analysis)
    )


def _again(analysis: Analysis) -> Analysis | None:
    """The same file as it is now."""
    text = read(analysis.path, analysis.path)
    if isinstance(text, Problem):
        return None
    return analyse(
        text.text,
        path=analysis.path,
        world=analysis.world,
        folder=analysis.folder,
        settings=analysis.settings,
    )
