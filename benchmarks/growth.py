"""Tells how the cost of a keystroke grows with the file, from 1 KB to 1 MB: `make bench-growth`.

Only ours is measured.  The last column is the cost at that size by the cost at 3 KB.  The second
table is of files in which nothing is wrong but what is typed: in the first the answer grows too, to
569 findings in 176 KB.
"""

import argparse
from statistics import median

from peers import OURS
from session import Numbers, Work, measure

_SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
_BASE = 3_000
_SHOWN = ("edit to findings", "edit to completion", "edit to hover", "edit to symbols")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="sessions with each size")
    rounds = parser.parse_args().rounds
    for title, commands in (("with commands", True), ("with nothing to find", False)):
        print(f"\n{title}\n\n{_table(rounds, commands=commands)}", flush=True)


def _table(rounds: int, *, commands: bool) -> str:
    found = {size: _numbers(size, rounds, commands=commands) for size in _SIZES}
    lines = [f"| bytes | {' | '.join(f'{what} (ms)' for what in _SHOWN)} | by 3 KB |"]
    lines.append(f"|---|{'---|' * (len(_SHOWN) + 1)}")
    for size, numbers in found.items():
        cells = " | ".join(f"{numbers[what]:.1f}" for what in _SHOWN)
        lines.append(f"| {size:,} | {cells} | {numbers[_SHOWN[0]] / found[_BASE][_SHOWN[0]]:.1f} |")
    return "\n".join(lines)


def _numbers(size: int, rounds: int, *, commands: bool) -> Numbers:
    work = Work(size, times=10, edits=100, commands=commands)
    runs = [measure(OURS, work) for _ in range(rounds)]
    return {what: median(run[what] for run in runs) for what in _SHOWN}


if __name__ == "__main__":
    main()
