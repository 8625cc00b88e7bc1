"""Writes to stderr what went wrong in us, and never what anybody sent us.

pygls logs whole messages and the texts of exceptions, which quote configuration files.  Here a
record of ours is written as it is; of any other record only its place and the type of the exception
are.  There is a limit: a client that does not read stderr must not make us wait.
"""

import logging
import os
import sys
import threading
from types import TracebackType

LIMIT = 200
"""Lines that one process writes at most; a pipe that nobody reads holds several times as much."""


def take_logging() -> None:
    """Let nothing else than this module write a log or a traceback."""
    logging.raiseExceptions = False
    logging.basicConfig(handlers=[_Quiet()], level=logging.ERROR, force=True)
    threading.excepthook = lambda given: _log_uncaught(given.exc_type, given.exc_traceback)
    sys.excepthook = lambda kind, _error, trace: _log_uncaught(kind, trace)
    sys.unraisablehook = lambda given: _log_uncaught(given.exc_type, given.exc_traceback)


def log_error(doing: str, error: BaseException) -> None:
    """Log a mistake of ours by its type and place."""
    _LOG.error("%s: %s", doing, describe(type(error), error.__traceback__))


def describe(kind: type[BaseException] | None, trace: TracebackType | None) -> str:
    """The type of an exception and where it was raised."""
    name = kind.__name__ if kind else "error"
    import traceback  # noqa: PLC0415  (2 ms that only a mistake of ours pays)

    frames = traceback.extract_tb(trace)
    if not frames:
        return name
    return f"{name} at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}"  # noqa: PTH119  (a name)


_LOG = logging.getLogger(__name__)


def _log_uncaught(kind: type[BaseException] | None, trace: TracebackType | None) -> None:
    _LOG.error("a mistake in opencode-ls: %s", describe(kind, trace))


class _Quiet(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self._left = LIMIT

    def emit(self, record: logging.LogRecord) -> None:
        if self._left > 0:
            self._left -= 1
            print(f"opencode-ls: {_line(record)}", file=sys.stderr, flush=True)  # noqa: T201  (a log)


def _line(record: logging.LogRecord) -> str:
    if record.name.startswith("opencode_ls"):
        return record.getMessage()
    kind, _, trace = record.exc_info or (None, None, None)
    place = f"{record.filename}:{record.lineno}"
    return f"{record.name}: {describe(kind, trace)} (logged at {place})"
