"""A home and a project for an editor, with a configuration of opencode in it."""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

PATIENCE = 30.0
"""Seconds after which a test gives up: far more than the slowest machine needs."""


class Place:
    """`home` and `work`, a project; `env` is the whole environment of an editor.

    The checkout is `~/opencode-ls`, as the documentation has it, and `opencode-ls` is on the PATH.
    """

    def __init__(self, folder: Path) -> None:
        self.home, self.work = folder / "home", folder / "wörk 😀"
        self.home.mkdir()
        (self.work / ".git").mkdir(parents=True)
        (self.home / "opencode-ls").symlink_to(ROOT)
        self.env = {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "TERM": "xterm-256color",
            **{f"XDG_{name}_HOME": str(self.home / name) for name in _FOLDERS},
        }

    def write(self, text: str, name: str = "opencode.json") -> Path:
        """Write a file of the project."""
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


_FOLDERS = ("CONFIG", "DATA", "STATE", "CACHE")


def servers_of(place: Place) -> list[int]:
    """The running servers that were started in this place."""
    return [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/environ")
        if _is_of(path, place)
    ]


def _is_of(path: Path, place: Place) -> bool:
    try:
        env, words = path.read_bytes(), path.with_name("cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return f"HOME={place.home}".encode() in env.split(b"\0") and b"server" in words


def all_end(place: Place) -> bool:
    """Whether no server is left after a while."""
    end = time.monotonic() + PATIENCE
    while servers_of(place):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
