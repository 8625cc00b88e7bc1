"""Where an editor is: at the other end of stdin and stdout, or of a connection on this machine."""

import os
import sys
from functools import partial

from opencode_ls.door.wire import Read, Write, take_stdio


def stdio() -> tuple[Read, Write]:
    """The editor that started us."""
    incoming, outgoing = take_stdio()
    return partial(os.read, incoming), partial(os.write, outgoing)


def loopback(port: int) -> tuple[Read, Write]:
    """Whoever connects first to a port of this machine; any user of it can do so.

    The port is told on stderr; 0 is any that is free.
    """
    import socket  # noqa: PLC0415  (5 ms that only a debugger pays)

    with socket.create_server(("127.0.0.1", port)) as listener:
        host, port = listener.getsockname()
        print(f"opencode-ls: listening on {host}:{port}", file=sys.stderr, flush=True)  # noqa: T201  (it is asked for)
        connection, _ = listener.accept()
    return connection.recv, connection.send
