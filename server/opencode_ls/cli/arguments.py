"""How `opencode-ls` and each of its subcommands read their arguments."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from opencode_ls import VERSION
from opencode_ls.cli.sink import terminal


class Parser(argparse.ArgumentParser):
    """argparse, but an error is one line, safe for a terminal; exits with 0 or 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end with 2."""
        print(f"{self.prog}: {terminal(message)}; see {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def parser_of(command: str, description: str) -> Parser:
    """An empty parser for a subcommand; the description says what it does, and its exit codes."""
    return Parser(prog=f"opencode-ls {command}", description=description, allow_abbrev=False)


def overview(argv: Sequence[str], commands: Mapping[str, str]) -> NoReturn:
    """Answer arguments that name no subcommand: `--help`, `--version`, or a mistake."""
    parser = Parser(
        prog="opencode-ls",
        description="Checks the configuration of opencode and gets keys from apiKeyCommand.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"opencode-ls {VERSION}", help="print the version"
    )
    listed = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, summary in commands.items():
        listed.add_parser(name, help=summary, add_help=False)
    parser.parse_known_args(argv)
    parser.error("the COMMAND comes first")
