"""Lends our terminal to a program that asks its user something, and takes it back; POSIX only."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def foreground(group: int, *, wanted: bool) -> Iterator[None]:
    """While it lasts, the process group may read our terminal, if it is ours to lend.

    A group in the background that reads the terminal is stopped by the system, for good.
    """
    terminal = _terminal() if wanted else None
    if terminal is None:
        yield
        return
    try:
        _give(terminal, group)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGCONT)
        yield
    finally:
        _give(terminal, os.getpgrp())
        os.close(terminal)


def _terminal() -> int | None:
    """Our terminal, None if there is none or if we are in its background."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        ours = os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        ours = False
    if ours:
        return terminal
    os.close(terminal)
    return None


def _give(terminal: int, group: int) -> None:
    # Whoever does this from the background is stopped, unless the signal for it is blocked.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
    try:
        with suppress(OSError):
            os.tcsetpgrp(terminal, group)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
