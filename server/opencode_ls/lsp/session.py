"""Serves one editor: one thread reads, the main thread does the work, in the order of arrival.

The thread hands over what one read brought as one list: one by one would cost twice the time of
dispatch.  There is no event loop, and no timer: the main thread waits for input no longer than
until something is due.  While it has nothing else to do, it loads what will be asked for.
"""

import gc
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NoReturn

from opencode_ls.door.greeting import Greeted
from opencode_ls.lsp import areas
from opencode_ls.lsp.handlers import register
from opencode_ls.lsp.log import log_error, take_logging
from opencode_ls.lsp.server import MakeWorld, Server
from opencode_ls.resolver.leaving import leave
from opencode_ls.rules import rules
from opencode_ls.schema.validate import validator

GRACE = 2.0
"""Seconds that the main thread has to finish its work once the input has ended."""

IDLE = 0.1
"""Seconds without a message after which there is time to load something."""

Task = Callable[[], object]
Inbox = SimpleQueue[list[bytes] | Task | None]
"""The bodies that came with one read, something to do, or None at the end of the input."""


def serve(make_world: MakeWorld, editor: Greeted, *, may_run: bool) -> NoReturn:
    """Serve an editor from its first message on that has no answer yet; ends the process."""
    take_logging()
    # What a keystroke leaves are trees of some thousand objects: by default each would be searched
    # for garbage several times over, with all that is loaded: a third of the time went there.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    # It was off while all that was loaded.
    gc.enable()
    inbox: Inbox = SimpleQueue()
    server = Server(make_world, inbox.put, may_run=may_run)
    register(server)
    server.protocol.set_writer(editor.writer)
    if editor.introduction is not None:
        _fenced(partial(server.protocol.introduce, editor.introduction))
    reader = Thread(target=_read, args=(editor.incoming, inbox, server), daemon=True)
    reader.start()
    try:
        code = _work(inbox, server)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        code = 1
    # A worker may wait for its command: whoever watches that command ends it when we are gone.
    leave(code)


def _read(incoming: Iterator[list[bytes]], inbox: Inbox, server: Server) -> None:
    for bodies in incoming:
        for body in bodies:
            server.protocol.hurry(body)
        inbox.put(bodies)
    inbox.put(None)
    time.sleep(GRACE)
    leave(server.protocol.exit_code)


def _work(inbox: Inbox, server: Server) -> int:
    later: deque[Task] = deque((rules, partial(validator, "1"), *areas.loading()))
    while True:
        try:
            work = inbox.get(timeout=_patience(server, IDLE if later else None))
        except Empty:
            work = [] if server.diagnostics.due is not None else later.popleft()
        if work is None:
            return server.protocol.exit_code
        for task in work if isinstance(work, list) else [work]:
            _fenced(task if callable(task) else partial(server.protocol.receive, task))
        _fenced(lambda: server.diagnostics.tell(time.monotonic()))


def _patience(server: Server, otherwise: float | None) -> float | None:
    due = server.diagnostics.due
    return otherwise if due is None else max(due - time.monotonic(), 0.0)


def _fenced(task: Task) -> None:
    try:
        task()
    except Exception as error:  # noqa: BLE001  (the fence around each message: see STYLE, Errors)
        log_error("a message failed", error)
