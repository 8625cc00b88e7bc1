"""Runs a command that never stops printing, and prints what that cost as `SECONDS BYTES`.

A process of its own, since memory is counted from the idle process up; POSIX only.
"""

import resource
import sys
import time
from pathlib import Path

from opencode_ls.resolver import Failure, KeyCommand, resolve

_RESET_PEAK = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")


def main() -> None:
    """Run a quiet command, so that all is loaded, then the flood."""
    resolve(KeyCommand(("echo", "sk-bench-not-a-key")))
    idle = _peak(reset=True)
    began = time.perf_counter()
    found = resolve(KeyCommand(("yes",)))
    seconds = time.perf_counter() - began
    grown = _peak() - idle
    if not isinstance(found, Failure) or found.kind != "too-large":
        sys.exit(f"the flood was not seen as one: {found!r}")
    sys.stdout.write(f"{seconds} {grown}\n")


def _peak(*, reset: bool = False) -> int:
    """The most memory that this process has held, in bytes; `reset` starts from what it holds now.

    Only Linux can start anew (proc(5), `clear_refs`); elsewhere the start-up may hide the growth.
    """
    if not _STATUS.exists():
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    if reset:
        _RESET_PEAK.write_text("5", encoding="ascii")
    lines = _STATUS.read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main()
