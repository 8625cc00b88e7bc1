"""The end of the process waits for a program that is being started, and for nothing else."""

import subprocess
import sys

STORY = """
from threading import Thread
from opencode_ls.resolver.leaving import leave, starting

thread = Thread(target=leave, args=(3,))
"""


def check(story: str, expected: tuple[bytes, int]) -> None:
    """What the program printed before its end, and its status."""
    ended = subprocess.run([sys.executable, "-c", STORY + story], capture_output=True, check=False)

    assert (ended.stdout, ended.returncode) == expected


def test_it_waits_for_a_start() -> None:
    story = "with starting(): thread.start(); thread.join(0.2); print('started', flush=True)\n"

    check(story + "thread.join()", (b"started\n", 3))


def test_it_waits_for_nothing_else() -> None:
    check("leave(3); print('never', flush=True)", (b"", 3))


def test_a_start_that_hangs_does_not_keep_it() -> None:
    check("with starting(): thread.start(); thread.join(); print('never', flush=True)", (b"", 3))


def test_nothing_starts_any_more() -> None:
    story = (
        "import os; os._exit = lambda code: None\n"
        "leave(3); thread = Thread(target=starting().__enter__, daemon=True)\n"
        "thread.start(); thread.join(0.2); print(thread.is_alive())"
    )

    check(story, (b"True\n", 0))
