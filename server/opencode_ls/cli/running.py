"""Runs the commands of a checked file for `check --run`."""

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_source import command_sites
from opencode_ls.cli.asking import way
from opencode_ls.cli.files import file_now
from opencode_ls.command_run import Outcome, run_command


def run_commands(analysis: Analysis, *, consented: bool) -> tuple[Outcome, ...]:
    """Run each command of the file that could run; `consented` is `--yes` for a file named as PATH.

    The file is read again before each run: what changed since it was checked does not run.
    """
    here = way(consented=consented)

    def look() -> Analysis | None:
        return file_now(analysis.path, analysis.world, analysis.folder, analysis.settings)

    return tuple(run_command(site.provider, look, here)[0] for site in command_sites(analysis))
