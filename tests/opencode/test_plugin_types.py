"""The plugin's types, against those that opencode publishes for plugins."""

import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "editors" / "opencode"
COMPILER = FOLDER / "node_modules" / ".bin" / "tsc"

pytestmark = pytest.mark.opencode


def check(*options: str) -> str:
    """What the compiler says."""
    if not COMPILER.exists():
        pytest.skip("needs TypeScript: npm ci --ignore-scripts --prefix editors/opencode")
    command = [str(COMPILER), "--project", str(FOLDER), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_types() -> None:
    assert check() == ""


def test_the_plugin_is_among_what_is_checked() -> None:
    listed = check("--listFilesOnly").split()

    assert str(FOLDER / "opencode-ls.js") in listed
