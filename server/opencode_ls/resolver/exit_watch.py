"""Tells when a child process has ended, and leaves it to be reaped; POSIX only."""

import os
import select
import selectors
import sys
import time
from typing import Any

TICK = 0.01
"""Seconds between two looks where the system has no descriptor for a process's end."""


class ExitWatch:
    """Watches one child; `fileno` is a descriptor that becomes readable at its end, or None.

    `lost` says that the system reaped the child itself, as Linux does where SIGCHLD is ignored.
    """

    __slots__ = ("_descriptor", "_happened", "_pid", "_queue", "lost")

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._happened = False
        self._queue: Any = None
        self.lost = False
        self._descriptor = self._open()

    def fileno(self) -> int | None:
        """The descriptor, None where the system has none."""
        return self._descriptor

    @property
    def happened(self) -> bool:
        """Whether the child has ended."""
        self._happened = self._happened or self._look()
        return self._happened

    def wait(self, seconds: float) -> None:
        """Return when the child has ended or the time is over."""
        deadline = time.monotonic() + seconds
        while not self.happened and (left := deadline - time.monotonic()) > 0:
            if self._descriptor is None:
                time.sleep(min(TICK, left))
                continue
            with selectors.DefaultSelector() as selector:
                selector.register(self._descriptor, selectors.EVENT_READ)
                selector.select(left)

    def close(self) -> None:
        """Give the descriptor back."""
        if self._queue is not None:
            self._queue.close()
        elif self._descriptor is not None:
            os.close(self._descriptor)
        self._queue = self._descriptor = None

    def _open(self) -> int | None:
        if sys.platform == "linux":
            try:
                return os.pidfd_open(self._pid)
            except OSError:
                return None
        self._queue = select.kqueue()
        event = select.kevent(
            self._pid,
            filter=select.KQ_FILTER_PROC,
            flags=select.KQ_EV_ADD,
            fflags=select.KQ_NOTE_EXIT,
        )
        try:
            self._queue.control([event], 0)
        except ProcessLookupError:
            self._happened = True
        return int(self._queue.fileno())

    def _look(self) -> bool:
        if sys.platform != "linux":
            return bool(self._queue is not None and self._queue.control(None, 1, 0))
        try:
            return os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        except ChildProcessError:
            self.lost = True
            return True
