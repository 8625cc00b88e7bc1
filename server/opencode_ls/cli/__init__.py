"""The command `opencode-ls`: reads the arguments, runs one subcommand, answers with an exit code.

This is where the real parts are made and joined; each subcommand is a module of its own.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO, cast

from opencode_ls.cli.arguments import Check, Explain, Key, Options, Server, parse

INTERRUPTED = 130
"""What a shell gives a program that Ctrl-C ended."""

BROKEN_PIPE = 141
"""What a shell gives a program whose reader went away."""

UNUSABLE = 2
"""The request could not be carried out as it was made."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `opencode-ls` with these arguments; returns the exit code and never raises."""
    try:
        _make_safe(sys.stdout, sys.stderr)
        options = parse(argv)
        code = options if isinstance(options, int) else _run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_gone()
    except Exception as error:  # noqa: BLE001  (the fence around one request: see STYLE, Errors)
        print(_our_fault(error), file=sys.stderr)
        return UNUSABLE
    return code


def _run(options: Options) -> int:
    # Each subcommand loads what it needs and no more: an editor waits for `server` to start.
    match options:
        case Server():
            from opencode_ls.cli.server import server  # noqa: PLC0415

            return server(options)
        case Check():
            from opencode_ls.cli.check import check  # noqa: PLC0415

            return check(options)
        case Key():
            from opencode_ls.cli.key import key  # noqa: PLC0415

            return key(options)
        case Explain():
            from opencode_ls.cli.explain import explain  # noqa: PLC0415

            return explain(options)


def _make_safe(*streams: TextIO) -> None:
    """Let a stream escape what its encoding lacks, such as a caret line's `…` in ASCII."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _reader_gone() -> int:
    # The interpreter flushes stdout once more at its end; that must not find the pipe again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), cast("TextIO", sys.stdout).fileno())
    return BROKEN_PIPE


def _our_fault(error: Exception) -> str:
    """One line on a mistake of ours; the exception's text may quote a file, so it stays unsaid."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"
    return f"opencode-ls: internal error: {type(error).__name__} at {place}; please report it"
