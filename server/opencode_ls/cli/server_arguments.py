"""The arguments of `opencode-ls server`, where there are any but `--stdio`."""

import argparse
from collections.abc import Sequence

from opencode_ls.cli.arguments import parser_of


def port_of(argv: Sequence[str]) -> int | None:
    """The loopback port to listen on, None for stdin and stdout."""
    parser = parser_of("server", "Speaks the Language Server Protocol to one editor.")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="speak over stdin and stdout (default)")
    way.add_argument(
        "--tcp",
        metavar="PORT",
        type=_port,
        help="listen on a loopback port, for debugging; runs no commands there",
    )
    port: int | None = parser.parse_args(argv).tcp
    return port


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:  # noqa: PLR2004  (the highest port)
        raise argparse.ArgumentTypeError(f"not a port from 0 to 65535: {text}")
    return int(text)
