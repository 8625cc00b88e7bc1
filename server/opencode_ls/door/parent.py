"""Ends this process when the editor that started it is gone, even if its pipe stays open."""

import os
import sys
import time
from collections.abc import Callable
from threading import Thread

PERIOD = 1.0
"""Seconds between two looks."""


def is_here(process: int) -> bool:
    """Whether a process that introduces itself can be watched.

    One that is not there at that time is one of another machine or container: then the end of the
    input alone tells that the editor is gone.
    """
    return process > 0 and _lives(process)


def watch_parent(process: int | None, leave: Callable[[int], object]) -> None:
    """Watch the editor's process from now on, and leave after it; nothing to watch is fine."""
    if process is not None:
        watching = process, leave
        Thread(target=_wait_for_end, args=watching, name="parent", daemon=True).start()


def _wait_for_end(process: int, leave: Callable[[int], object]) -> None:
    while _lives(process):
        time.sleep(PERIOD)
    leave(1)


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        return _lives_on_windows(process)
    try:
        # A process of somebody else has only inherited the number: PermissionError, an OSError.
        os.kill(process, 0)
    except (OSError, OverflowError):
        return False
    return True


def _lives_on_windows(process: int) -> bool:
    """On Windows, `os.kill` with 0 would be a Ctrl-C."""
    import ctypes  # noqa: PLC0415  (needed on Windows only)

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # exists on Windows only
    synchronize, still_running = 0x00100000, 0x102
    handle = kernel.OpenProcess(synchronize, False, process)  # noqa: FBT003  (its own signature)
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == still_running)
    finally:
        kernel.CloseHandle(handle)
