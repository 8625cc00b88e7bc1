"""The command `opencode-ls`: runs one subcommand, answers with an exit code.

Each subcommand is a module of its own, in which the real parts are made and joined.
To add one, write `cli/NAME.py` with `run(argv)`, which takes the arguments after the name and
returns the exit code, and give it a line in `COMMANDS`.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TextIO, cast

COMMANDS = MappingProxyType(
    {
        "server": "the language server",
        "check": "every finding that the editor would show",
        "key": "run a provider's apiKeyCommand and tell how it went",
        "config": "the effective configuration, and where each value stands",
        "doctor": "what applies here, where keys come from, what will not work",
        "explain": "what a rule means",
        "helper": "what a credential helper prints, as one bare key",
        "trust": "the commands that you allowed for good",
        "plugin": "the plugin with which opencode runs apiKeyCommand",
    }
)
"""The subcommands in the order of `--help`, each with what it does."""

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
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except SystemExit as end:
        # argparse has said all there is to say.
        return end.code if isinstance(end.code, int) else UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_gone()
    except Exception as error:  # noqa: BLE001  (the fence around one request: see STYLE, Errors)
        print(_our_fault(error), file=sys.stderr)
        return UNUSABLE
    return code


def _run(argv: Sequence[str]) -> int:
    name = argv[0] if argv else ""
    if name not in COMMANDS:
        import_module(f"{__name__}.arguments").overview(argv, COMMANDS)
    # Each subcommand loads what it needs and no more: an editor waits for `server` to start.
    code: int = import_module(f"{__name__}.{name}").run(argv[1:])
    return code


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
    import traceback  # noqa: PLC0415  (10 ms that no editor shall wait for)

    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"
    return f"opencode-ls: internal error: {type(error).__name__} at {place}; please report it"
