"""Starts a program in a process group that does not outlive us, and ends the group; POSIX only.

A small shell, the watcher, holds a pipe from us and kills the group when the pipe ends, which it
does whatever way we die.  No code of ours runs between fork and exec, and nothing depends on which
of our threads lives on.  The program stays a zombie until its group has been signalled: so its
number cannot have gone to somebody else's group.
"""

import os
import signal
import subprocess
from contextlib import suppress
from threading import Thread
from typing import Any

from opencode_ls.resolver.exit_watch import ExitWatch
from opencode_ls.resolver.start import Start

_WATCH = (
    'trap "" HUP INT TERM; read -r group && { read -r word; [ "$word" ] || kill -9 "-$group"; }'
)
"""Reads the number of the group, then waits: for a word that all is well, or for our end."""

_LAST = 2.0
"""Seconds that a killed program is waited for before a thread goes on waiting for it."""


class Group:
    """A running program, all that it starts in its group, and the watcher over them."""

    def __init__(self, start: Start) -> None:
        """Raises OSError or ValueError, as `subprocess` does, where the program does not start."""
        self._watcher = subprocess.Popen(  # noqa: S603  (a constant text)
            ("/bin/sh", "-c", _WATCH),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env={},
            start_new_session=True,
        )
        try:
            self._leader = _start(start)
        except BaseException:
            self._dismiss(b"")
            raise
        try:
            self._tell(b"%d\n" % self._leader.pid)
            for pipe in self.pipes:
                os.set_blocking(pipe, False)
            self.exit = ExitWatch(self._leader.pid)
        except BaseException:
            self._abandon()
            raise

    @property
    def id(self) -> int:
        """The number of the group, which is that of its first process."""
        return self._leader.pid

    @property
    def pipes(self) -> tuple[int, int]:
        """The descriptors of stdout and stderr, to be read without blocking."""
        assert self._leader.stdout is not None  # noqa: S101  (for the type: both are pipes)
        assert self._leader.stderr is not None  # noqa: S101
        return self._leader.stdout.fileno(), self._leader.stderr.fileno()

    def end(self, patience: float) -> None:
        """Have all its processes end: ask, wait for the first at most `patience` seconds, kill."""
        self._signal(signal.SIGTERM)
        self._signal(signal.SIGCONT)
        self.exit.wait(patience)
        self._signal(signal.SIGKILL)

    def release(self) -> int | None:
        """Reap the program, which has ended or been killed, and let the rest of the group live on.

        The exit status, negative for a signal; None if the system did not keep it.
        """
        self._dismiss(b".\n")
        self._close()
        self.exit.wait(_LAST)
        ended, lost = self.exit.happened, self.exit.lost
        self.exit.close()
        if not ended:
            # It hangs in the kernel, where the signal will reach it some day.
            Thread(target=self._leader.wait, daemon=True).start()
            return None
        status = self._leader.wait()
        return None if lost else status

    def _abandon(self) -> None:
        """End what has just been started, when there is nothing yet that could watch it."""
        self._signal(signal.SIGKILL)
        self._dismiss(b".\n")
        self._close()
        self._leader.wait()

    def _close(self) -> None:
        for stream in (self._leader.stdout, self._leader.stderr):
            if stream is not None:
                stream.close()

    def _signal(self, number: int) -> None:
        # On macOS a group whose only process is a zombie may not be signalled.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.id, number)

    def _dismiss(self, word: bytes) -> None:
        self._tell(word)
        if self._watcher.stdin is not None:
            self._watcher.stdin.close()
        self._watcher.wait()

    def _tell(self, word: bytes) -> None:
        if self._watcher.stdin is not None:
            with suppress(BrokenPipeError):
                self._watcher.stdin.write(word)


def _start(start: Start) -> "subprocess.Popen[bytes]":
    # On our terminal it keeps our session, and is yet a group of its own.
    apart: dict[str, Any] = {"process_group": 0} if start.terminal else {"start_new_session": True}
    with start.stdin() as stdin:
        return subprocess.Popen(  # noqa: S603  (no shell reads it, and consent was asked before)
            start.argv,
            executable=start.path,
            cwd=start.folder,
            env=start.env,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            **apart,
        )
