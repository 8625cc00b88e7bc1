"""Sees to it that every request is answered exactly once: by its handler or by its cancellation.

The thread that reads answers a cancelled request at once, while the main thread or a worker may be
about to answer it too.  Whoever takes the id out of `_open` answers; taking is atomic.
"""

import json
from collections.abc import Callable
from typing import Any

from opencode_ls.door.message import REQUEST_CANCELLED, Id

Send = Callable[[bytes], None]


class Answers:
    """The requests of the client that wait for their answer."""

    __slots__ = ("_open", "_send", "_stops", "_unwanted")

    def __init__(self, send: Send) -> None:
        self._send = send
        self._open: dict[Id, None] = {}
        self._stops: dict[Id, Callable[[], None]] = {}
        self._unwanted: set[Id] = set()

    def expect(self, name: Id) -> bool:
        """A request has arrived; False if it was cancelled before, and by now is answered."""
        self._open[name] = None
        if name in self._unwanted:
            self.refuse(name, REQUEST_CANCELLED, "the request was cancelled")
        return name in self._open

    def waits(self, name: Id | None) -> bool:
        """Whether this request still waits for its answer."""
        return name in self._open

    def give(self, name: Id, body: bytes) -> None:
        """Answer a request, unless that has been done."""
        if self._take(name):
            self._stops.pop(name, None)
            self._send(body)

    def refuse(self, name: Id, code: int, message: str) -> None:
        """Answer a request with an error, unless it has been answered."""
        self.give(name, error_body(name, code, message))

    def cancel(self, name: Id) -> None:
        """Answer a request that its sender no longer wants, from the thread that reads."""
        self._unwanted.add(name)
        if self._take(name):
            stop = self._stops.pop(name, None)
            self._send(error_body(name, REQUEST_CANCELLED, "the request was cancelled"))
            if stop is not None:
                stop()

    def forget_cancel(self, name: Id) -> None:
        """The cancellation's turn has come in the queue: whatever it was for is answered."""
        self._unwanted.discard(name)

    def when_cancelled(self, name: Id | None, stop: Callable[[], None]) -> None:
        """Call `stop` once the request is cancelled, at once if it no longer waits."""
        if name is None:
            return
        self._stops[name] = stop
        if not self.waits(name) and self._stops.pop(name, None) is not None:
            stop()

    def _take(self, name: Id) -> bool:
        return self._open.pop(name, False) is None


def error_body(name: Id | None, code: int, message: str) -> bytes:
    """The answer to a request that failed; `name` is None where no id could be read."""
    error: dict[str, Any] = {"code": code, "message": message}
    return json.dumps({"jsonrpc": "2.0", "id": name, "error": error}).encode()
