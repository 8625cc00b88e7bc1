"""`opencode-ls helper`: one bare key out of what a credential helper prints.

What stands on the command line is the user's own, so nothing is asked.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import NamedTuple

from opencode_ls.cli.arguments import Parser, parser_of
from opencode_ls.cli.asking import somebody
from opencode_ls.cli.aws_profile import credential_process, default_profile
from opencode_ls.cli.files import Problem
from opencode_ls.cli.revealing import on_a_screen, reveal
from opencode_ls.cli.sink import show_detail, terminal
from opencode_ls.pattern import pattern
from opencode_ls.resolver.command import KeyCommand
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.formats import AWS, FIRST_LINE, Format, docker, git, pointed
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.run import resolve

FAILED, UNUSABLE = 1, 2
"""The exit codes besides 0: no key, a request that cannot be met."""

TIMEOUT = 60.0
"""Seconds that the program may take."""

_SUFFIX = pattern(r"[A-Za-z0-9._-]+")
_HOST = pattern(r"[^\s/@\\]+")


class Job(NamedTuple):
    """A program to run, and where the key stands in what it prints."""

    argv: tuple[str, ...]
    form: Format


def run(argv: Sequence[str]) -> int:
    """Run the helper, print its key, return the exit code."""
    # Split here: argparse takes out any `--`, also one that belongs to the command.
    at = argv.index("--") if "--" in argv else len(argv)
    parser = _parser()
    given = parser.parse_args(argv[:at])
    try:
        job = _job(given, tuple(argv[at + 1 :]))
    except ValueError as error:
        parser.error(f"{given.form}: {error}")
    if isinstance(job, Problem):
        return _refuse(f"{terminal(job.shown)}: {terminal(job.reason)}")
    if on_a_screen(force=given.force):
        return _refuse("the key would be shown on this terminal: pipe it, or add --force")
    command = KeyCommand(job.argv, timeout=TIMEOUT)
    found = resolve(command, terminal=somebody() is not None, form=job.form)
    return _tell(found)


def _job(given: Namespace, command: tuple[str, ...]) -> Job | Problem:
    """What is asked for; raises ValueError for what no helper could be asked."""
    takes_command = given.form in {"json", "first-line"}
    if takes_command != bool(command):
        raise ValueError("write `--` and then the command" if takes_command else "no `--` here")
    match given.form:
        case "git":
            return Job(("git", "credential", "fill"), _git(given.host, given.username))
        case "docker":
            return Job((f"docker-credential-{_suffix(given.suffix)}", "get"), docker(given.server))
        case "aws":
            return _aws(given.profile)
        case "json":
            return Job(command, pointed(given.pointer))
        case _:
            return Job(command, FIRST_LINE)


def _git(host: str, username: str | None) -> Format:
    if not _HOST.fullmatch(host):
        raise ValueError("HOST is a host alone, such as git.example.com or git.example.com:8443")
    return git(host, username)


def _suffix(suffix: str) -> str:
    if not _SUFFIX.fullmatch(suffix):
        raise ValueError("SUFFIX is what follows docker-credential-, such as pass or osxkeychain")
    return suffix


def _aws(profile: str | None) -> Job | Problem:
    name = default_profile(os.environ) if profile is None else profile
    argv = credential_process(name, os.environ, sys.platform)
    return argv if isinstance(argv, Problem) else Job(argv, AWS)


def _parser() -> Parser:
    parser = parser_of("helper", "Exit code: 0 a key, 1 no key, 2 a request that cannot be met.")
    forms = parser.add_subparsers(dest="form", metavar="FORM", required=True)
    for_git = forms.add_parser("git", help="the password that git has for a host")
    for_git.add_argument("host", metavar="HOST")
    for_git.add_argument("--username", metavar="U", help="where git knows several users")
    for_docker = forms.add_parser("docker", help="the secret of docker-credential-SUFFIX")
    for_docker.add_argument("suffix", metavar="SUFFIX")
    for_docker.add_argument("server", metavar="SERVER")
    for_aws = forms.add_parser("aws", help="the SecretAccessKey of a credential_process")
    for_aws.add_argument("profile", metavar="PROFILE", nargs="?", help="default: as aws does")
    for_json = forms.add_parser("json", help="a text within JSON", usage=_usage("json POINTER"))
    for_json.add_argument("pointer", metavar="POINTER", help="as in RFC 6901: /status/token")
    for_line = forms.add_parser(
        "first-line", help="the first line that is printed", usage=_usage("first-line")
    )
    for each in (for_git, for_docker, for_aws, for_json, for_line):
        each.add_argument("--force", action="store_true", help="even on a terminal")
    return parser


def _usage(form: str) -> str:
    return f"opencode-ls helper {form} [--force] -- ARGV..."


def _tell(found: Key | Failure) -> int:
    if isinstance(found, Key):
        for warning in found.warnings:
            _complain(f"warning: {warning}")
        reveal(found)
        return 0
    _complain(terminal(f"{found.message}. {found.hint}"))
    show_detail(found.detail)
    return FAILED


def _refuse(reason: str) -> int:
    _complain(reason)
    return UNUSABLE


def _complain(line: str) -> None:
    print(f"opencode-ls helper: {line}", file=sys.stderr)
