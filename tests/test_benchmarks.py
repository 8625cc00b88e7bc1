"""`make bench` runs with few rounds and prints its table; how fast it was is not this test's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

RESOLVER = Path(__file__).resolve().parents[1] / "benchmarks" / "resolver.py"
TABLE = """\
what                                            at most
resolve, above the start of its program         3 ms
`yes`, from start to stop                       100 ms
`yes`, memory above idle                        1 MiB
runs for 3 threads at once                      1
runs for 3 tasks at once                        1
`opencode-ls key`, by the start of Python alone 10 x
"""


def check(*arguments: str) -> tuple[int, list[list[str]]]:
    """The exit code, and the cells of each line that is printed."""
    done = subprocess.run(
        [sys.executable, RESOLVER, *arguments], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, [re.split(r" {2,}", line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def bench() -> tuple[int, list[list[str]]]:
    return check("--rounds", "1", "--calls", "3")


def test_a_row_for_each_promise(bench: tuple[int, list[list[str]]]) -> None:
    _, lines = bench
    rows = "".join(f"{what:47} {most}\n" for what, _, most, *_ in lines)

    assert rows == TABLE


def test_callers_share_one_run(bench: tuple[int, list[list[str]]]) -> None:
    _, lines = bench

    assert [measured for what, measured, *_ in lines if what.startswith("runs for")] == ["1", "1"]


def test_the_exit_code_says_whether_all_are_met(bench: tuple[int, list[list[str]]]) -> None:
    code, lines = bench
    answers = [answer for _, _, _, answer, *_ in lines[1:]]

    assert set(answers) <= {"met", "not met"}
    assert code == int("not met" in answers)


EDITING = RESOLVER.with_name("editing.py")
MEASURED = """\
start to initialize
start to first findings
memory after open (MiB)
edit to findings
edit to completion
edit to hover
edit to symbols
edit to formatting
9 edits, then an answer
memory after them (MiB)
"""


def test_a_session_with_our_server() -> None:
    words = ["--alone", "--sizes", "1000", "--rounds", "1", "--times", "1", "--edits", "9"]
    done = subprocess.run(
        [sys.executable, EDITING, *words], capture_output=True, text=True, check=True
    )
    rows = [line.split(" | ")[0] for line in done.stdout.splitlines() if line.startswith("| ")]
    assert "".join(f"{row.removeprefix('| ')}\n" for row in rows[1:]) == MEASURED
