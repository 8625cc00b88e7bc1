"""Tells when processes have ended: each holds a named pipe open for as long as it lives."""

import os
import select
from pathlib import Path

PATIENCE = 60.0
"""Seconds after which a test gives up: far more than the slowest machine needs."""


class Lifeline:
    """A named pipe that a test reads; a shell joins with `exec 3>PIPE`, its children inherit that.

    What is written to it comes out of `line`; `ended` returns when nobody holds it any more.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lifeline"
        os.mkfifo(self.path)
        self._descriptor = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        self._text = b""
        self._poll = select.poll()
        self._poll.register(self._descriptor, select.POLLIN)

    def line(self) -> str:
        """The next line that somebody wrote."""
        while b"\n" not in self._text:
            assert self._more(), "nobody holds the pipe, and the line did not come"
        found, self._text = self._text.split(b"\n", 1)
        return found.decode()

    def ended(self) -> bool:
        """Whether all that held the pipe have ended, waiting for it."""
        # The end shows only where somebody held it: who was killed early may not have come to that.
        os.close(os.open(self.path, os.O_WRONLY | os.O_NONBLOCK))
        while self._more():
            pass
        return True

    def close(self) -> None:
        os.close(self._descriptor)

    def _more(self) -> bool:
        """Wait for something to be written (True) or for the last holder to end (False)."""
        assert self._poll.poll(PATIENCE * 1000), "nothing happened for a long time"
        chunk = os.read(self._descriptor, 4096)
        self._text += chunk
        return bool(chunk)
