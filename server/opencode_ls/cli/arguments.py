"""The arguments of `opencode-ls`, as argparse reads them and as the subcommands get them."""

import argparse
import sys
from collections.abc import Sequence
from typing import Literal, NamedTuple, NoReturn

from opencode_ls.cli.sink import terminal

Level = Literal["error", "warning"]
Format = Literal["text", "json", "sarif", "github"]

LEVELS = ("off", "hint", "info", "warning", "error")
"""What `--rule CODE=LEVEL` may set, lowest first."""


class Server(NamedTuple):
    """`server`: speaks to one editor, over stdin and stdout or over a loopback port."""

    port: int | None


class Check(NamedTuple):
    """`check`: `paths` as given; none means the files that apply in the current folder."""

    paths: tuple[str, ...]
    run: bool
    yes: bool
    fix: bool
    unsafe_fixes: bool
    levels: tuple[tuple[str, str], ...]
    fail_on: Level
    portable: bool
    format: Format
    opencode: Literal["auto", "1", "2"]


class Key(NamedTuple):
    """`key`: `config` is the one file to read instead of those that apply."""

    provider: str
    config: str | None
    reveal: bool
    force: bool
    json: bool
    yes: bool


class Explain(NamedTuple):
    """`explain`: a rule's code, or none for the list of all."""

    code: str | None


Options = Server | Check | Key | Explain


def parse(argv: Sequence[str] | None) -> Options | int:
    """The options, or the exit code once argparse has said all there is to say."""
    try:
        given = _parser().parse_args(sys.argv[1:] if argv is None else argv)
        return _options(given)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except ValueError as error:
        print(f"opencode-ls: {error}", file=sys.stderr)
        return 2


def _options(given: argparse.Namespace) -> Options:
    match given.command:
        case "server":
            return Server(given.tcp)
        case "check":
            return _check(given)
        case "key":
            return Key(
                given.provider, given.config, given.reveal, given.force, given.json, given.yes
            )
        case _:
            return Explain(given.code)


def _check(given: argparse.Namespace) -> Check:
    if given.run and given.portable:
        raise ValueError(
            "--run asks this machine, --portable leaves out what depends on it: use one of them"
        )
    if given.unsafe_fixes and not given.fix:
        raise ValueError("--unsafe-fixes says which fixes --fix applies: add --fix")
    if given.yes and not given.run:
        raise ValueError("--yes is consent for what --run starts: add --run")
    return Check(
        tuple(given.paths),
        given.run,
        given.yes,
        given.fix,
        given.unsafe_fixes,
        tuple(given.rule),
        given.fail_on,
        given.portable,
        given.format,
        given.opencode,
    )


class _Parser(argparse.ArgumentParser):
    """argparse, but an error is one line, safe for a terminal."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {terminal(message)}; see {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


class _Version(argparse.Action):
    """`--version`; argparse's own wants the text made at every start."""

    def __call__(self, *_: object) -> NoReturn:
        from importlib.metadata import version  # noqa: PLC0415  (15 ms that `server` need not wait)

        print(f"opencode-ls {version('opencode-ls')}")
        raise SystemExit(0)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="opencode-ls",
        description="Checks the configuration of opencode and gets keys from apiKeyCommand.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_server(commands)
    _add_check(commands)
    _add_key(commands)
    _add_explain(commands)
    return parser



def _add_server(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = commands.add_parser("server", help="the language server", allow_abbrev=False)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="speak over stdin and stdout (default)")
    way.add_argument(
        "--tcp",
        metavar="PORT",
        type=_port,
        help="listen on a loopback port, for debugging; runs no commands there",
    )


def _add_check(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = commands.add_parser(
        "check",
        help="every finding that the editor would show",
        description="Exit code: 0 nothing to fail on, 1 found, 2 a request that cannot be met.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files, folders; none: what applies here"
    )
    parser.add_argument("--run", action="store_true", help="also run each apiKeyCommand")
    parser.add_argument(
        "--yes", action="store_true", help="consent to the commands of files named as PATH"
    )
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes")
    parser.add_argument("--unsafe-fixes", action="store_true", help="with --fix: the others too")
    parser.add_argument(
        "--rule",
        metavar="CODE=LEVEL",
        type=_rule,
        action="append",
        default=[],
        help=f"report a rule as {', '.join(LEVELS)}",
    )
    parser.add_argument("--fail-on", choices=("error", "warning"), default="error")
    parser.add_argument(
        "--portable", action="store_true", help="leave out what depends on this machine"
    )
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    parser.add_argument(
        "--opencode", choices=("1", "2"), default="auto", help="the version the files are for"
    )


def _add_key(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = commands.add_parser(
        "key",
        help="run a provider's apiKeyCommand and tell how it went",
        description="Exit code: 0 a key, 1 no key, 2 a request that cannot be met, 3 not allowed.",
        allow_abbrev=False,
    )
    parser.add_argument("provider", metavar="PROVIDER")
    parser.add_argument("--config", metavar="PATH", help="read this file alone, and consent to it")
    parser.add_argument("--reveal", action="store_true", help="print the key itself")
    parser.add_argument("--force", action="store_true", help="with --reveal: even on a terminal")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--yes", action="store_true", help="consent to the command that is found")


def _add_explain(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = commands.add_parser("explain", help="what a rule means", allow_abbrev=False)
    parser.add_argument("code", metavar="CODE", nargs="?", help="none: the list of all rules")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"not a port from 0 to 65535: {text}")
    return int(text)


def _rule(text: str) -> tuple[str, str]:
    code, equals, level = text.partition("=")
    if not equals or level not in LEVELS:
        raise argparse.ArgumentTypeError(
            f"{text}: must be CODE=LEVEL, LEVEL one of {', '.join(LEVELS)}"
        )
    return code, level
