"""Bytes in and bytes out: cuts what an editor sends into message bodies, and frames our answers.

Knows nothing of JSON.  pygls reads its input on the pool that also runs slow handlers, so a few
busy handlers stop it from hearing anything; and it takes only the exact spelling
`Content-Length: N`.
Here one thread does nothing but read, and headers are read as RFC 9110 has them: in any case, with
any others beside them.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Lock

Read = Callable[[int], bytes]
"""Returns at most that many bytes, none at the end of the input."""

Write = Callable[[memoryview], int]
"""Writes some of the bytes and returns how many."""

CHUNK = 1 << 18
"""Bytes asked for at once: a whole burst of keystrokes, or several reads of a big file."""

LONGEST_HEADER = 1 << 16
"""Bytes without an end of header after which they count as noise."""

LONGEST_BODY = 1 << 28
"""Bytes of a body beyond which its header counts as noise: nobody sends a quarter of a gigabyte."""

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,10})[ \t]*(?:\r\n|$)", re.IGNORECASE)


def frames(read: Read) -> Iterator[list[bytes]]:
    """The bodies of the messages, as many at a time as one read completes; ends with the input.

    What is no message is skipped up to the next header that has a length.
    """
    buffer = bytearray()
    while chunk := _read(read):
        buffer += chunk
        if bodies := list(_cut(buffer)):
            yield bodies


def _read(read: Read) -> bytes:
    try:
        return read(CHUNK)
    except OSError:
        return b""


def _cut(buffer: bytearray) -> Iterator[bytes]:
    """Take every whole message off the front of the buffer."""
    while (end := buffer.find(_END)) >= 0:
        start = end + len(_END)
        length = _length(bytes(buffer[:end]))
        if length is not None and len(buffer) < start + length:
            return
        if length is not None:
            yield bytes(buffer[start : start + length])
        del buffer[: start + (length or 0)]
    if len(buffer) > LONGEST_HEADER:
        del buffer[: -len(_END)]


def _length(header: bytes) -> int | None:
    """The last length in a header: before it may stand the rest of something broken."""
    found = _LENGTH.findall(header)
    length = int(found[-1]) if found else None
    return length if length is not None and length <= LONGEST_BODY else None


class Writer:
    """Sends whole frames, from any thread; a client that went away is noticed where we read."""

    __slots__ = ("_lock", "_write")

    def __init__(self, write: Write) -> None:
        self._write = write
        self._lock = Lock()

    def write(self, body: bytes) -> None:
        """Send one message."""
        data = memoryview(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        with self._lock, suppress(OSError):
            while data:
                data = data[self._write(data) :]

    def close(self) -> None:
        """Nothing to do: the process ends with the session."""


def take_stdio() -> tuple[int, int]:
    """Take stdin and stdout for ourselves: the descriptors to read from and to write to.

    Whatever else writes to stdout, a stray print or a child process, lands on stderr, and whatever
    reads stdin finds it empty.  With pygls such a print goes into the protocol's stream.
    """
    incoming, outgoing = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  (exists on Windows only)

        for descriptor in (incoming, outgoing):
            msvcrt.setmode(descriptor, os.O_BINARY)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    try:
        os.dup2(2, 1)
    except OSError:
        os.dup2(null, 1)
    return incoming, outgoing
