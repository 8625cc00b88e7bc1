"""Compares our server with the JSON server that VS Code ships: `make bench`, second part.

In each round every server has its turn, so that what else the machine does falls on all alike.  A
ratio is the median of ours by that of the best peer in the same run; below 1 is faster, or smaller.
Findings that wait until nobody types are pushed: these are compared with those of a pushing peer.
"""

import argparse
import json
import platform
import sys
from statistics import median

from peers import HERE, OURS, OURS_PUSHING, peers
from picture import Bar, picture
from session import Numbers, Work, measure

RESULTS = HERE.parent / "build" / "bench.json"
PICTURE = HERE.parent / "docs" / "speed.svg"

_BIG = 1_000_000
"""Bytes from which on half of the rounds are enough."""

Runs = dict[str, list[Numbers]]
"""What was measured of each server, round by round."""


def main() -> None:
    """Measure, and print a table for each size."""
    options = _options()
    results: dict[int, Runs] = {}
    for size in options.sizes:
        results[size] = _rounds(Work(size, options.times, options.edits), options)
        print(f"\n{size:,} bytes\n\n{table(results[size])}", flush=True)
    if options.alone:
        return
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1), encoding="utf-8")
    if options.picture:
        PICTURE.write_text(_drawn(results), encoding="utf-8")


def table(runs: Runs) -> str:
    """The medians of every server, and the ratio, as Markdown."""
    names = list(runs)
    lines = [f"| milliseconds | {' | '.join(names)} | ratio |", f"|---|{'---|' * len(names)}---|"]
    for what in runs[OURS.name][0]:
        numbers = [f"{_median(runs, name, what):.1f}" for name in names]
        found = ratio(runs, what)
        lines.append(f"| {what} | {' | '.join(numbers)} | {'' if found is None else found} |")
    return "\n".join(lines)


def ratio(runs: Runs, what: str) -> float | None:
    """Ours by the best of those that do it the same way, None without one."""
    others = [name for name in runs if not name.startswith(OURS.name) and "push" not in name]
    if not others:
        return None
    best = min(_median(runs, name, what) for name in others)
    return round(_median(runs, OURS.name, what) / best, 2) if best else None


def _median(runs: Runs, name: str, what: str) -> float:
    return median(numbers[what] for numbers in runs[name])


def _rounds(work: Work, options: argparse.Namespace) -> Runs:
    servers = [OURS, OURS_PUSHING] if options.alone else list(peers())
    runs: Runs = {server.name: [] for server in servers}
    # With a big file a session takes half a minute, and is steadier.
    rounds = options.rounds if work.size < _BIG else (options.rounds + 1) // 2
    for number in range(rounds):
        first = number % len(servers)
        for server in servers[first:] + servers[:first]:
            runs[server.name].append(measure(server, work))
    return runs


def _drawn(results: dict[int, Runs]) -> str:
    bars = [
        Bar(f"{what}, {size // 1000:,} KB", found)
        for size, runs in results.items()
        for what in runs[OURS.name][0]
        if (found := ratio(runs, what)) is not None
    ]
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return picture(bars, machine)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(3_000, 100_000, 1_000_000))
    parser.add_argument("--rounds", type=int, default=5, help="sessions with each server and size")
    parser.add_argument("--times", type=int, default=10, help="samples of each answer in a session")
    parser.add_argument("--edits", type=int, default=2000, help="edits that are sent at once")
    parser.add_argument("--alone", action="store_true", help="measure no other server")
    parser.add_argument("--picture", action="store_true", help=f"draw {PICTURE.name}")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


if __name__ == "__main__":
    if not (HERE / "peers" / "next" / "bundle.cjs").exists() and "--alone" not in sys.argv:
        sys.exit("The other servers are not here: `make bench` installs them")
    main()
