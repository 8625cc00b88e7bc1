"""The last of this folder: the tests have left no process behind, and no zombie."""

import os

import pytest

from tools.home import Home, left_behind

pytestmark = pytest.mark.tools


def test_nothing_is_left() -> None:
    assert list(left_behind()) == []


def test_what_is_left_would_be_seen(home: Home) -> None:
    with home.start("sleep", "600") as process:
        found = list(left_behind())
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        found += left_behind()

    assert found == ["sleep 600", f"zombie {process.pid}"]
