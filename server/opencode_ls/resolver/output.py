"""What a command writes, as it comes in: bounded, and shown by nothing that shows variables."""

import os

CHUNK = 64 * 1024
"""Bytes read at once: what a pipe of Linux holds."""

STDOUT = 64 * 1024
"""Bytes of stdout above which it is no key."""

STDERR = 8 * 1024
"""Bytes of stderr that are kept."""

_CUT = b"\n[...]\n"


class Output:
    """The bytes of one stream; its `repr` has none of them."""

    __slots__ = ("_bytes", "_limit")

    def __init__(self, limit: int = STDOUT) -> None:
        self._bytes = bytearray()
        self._limit = limit

    def read(self, descriptor: int) -> bool:
        """Take what a pipe holds now, at most `CHUNK`; whether there may come more."""
        before = len(self._bytes)
        try:
            self._bytes += os.read(descriptor, CHUNK)
        except BlockingIOError:
            return True
        return len(self._bytes) > before

    @property
    def too_large(self) -> bool:
        """Whether there is more than the limit."""
        return len(self._bytes) > self._limit

    def content(self) -> bytes:
        """All bytes so far."""
        return bytes(self._bytes)

    def __repr__(self) -> str:
        return "Output(…)"


class Ends(Output):
    """A stream of which the beginning and the end are kept: there tools say what went wrong."""

    __slots__ = ("_shortened",)

    def __init__(self, limit: int = STDERR) -> None:
        super().__init__(limit)
        self._shortened = False

    def read(self, descriptor: int) -> bool:
        """Take what a pipe holds now, and drop the middle of what has become too much."""
        more = super().read(descriptor)
        if self.too_large:
            half = self._limit // 2
            del self._bytes[half:-half]
            self._shortened = True
        return more

    def content(self) -> bytes:
        """What was kept, without the lines that were cut: half a secret is hard to recognise."""
        if not self._shortened:
            return super().content()
        half = self._limit // 2
        head, tail = self._bytes[:half], self._bytes[half:]
        return bytes(head[: head.rfind(b"\n") + 1].rstrip() + _CUT + tail[tail.find(b"\n") + 1 :])
