"""`opencode-ls server`: joins the language server with the real machine."""

import argparse
import os
from collections.abc import Sequence
from typing import NoReturn

from opencode_ls.analysis.world import World
from opencode_ls.cli.arguments import parser_of
from opencode_ls.host import RealWorld
from opencode_ls.lsp.session import serve_stdio, serve_tcp


def run(argv: Sequence[str]) -> NoReturn:
    """Serve one editor; ends the process with the exit code that LSP asks for."""
    port = _port_of(argv)
    if port is None:
        serve_stdio(_world)
    serve_tcp(_world, port)


def _port_of(argv: Sequence[str]) -> int | None:
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


def _world(trusted: bool, workspace: tuple[str, ...], catalog: str) -> World:  # noqa: FBT001  (the server's own terms)
    cwd = _working_folder(workspace)
    return RealWorld(trusted=trusted, workspace=workspace, cwd=cwd, catalog=catalog)


def _working_folder(workspace: tuple[str, ...]) -> str:
    """Where a text without a file is: the first folder of the workspace, else where we started."""
    try:
        return workspace[0] if workspace else os.getcwd()
    except OSError:
        return os.path.expanduser("~")
