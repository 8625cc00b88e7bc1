"""How `opencode-ls` and each of its subcommands read their arguments."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from opencode_ls import VERSION
from opencode_ls.cli.sink import terminal

EXAMPLES = """examples:
  opencode-ls check                       what is wrong in the files that apply
  opencode-ls check --fix opencode.json   repair what has one safe repair
  opencode-ls key my-llm-proxy            run its command, if you allow it
  opencode-ls key my-llm-proxy --try      ask the provider about the key, too

opencode-ls COMMAND --help tells more."""
"""What stands below the list of subcommands: with it, the whole fits a screen of 24 lines."""


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
    listed = (f"    {name:<9} {summary}" for name, summary in commands.items())
    parser = Parser(
        prog="opencode-ls",
        usage="opencode-ls [--help] [--version] COMMAND ...",
        description="Checks the configuration of opencode and gets keys from apiKeyCommand.",
        epilog="\n".join(("commands:", *listed, "", EXAMPLES)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    hidden = argparse.SUPPRESS
    parser.add_argument("-h", "--help", action="help", help=hidden)
    parser.add_argument(
        "--version", action="version", version=f"opencode-ls {VERSION}", help=hidden
    )
    names = parser.add_subparsers(metavar="COMMAND", required=True, help=hidden)
    for name in commands:
        names.add_parser(name, add_help=False)
    parser.parse_known_args(argv)
    parser.error("the COMMAND comes first")
