"""`opencode-ls server`: answers an editor, then loads the language server and lets it go on."""

import gc
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from opencode_ls.door.connection import loopback, stdio
from opencode_ls.door.greeting import greet


def run(argv: Sequence[str]) -> NoReturn:
    """Serve one editor; ends the process with the exit code that LSP asks for."""
    # Nothing of what is loaded is garbage, and it was searched fifty times over: 15 ms.
    gc.disable()
    port = _port_of(argv)
    editor = greet(*(stdio() if port is None else loopback(port)))
    # An editor waits for what `greet` answers, and that needs nothing of this.
    import_module("opencode_ls.cli.serving").run(editor, may_run=port is None)
    raise AssertionError("it ends the process")


def _port_of(argv: Sequence[str]) -> int | None:
    """The loopback port to listen on, None for stdin and stdout."""
    if set(argv) <= {"--stdio"}:
        return None
    # argparse takes as long to load as the answer to the editor.
    port: int | None = import_module("opencode_ls.cli.server_arguments").port_of(argv)
    return port
