"""`opencode-ls check`: every finding that the editor would show, and on request fixes and runs."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Analysis, Run, Settings, analyse
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.verdict import accepted
from opencode_ls.analysis.world import World
from opencode_ls.cli.arguments import Parser, parser_of
from opencode_ls.cli.explain import unknown_rule
from opencode_ls.cli.files import Problem, Target, Text, read, targets, write
from opencode_ls.cli.portable import portable_findings
from opencode_ls.cli.report import RANK, Checked, worst
from opencode_ls.cli.report_github import github_report
from opencode_ls.cli.report_json import json_report
from opencode_ls.cli.report_text import COLOURS, PLAIN, text_report
from opencode_ls.cli.running import run_commands
from opencode_ls.cli.sink import terminal
from opencode_ls.features.fixing import any_fix, fixed, safe_fix
from opencode_ls.host import RealWorld
from opencode_ls.rules import LEVELS, findings, rules

NOTHING, FOUND, UNUSABLE = 0, 1, 2
"""The exit codes: nothing to fail on, something, and a request that cannot be met."""


class Options(NamedTuple):
    """What is asked for; no `paths` means the files that apply in the current folder."""

    paths: tuple[str, ...]
    run: bool
    yes: bool
    fix: bool
    unsafe_fixes: bool
    levels: tuple[tuple[str, str], ...]
    fail_on: Literal["error", "warning"]
    portable: bool
    format: Literal["text", "json", "sarif", "github"]
    opencode: Literal["auto", "1", "2"]


def run(argv: Sequence[str]) -> int:
    """Check what is asked for, print the report, return the exit code."""
    options = _options(argv)
    unknown = [code for code, _ in options.levels if code not in rules()]
    if unknown:
        _complain(f"--rule: {unknown_rule(unknown[0])}")
        return UNUSABLE
    world = RealWorld()
    found, problems = targets(options.paths, world)
    answers = [_Job(options, world, target).check() for target in found]
    checked = tuple(answer for answer in answers if isinstance(answer, Checked))
    _print_report(checked, options)
    problems += tuple(answer for answer in answers if isinstance(answer, Problem))
    for problem in problems:
        _complain(f"{terminal(problem.shown)}: {terminal(problem.reason)}")
    if problems:
        return UNUSABLE
    return FOUND if worst(checked) >= RANK[options.fail_on] else NOTHING


class _Job(NamedTuple):
    """One file to check, and how."""

    options: Options
    world: World
    target: Target

    def check(self) -> Checked | Problem:
        """Read it, fix it and run its commands where that is asked for, and tell what is left."""
        text = read(self.target.path, self.target.shown)
        if isinstance(text, Problem):
            return text
        mended = self.mend(text) if self.options.fix else (text.text, 0)
        if isinstance(mended, Problem):
            return mended
        return self.report(*mended)

    def report(self, text: str, fixes: int) -> Checked:
        """What is to be said of the text."""
        analysis = self.analyse(text)
        named = self.target.named and self.options.yes
        outcomes = run_commands(analysis, consented=named) if self.options.run else ()
        if outcomes:
            analysis = self.analyse(text, tuple(each.run for each in outcomes if each.tried))
        return Checked(
            self.target.shown,
            analysis,
            self.findings(analysis),
            None if self.options.opencode == "2" else accepted(analysis),
            outcomes,
            fixes,
        )

    def mend(self, text: Text) -> tuple[str, int] | Problem:
        """The text after its fixes, which are in the file by then, and their number."""
        if not text.exact:
            return Problem(self.target.shown, "not fixed: it is not UTF-8")
        choose = any_fix if self.options.unsafe_fixes else safe_fix
        result = fixed(text.text, lambda each: self.findings(self.analyse(each)), choose)
        if result.applied:
            new = text._replace(text=result.text)
            problem = write(self.target.path, self.target.shown, new)
            if problem is not None:
                return problem
        return result

    def analyse(self, text: str, runs: tuple[Run, ...] = ()) -> Analysis:
        """The analysis of a text of this file."""
        return analyse(
            text,
            path=self.target.path,
            world=self.world,
            # Without a PATH, the question is what applies in the current folder.
            folder=None if self.options.paths else self.world.cwd,
            settings=Settings(self.options.opencode),
            runs=runs,
        )

    def findings(self, analysis: Analysis) -> tuple[Finding, ...]:
        """The findings to report."""
        levels = dict(self.options.levels)
        if self.options.portable:
            return portable_findings(analysis, levels)
        return findings(analysis, levels)


def _options(argv: Sequence[str]) -> Options:
    parser = _parser()
    given = parser.parse_args(argv)
    if given.run and given.portable:
        parser.error(
            "--run asks this machine, --portable leaves out what depends on it: use one of them"
        )
    if given.unsafe_fixes and not given.fix:
        parser.error("--unsafe-fixes says which fixes --fix applies: add --fix")
    if given.yes and not given.run:
        parser.error("--yes is consent for what --run starts: add --run")
    lists = {"paths": tuple(given.paths), "levels": tuple(given.levels)}
    return Options(**{**vars(given), **lists})


def _parser() -> Parser:
    parser = parser_of(
        "check", "Exit code: 0 nothing to fail on, 1 found, 2 a request that cannot be met."
    )
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="*", help="files, folders; none: what applies here")
    add("--run", action="store_true", help="also run each apiKeyCommand")
    add("--yes", action="store_true", help="consent to the commands of files named as PATH")
    add("--fix", action="store_true", help="apply the safe fixes")
    add("--unsafe-fixes", action="store_true", help="with --fix: the others too")
    add(
        "--rule",
        metavar="CODE=LEVEL",
        dest="levels",
        type=_rule,
        action="append",
        default=[],
        help=f"report a rule as {', '.join(LEVELS)}",
    )
    add("--fail-on", choices=("error", "warning"), default="error")
    add("--portable", action="store_true", help="leave out what depends on this machine")
    add("--format", choices=("text", "json", "sarif", "github"), default="text")
    add("--opencode", choices=("1", "2"), default="auto", help="the version the files are for")
    return parser


def _rule(text: str) -> tuple[str, str]:
    code, equals, level = text.partition("=")
    if not equals or level not in LEVELS:
        raise argparse.ArgumentTypeError(
            f"{text}: must be CODE=LEVEL, LEVEL one of {', '.join(LEVELS)}"
        )
    return code, level


def _print_report(checked: tuple[Checked, ...], options: Options) -> None:
    match options.format:
        case "json":
            print(json_report(checked))
        case "sarif":
            # SARIF alone needs the rules' texts and the package's version.
            from opencode_ls.cli.report_sarif import sarif_report  # noqa: PLC0415

            print(sarif_report(checked))
        case "github":
            print(github_report(checked))
        case "text" if checked:
            print(text_report(checked, COLOURS if _colours() else PLAIN), end="")


def _colours() -> bool:
    """Whether to paint: only a terminal, and not against NO_COLOR or a terminal that cannot."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def _complain(line: str) -> None:
    print(f"opencode-ls check: {line}", file=sys.stderr)
