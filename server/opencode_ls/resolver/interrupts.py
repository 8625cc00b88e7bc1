"""Puts Ctrl-C off for the moments in which a program has started and nobody would end it yet."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def interrupts_put_off() -> Iterator[Callable[[], None]]:
    """Gives a function that lets them in again; at the latest the end of the block does.

    One that came meanwhile is handled then, so that function may raise KeyboardInterrupt.  Python
    handles signals on the main thread, so on any other there is nothing to put off.
    """
    usual = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or not callable(usual):
        yield _nothing
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))

    def let_in() -> None:
        signal.signal(signal.SIGINT, usual)
        if came:
            usual(came.pop(), None)

    try:
        yield let_in
    finally:
        if signal.getsignal(signal.SIGINT) is not usual:
            let_in()


def _nothing() -> None:
    """Let in what was not put off."""
