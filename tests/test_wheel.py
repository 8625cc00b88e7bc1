"""The built wheel, installed away from the checkout with an empty HOME, does the main jobs."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONFIG = '{\n  "modle": "anthropic/claude-sonnet-4-5"\n}\n'
BARE = ("PATH", "SYSTEMROOT")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a configuration and a virtual environment that holds the wheel."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "opencode.json").write_text(CONFIG)
    (folder / "home").mkdir()
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT]
    subprocess.run([*pip, *wheel], check=True)
    venv.create(folder / "venv", with_pip=False)
    (built,) = folder.glob("*.whl")
    target = ["--python", python(folder), "install", "--no-deps", "--no-index", built]
    subprocess.run([*pip, *target], check=True)
    # The dependencies come from the environment of the tests: nothing is downloaded twice.
    site = next((folder / "venv").rglob("site-packages"))
    (site / "dependencies.pth").write_text(dependencies())
    yield folder


def dependencies() -> str:
    import pygls  # noqa: PLC0415  (a test's own look at where it is installed)

    return str(Path(pygls.__file__).parents[1])


def python(folder: Path) -> Path:
    return folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
