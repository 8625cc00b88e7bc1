"""Runs a program to its end, its time-out, its cancel or its flood, and leaves nothing behind.

POSIX only; `job.py` is its counterpart on Windows.
"""

import selectors
import time
from typing import Literal

from opencode_ls.resolver.command import Cancel
from opencode_ls.resolver.foreground import foreground
from opencode_ls.resolver.group import Group
from opencode_ls.resolver.interrupts import interrupts_put_off
from opencode_ls.resolver.leaving import starting
from opencode_ls.resolver.output import Ends, Output
from opencode_ls.resolver.start import GRACE, PATIENCE, Ended, Start

_LONGEST_WAIT = 3600.0
"""Seconds of one wait: the system's own limit is reached with an endless time-out."""

_TICK = 0.01
"""Seconds of one wait where the end of the program wakes nobody."""

Reason = Literal["exited", "timeout", "cancelled", "too-large"]


def run(start: Start, cancel: Cancel | None) -> Ended:
    """Run it; raises OSError or ValueError where it does not start.

    Whatever is raised in the middle, such as KeyboardInterrupt, the whole group is ended first.
    """
    began = time.monotonic()
    out, err = Output(), Ends()
    reason: Reason | None = None
    status: int | None = None
    with interrupts_put_off() as let_in:
        with starting():
            group = Group(start)
        try:
            let_in()
            with foreground(group.id, wanted=start.terminal):
                reason = _read(group, (out, err), cancel, began + start.timeout)
        finally:
            if reason != "exited":
                group.end(PATIENCE)
            status = group.release()
    return Ended(reason, status, out, err, time.monotonic() - began)


def _read(
    group: Group, outputs: tuple[Output, Output], cancel: Cancel | None, deadline: float
) -> Reason:
    """Read both streams until something ends the run, and say what did."""
    with selectors.DefaultSelector() as selector:
        for pipe, output in zip(group.pipes, outputs, strict=True):
            selector.register(pipe, selectors.EVENT_READ, output)
        for other in (group.exit.fileno(), cancel.fileno() if cancel else None):
            if other is not None:
                selector.register(other, selectors.EVENT_READ, None)
        ended = False
        while True:
            if not ended and group.exit.happened:
                ended, deadline = True, time.monotonic() + GRACE
                _forget(selector, group.exit.fileno())
            if reason := _reason(outputs[0], cancel, deadline, ended=ended):
                return reason
            if ended and not _open(selector):
                return "exited"
            _take(selector, group, deadline)


def _reason(
    output: Output, cancel: Cancel | None, deadline: float, *, ended: bool
) -> Reason | None:
    if output.too_large:
        return "too-large"
    if cancel is not None and cancel.cancelled:
        return "cancelled"
    if time.monotonic() >= deadline:
        return "exited" if ended else "timeout"
    return None


def _take(selector: selectors.BaseSelector, group: Group, deadline: float) -> None:
    """Wait for something to happen, and take what there is to read."""
    longest = _TICK if group.exit.fileno() is None else _LONGEST_WAIT
    for key, _ in selector.select(max(0.0, min(deadline - time.monotonic(), longest))):
        if key.data is not None and not key.data.read(key.fd):
            selector.unregister(key.fd)


def _open(selector: selectors.BaseSelector) -> bool:
    """Whether there is a stream whose end has not been seen."""
    return any(key.data is not None for key in selector.get_map().values())


def _forget(selector: selectors.BaseSelector, descriptor: int | None) -> None:
    if descriptor is not None:
        selector.unregister(descriptor)
