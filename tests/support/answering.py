"""A server on loopback that gives everyone the same answer, byte for byte."""

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Self

LINE = b"HTTP/1.1 %d Whatever\r\n"

Asked = Callable[[], object]


def answer(status: int, body: bytes = b"", *headers: bytes) -> bytes:
    """A whole answer."""
    lines = b"".join(header + b"\r\n" for header in headers)
    return LINE % status + lines + b"Content-Length: %d\r\n\r\n" % len(body) + body


class Answering:
    """While it is entered; `seen` has the head of each request.

    `content` is sent once, then `forever` again and again until the other side hangs up; if both
    are empty it never answers.  `asked` is called with each request before it is answered.
    """

    def __init__(self, content: bytes = b"", *, forever: bytes = b"") -> None:
        self.content = content
        self.forever = forever
        self.asked: Asked = lambda: None
        self.seen: list[str] = []
        self.sent = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.site = f"http://127.0.0.1:{self.port}"
        self.url = f"{self.site}/v1"

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # Closing alone wakes nobody who waits in `accept`.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(ConnectionError):
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        # Who begins TLS is answered at once: no line of HTTP will come.
        while b"\r\n\r\n" not in head and not head.startswith(b"\x16"):
            received = connection.recv(65536)
            if not received:
                break
            head += received
        self.seen.append(head.decode("latin-1"))
        self.asked()
        connection.sendall(self.content)
        while self.forever:
            self.sent += connection.send(self.forever)
        # Without an answer it waits until the other side has had enough.
        while not self.content and connection.recv(65536):
            pass
