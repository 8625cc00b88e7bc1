"""Shows the editor's user that something goes on, with a way to call it off."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Any
from uuid import uuid4

from lsprotocol import types

from opencode_ls.lsp.protocol import Protocol


class Progress:
    """One piece of work, from any thread; shown once the editor has agreed to show it.

    The token is registered before it is created: pygls does so when the answer has come, and loses
    a cancellation that comes before.
    """

    def __init__(self, protocol: Protocol, title: str, stop: Callable[[], None]) -> None:
        self._protocol = protocol
        self._title = title
        self._stop = stop
        self._token = str(uuid4())
        self._lock = Lock()
        self._state = "new"

    def start(self) -> None:
        """Ask the editor for a place to show it; waits for nothing."""
        cancelled: Future[Any] = Future()
        cancelled.add_done_callback(lambda _: self._stop())
        self._protocol.progress.tokens[self._token] = cancelled
        params = types.WorkDoneProgressCreateParams(self._token)
        created = self._protocol.send_request(types.WINDOW_WORK_DONE_PROGRESS_CREATE, params)
        created.add_done_callback(self._begin)

    def end(self) -> None:
        """It is over, however it went."""
        self._protocol.progress.tokens.pop(self._token, None)
        with self._lock:
            begun, self._state = self._state == "begun", "over"
            if begun:
                self._protocol.progress.end(self._token, types.WorkDoneProgressEnd())

    def _begin(self, created: "Future[Any]") -> None:
        if created.cancelled() or created.exception() is not None:
            return
        with self._lock:
            if self._state == "new":
                self._state = "begun"
                value = types.WorkDoneProgressBegin(self._title, cancellable=True)
                params = types.ProgressParams(self._token, value)
                self._protocol.notify(types.PROGRESS, params)
