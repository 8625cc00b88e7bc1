"""Serves one editor: one thread reads, the main thread does the work, in the order of arrival.

The thread hands over what one read brought as one list: one by one would cost twice the time of
dispatch.  There is no event loop, and no timer: the main thread waits for input no longer than
until something is due.
"""

import gc
import os
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NoReturn

from opencode_ls.lsp.handlers import register
from opencode_ls.lsp.log import log_error, take_logging
from opencode_ls.lsp.server import MakeWorld, Server
from opencode_ls.lsp.wire import Read, Write, Writer, frames, take_stdio

GRACE = 2.0
"""Seconds that the main thread has to finish its work once the input has ended."""

Task = Callable[[], None]
Inbox = SimpleQueue[list[bytes] | Task | None]
"""The bodies that came with one read, something to do, or None at the end of the input."""


def serve_stdio(make_world: MakeWorld) -> NoReturn:
    """Serve the editor that started us, over stdin and stdout; ends the process."""
    incoming, outgoing = take_stdio()
    take_logging()
    _serve(make_world, partial(os.read, incoming), partial(os.write, outgoing), may_run=True)


def serve_tcp(make_world: MakeWorld, port: int) -> NoReturn:
    """Serve whoever connects first to a port of this machine; ends the process.

    Any user of the machine can do so: nothing runs here.
    """
    take_logging()
    with socket.create_server(("127.0.0.1", port)) as listener:
        host, port = listener.getsockname()
        print(f"opencode-ls: listening on {host}:{port}", file=sys.stderr, flush=True)  # noqa: T201  (it is asked for)
        connection, _ = listener.accept()
    _serve(make_world, connection.recv, connection.send, may_run=False)


def _serve(make_world: MakeWorld, read: Read, write: Write, *, may_run: bool) -> NoReturn:
    # What a keystroke leaves are trees of some thousand objects: by default each would be searched
    # for garbage several times over, with all that is loaded: a third of the time went there.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    inbox: Inbox = SimpleQueue()
    server = Server(make_world, inbox.put, may_run=may_run)
    register(server)
    server.protocol.set_writer(Writer(write))
    reader = Thread(target=_read, args=(read, inbox, server), name="reader", daemon=True)
    reader.start()
    try:
        code = _work(inbox, server)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        code = 1
    # A worker may wait for its command: whoever watches that command ends it when we are gone.
    os._exit(code)


def _read(read: Read, inbox: Inbox, server: Server) -> None:
    for bodies in frames(read):
        for body in bodies:
            server.protocol.hurry(body)
        inbox.put(bodies)
    inbox.put(None)
    time.sleep(GRACE)
    os._exit(server.protocol.exit_code)


def _work(inbox: Inbox, server: Server) -> int:
    while True:
        try:
            work = inbox.get(timeout=_patience(server))
        except Empty:
            work = []
        if work is None:
            return server.protocol.exit_code
        for task in work if isinstance(work, list) else [work]:
            _fenced(task if callable(task) else partial(server.protocol.receive, task))
        _fenced(lambda: server.diagnostics.tell(time.monotonic()))


def _patience(server: Server) -> float | None:
    due = server.diagnostics.due
    return None if due is None else max(due - time.monotonic(), 0.0)


def _fenced(task: Task) -> None:
    try:
        task()
    except Exception as error:  # noqa: BLE001  (the fence around each message: see STYLE, Errors)
        log_error("a message failed", error)
