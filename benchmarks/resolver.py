"""Measures what the resolver costs against its promises: `make bench`; POSIX only.

What depends on the machine is measured in turns with the same work done without us, in one run, and
the medians are compared.  Exit code: 0 all promises kept, 1 one is not.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import NamedTuple

from opencode_ls.resolver import Key, KeyCommand, KeyProvider, resolve

KEY = "sk-bench-not-a-key"
FLOOD = Path(__file__).with_name("flood.py")
OPENCODE_LS = str(Path(sysconfig.get_path("scripts")) / "opencode-ls")

_COUNTED_RUN = f'echo run >>"$0"; sleep 0.2; echo {KEY}'
"""Leaves a line in a file, and lasts long enough for others to ask while it runs."""


class Row(NamedTuple):
    """One promise: what was measured, both numbers in `unit` ("": a count), and a remark."""

    what: str
    measured: float
    most: float
    unit: str
    beside: str = ""

    @property
    def met(self) -> bool:
        """Whether the promise is kept."""
        return self.measured <= self.most

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as the table shows it."""
        digits = 2 if self.unit else 0
        measured = f"{self.measured:.{digits}f} {self.unit}".rstrip()
        most = f"{self.most:g} {self.unit}".rstrip()
        return self.what, measured, most, "met" if self.met else "not met", self.beside


class Turns(NamedTuple):
    """The medians of two ways to do the same, in milliseconds."""

    bare: float
    ours: float

    def above(self, what: str, most: float) -> Row:
        """What ours costs above the bare one, which may be at most `most` milliseconds."""
        beside = f"{self.ours / self.bare:.1f} x the {self.bare:.2f} ms of a bare start"
        return Row(what, self.ours - self.bare, most, "ms", beside)

    def times(self, what: str, most: float) -> Row:
        """How many times the bare one ours takes, which may be at most `most`."""
        return Row(what, self.ours / self.bare, most, "x", f"{self.ours:.0f} ms")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, return the exit code."""
    parser = argparse.ArgumentParser(description="What the resolver costs against its promises.")
    parser.add_argument("--rounds", type=int, default=300, help="turns of the shortest measurement")
    parser.add_argument("--calls", type=int, default=1000, help="calls of one KeyProvider at once")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as home, chdir(home):
        rows = tuple(_rows(options.rounds, options.calls, Path(home)))
    sys.stdout.write(_table(rows))
    return 0 if all(row.met for row in rows) else 1


def _rows(rounds: int, calls: int, home: Path) -> Iterator[Row]:
    # The longer a measurement takes, the fewer turns it needs to be steady.
    some, few = max(1, rounds // 10), max(1, rounds // 30)
    yield _overhead(rounds)
    yield from _flood(few)
    yield _single_flight(
        f"runs for {calls:,} threads at once", calls, home / "threads", _by_threads
    )
    yield _single_flight(f"runs for {calls:,} tasks at once", calls, home / "tasks", _by_tasks)
    yield _command_line(some, home)


def _overhead(rounds: int) -> Row:
    command = KeyCommand(("echo", KEY))
    turns = _in_turns(
        rounds,
        lambda: _start(("echo", KEY), dict(os.environ)),
        lambda: _expect_key(resolve(command)),
    )
    return turns.above("resolve, above the start of its program", 3)


def _flood(rounds: int) -> tuple[Row, Row]:
    """Each round is a fresh process, which prints the seconds and the bytes of its own run."""
    command = (sys.executable, FLOOD)
    runs = [
        subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()  # noqa: S603  (our own script)
        for _ in range(rounds)
    ]
    milliseconds = statistics.median(float(seconds) * 1000 for seconds, _ in runs)
    mebibytes = statistics.median(int(grown) / 2**20 for _, grown in runs)
    return (
        Row("`yes`, from start to stop", milliseconds, 100, "ms"),
        Row("`yes`, memory above idle", mebibytes, 1, "MiB"),
    )


def _single_flight(
    what: str, calls: int, runs: Path, ask: Callable[[KeyProvider, int], list[str]]
) -> Row:
    provider = KeyProvider(KeyCommand(("sh", "-c", _COUNTED_RUN, str(runs))))
    began = time.perf_counter()
    keys = ask(provider, calls)
    seconds = time.perf_counter() - began
    if keys != [KEY] * calls:
        sys.exit(f"{what}, and not all got the key")
    count = len(runs.read_text(encoding="utf-8").splitlines())
    return Row(what, count, 1, "", f"all had the key after {seconds:.2f} s")


def _by_threads(provider: KeyProvider, calls: int) -> list[str]:
    together = Barrier(calls)

    def ask(_: int) -> str:
        together.wait()
        return provider()

    with ThreadPoolExecutor(calls) as pool:
        return list(pool.map(ask, range(calls)))


def _by_tasks(provider: KeyProvider, calls: int) -> list[str]:
    async def ask() -> list[str]:
        return await asyncio.gather(*(provider.acall() for _ in range(calls)))

    return asyncio.run(ask())


def _command_line(rounds: int, home: Path) -> Row:
    """A command of the person's own file, which runs unasked; to the end of the process."""
    own = home / ".config" / "opencode" / "opencode.json"
    own.parent.mkdir(parents=True)
    options = {"apiKeyCommand": ["echo", KEY]}
    own.write_text(json.dumps({"provider": {"bench": {"options": options}}}), encoding="utf-8")
    env = {"HOME": str(home), "PATH": os.environ["PATH"]}
    turns = _in_turns(
        rounds,
        lambda: _start((sys.executable, "-c", "pass"), env),
        lambda: _start((OPENCODE_LS, "key", "bench"), env),
    )
    return turns.times("`opencode-ls key`, by the start of Python alone", 10)


def _in_turns(rounds: int, bare: Callable[[], None], ours: Callable[[], None]) -> Turns:
    """The medians of so many rounds, after one that fills the caches and does not count."""
    times = [(_timed(bare), _timed(ours)) for _ in range(rounds + 1)][1:]
    medians = (statistics.median(column) for column in zip(*times, strict=True))
    return Turns(*medians)


def _timed(work: Callable[[], None]) -> float:
    """How long it takes, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _start(argv: tuple[str, ...], env: dict[str, str]) -> None:
    """The least that starting a program takes: posix_spawn and waitpid, its output to nobody."""
    path = shutil.which(argv[0])
    if path is None:
        sys.exit(f"{argv[0]} is not installed")
    silence = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    number = os.posix_spawn(path, argv, env, file_actions=[silence])
    _, status = os.waitpid(number, 0)
    if status:
        sys.exit(f"{argv[0]} failed: {os.waitstatus_to_exitcode(status)}")


def _expect_key(found: object) -> None:
    if not isinstance(found, Key):
        sys.exit(f"there should be a key: {found!r}")


def _table(rows: tuple[Row, ...]) -> str:
    head = ("what", "measured", "at most", "", "beside")
    lines = (head, *(row.cells for row in rows))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )
    return "".join(f"{line.rstrip()}\n" for line in padded)


if __name__ == "__main__":
    sys.exit(main())
