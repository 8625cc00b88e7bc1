"""What both kinds of system start, and how a run ends: the words between `run` and the system."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, NamedTuple

from opencode_ls.resolver.output import Output

GRACE = 0.25
"""Seconds that we go on reading after the program ended, where something else holds its pipes."""

PATIENCE = 0.5
"""Seconds between asking the processes to end and ending them."""

GIVEN = 4096
"""Bytes that the smallest pipe of any system holds: so nobody has to wait for a reader."""


class Start:
    """What to start: exactly `path`, with `argv`, in `folder`.

    `timeout` is in seconds; `terminal` leaves the program on our terminal, for one who sits there;
    `given` is what it reads on stdin, at most `GIVEN` bytes.
    It has no `repr`: the environment holds other people's secrets.
    """

    __slots__ = ("argv", "env", "folder", "given", "path", "terminal", "timeout")

    def __init__(  # noqa: PLR0913  (the sides of one thing, all named by its only caller)
        self,
        argv: tuple[str, ...],
        *,
        path: str,
        folder: str,
        env: Mapping[str, str],
        timeout: float,
        terminal: bool,
        given: bytes = b"",
    ) -> None:
        self.argv = argv
        self.path = path
        self.folder = folder
        self.env = env
        self.timeout = timeout
        self.terminal = terminal
        self.given = given

    @contextmanager
    def stdin(self) -> Iterator[int]:
        """What the program gets as stdin: nothing, or a pipe that holds all it is given."""
        if not self.given:
            yield subprocess.DEVNULL
            return
        if len(self.given) > GIVEN:
            raise ValueError(f"more than {GIVEN} bytes for stdin")
        reader, writer = os.pipe()
        try:
            with open(writer, "wb", buffering=0) as pipe:
                pipe.write(self.given)
            yield reader
        finally:
            os.close(reader)


class Ended(NamedTuple):
    """How a run ended.

    `status` is the exit status, negative for a signal, None where the system did not say;
    it means something only where `reason` is "exited".
    """

    reason: Literal["exited", "timeout", "cancelled", "too-large"]
    status: int | None
    out: Output
    err: Output
    seconds: float
