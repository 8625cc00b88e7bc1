"""What both kinds of system start, and how a run ends: the words between `run` and the system."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from opencode_ls.resolver.output import Output

GRACE = 0.25
"""Seconds that we go on reading after the program ended, where something else holds its pipes."""

PATIENCE = 0.5
"""Seconds between asking the processes to end and ending them."""


class Start:
    """What to start: exactly `path`, with `argv`, in `folder`.

    `timeout` is in seconds; `terminal` leaves the program on our terminal, for one who sits there.
    It has no `repr`: the environment holds other people's secrets.
    """

    __slots__ = ("argv", "env", "folder", "path", "terminal", "timeout")

    def __init__(  # noqa: PLR0913  (the sides of one thing, all named by its only caller)
        self,
        argv: tuple[str, ...],
        *,
        path: str,
        folder: str,
        env: Mapping[str, str],
        timeout: float,
        terminal: bool,
    ) -> None:
        self.argv = argv
        self.path = path
        self.folder = folder
        self.env = env
        self.timeout = timeout
        self.terminal = terminal


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
