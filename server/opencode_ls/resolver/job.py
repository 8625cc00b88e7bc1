"""Runs a program to its end, its time-out, its cancel or its flood, on Windows.

The counterpart of `watched.py`.  A job object holds the whole tree of processes, and the system
ends them with it when we die.  It has been read, and its pure part tested; it was not run on
Windows.
"""

import ctypes
import re
import subprocess
import sys
import time
from threading import Event, Thread
from typing import IO, Any, Literal

from opencode_ls.resolver.command import Cancel
from opencode_ls.resolver.failure import Failure, failure
from opencode_ls.resolver.leaving import starting
from opencode_ls.resolver.output import Ends, Output
from opencode_ls.resolver.start import GRACE, Ended, Start

_NO_WINDOW, _NEW_GROUP, _SUSPENDED = 0x08000000, 0x00000200, 0x00000004
"""CREATE_NO_WINDOW, CREATE_NEW_PROCESS_GROUP, CREATE_SUSPENDED of `CreateProcess`."""

_LIMITS = 9
"""JobObjectExtendedLimitInformation."""

_KILL_ON_CLOSE = 0x2000
"""JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE."""

_LIMITS_SIZE, _FLAGS_AT = (144, 16) if ctypes.sizeof(ctypes.c_void_p) == 8 else (112, 16)  # noqa: PLR2004
"""Bytes of JOBOBJECT_EXTENDED_LIMIT_INFORMATION, and where its LimitFlags stand."""

_TICK = 0.02
"""Seconds between two looks at the time and at the cancel."""

_READ_BY_CMD = re.compile(r"[\"%&|<>^!\r\n]")

Reason = Literal["exited", "timeout", "cancelled", "too-large"]


def refused(start: Start, name: str) -> Failure | None:
    """A .cmd or .bat file with an argument that cmd.exe would read: no quoting is safe there."""
    if not start.path.lower().endswith((".cmd", ".bat")):
        return None
    if not any(_READ_BY_CMD.search(word) for word in start.argv[1:]):
        return None
    return failure(
        "bad-argv",
        name,
        what="it is a batch file, and an argument holds a character that cmd.exe would read",
        how='Name the program behind it, or leave out " % & | < > ^ ! and line breaks.',
    )


def run(start: Start, cancel: Cancel | None) -> Ended:
    """Run it; raises OSError or ValueError where it does not start."""
    began = time.monotonic()
    job = _Job()
    reason: Reason | None = None
    try:
        with starting():
            process = _start(start, job)
        outputs, over, woken = (Output(), Ends()), Event(), Event()
        threads = [
            Thread(target=_read, args=(pipe, output, woken), daemon=True)
            for pipe, output in zip((process.stdout, process.stderr), outputs, strict=True)
        ]
        Thread(target=_wait, args=(process, over, woken), daemon=True).start()
        for thread in threads:
            thread.start()
        reason = _until(began + start.timeout, outputs[0], cancel, (over, woken))
        for thread in threads if reason == "exited" else ():
            thread.join(GRACE)
        if reason == "exited" and outputs[0].too_large:
            reason = "too-large"
    finally:
        job.close(spare=reason == "exited")
    status = process.wait()
    return Ended(reason, status, *outputs, time.monotonic() - began)


def _until(
    deadline: float, output: Output, cancel: Cancel | None, events: tuple[Event, Event]
) -> Reason:
    over, woken = events
    while not over.is_set():
        if output.too_large:
            return "too-large"
        if cancel is not None and cancel.cancelled:
            return "cancelled"
        if time.monotonic() >= deadline:
            return "timeout"
        woken.wait(_TICK)
        woken.clear()
    return "exited"


def _read(pipe: IO[bytes] | None, output: Output, woken: Event) -> None:
    while pipe is not None and output.read(pipe.fileno()) and not output.too_large:
        woken.set()
    woken.set()


def _wait(process: "subprocess.Popen[bytes]", over: Event, woken: Event) -> None:
    process.wait()
    over.set()
    woken.set()


def _start(start: Start, job: "_Job") -> "subprocess.Popen[bytes]":
    """Start it asleep, so that it is in the job before it can start anything itself."""
    with start.stdin() as stdin:
        process = subprocess.Popen(  # noqa: S603  (no shell reads it, and consent was asked before)
            start.argv,
            executable=start.path,
            cwd=start.folder,
            env=start.env,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            creationflags=_NO_WINDOW | _NEW_GROUP | _SUSPENDED,
        )
    job.take(process)
    return process


class _Job:
    """A job object that ends its processes when its last handle is closed, also by our death."""

    _kernel: Any
    _handle: Any

    def __init__(self) -> None:
        if sys.platform != "win32":
            raise OSError("job objects exist on Windows only")
        self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
        self._handle = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
        self._limit(_KILL_ON_CLOSE)

    def take(self, process: "subprocess.Popen[bytes]") -> None:
        """Put a sleeping process into the job, and wake it."""
        handle = ctypes.c_void_p(int(getattr(process, "_handle")))  # noqa: B009  (Windows alone has it)
        if not self._kernel.AssignProcessToJobObject(self._handle, handle):
            process.kill()
            raise OSError("the process cannot be put into a job")
        native: Any = getattr(ctypes, "windll").ntdll  # noqa: B009  (Windows alone has it)
        native.NtResumeProcess(handle)

    def close(self, *, spare: bool) -> None:
        """Let the processes live on (an agent that the command started), or end them all."""
        if spare:
            self._limit(0)
        else:
            self._kernel.TerminateJobObject(self._handle, 1)
        self._kernel.CloseHandle(self._handle)

    def _limit(self, flags: int) -> None:
        limits = bytearray(_LIMITS_SIZE)
        limits[_FLAGS_AT : _FLAGS_AT + 4] = flags.to_bytes(4, sys.byteorder)
        buffer = (ctypes.c_char * _LIMITS_SIZE).from_buffer(limits)
        self._kernel.SetInformationJobObject(self._handle, _LIMITS, buffer, _LIMITS_SIZE)
