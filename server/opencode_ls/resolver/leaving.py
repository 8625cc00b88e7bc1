"""Ends this process, and not in a moment in which a program runs that nobody would end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NoReturn

_PATIENCE = 1.0
"""Seconds that a start is waited for; it hangs where the program's file system does."""

_starting = Lock()


@contextmanager
def starting() -> Iterator[None]:
    """While a program starts, up to where it would be ended with us."""
    with _starting:
        yield


def leave(code: int) -> NoReturn:
    """End this process at once, whatever its other threads do; nothing is started any more."""
    # It is never released: a thread that would start something now waits for the end.
    _starting.acquire(timeout=_PATIENCE)
    os._exit(code)
