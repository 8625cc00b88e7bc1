"""A home in which real tools run: all that they find is a test's own, and none is left running."""

import os
import secrets
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from opencode_ls.resolver import Failure, Key, KeyCommand, resolve

_ROOT = Path(__file__).resolve().parents[2]
Process = subprocess.Popen[str]
PATIENCE = 60.0
"""Seconds after which a test gives up: far more than the slowest machine needs."""

_FROM_PYPI = {"aws": "tools", "keyring": "tools", "moto_server": "tools", "litellm": "litellm"}
"""The virtual environments of some programs; the others are packages of the system."""

_PACKAGES = {
    "dbus-daemon": "dbus",
    "docker-credential-pass": "golang-docker-credential-helpers",
    "docker-credential-secretservice": "golang-docker-credential-helpers",
    "gnome-keyring-daemon": "gnome-keyring",
    "gpg": "gnupg",
    "secret-tool": "libsecret-tools",
}
_MARK = "OPENCODE_LS_TOOLS_TEST"
_MINE = secrets.token_hex(8)


def needs(*programs: str) -> None:
    """Skip the test, with the line that installs it, where a program is missing."""
    if sys.platform != "linux":
        pytest.skip("needs Linux: the tools are those of its distributions")
    for name in programs:
        venv = _FROM_PYPI.get(name)
        if venv and not (_bin(venv) / name).exists():
            pytest.skip(f"needs {name}: make .venv-{venv}/ready")
        if not venv and shutil.which(name) is None:
            pytest.skip(f"needs {name}: apt-get install {_PACKAGES.get(name, name)}")


def _bin(venv: str) -> Path:
    return _ROOT / f".venv-{venv}" / "bin"


class Home:
    """An empty home; `env` is the whole environment of what runs in it."""

    def __init__(self, folder: Path, *programs: str) -> None:
        """Skips the test where one of the programs is missing."""
        needs(*programs)
        self.folder = folder
        self.env = {
            "PATH": f"{_bin('tools')}:{_bin('litellm')}:{os.environ['PATH']}",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            _MARK: _MINE,
        }

    def run(self, *argv: str, given: str = "", **env: str) -> str:
        """What a command prints that prepares something; it must end well."""
        done = subprocess.run(
            argv,
            input=given,
            env=self.env | env,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, (argv, done.stderr)
        return done.stdout.strip()

    def start(self, *argv: str, **env: str) -> Process:
        """A program that goes on; who starts it ends it."""
        return subprocess.Popen(
            argv,
            env=self.env | env,
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, *argv: str, without: Sequence[str] = (), **env: str) -> Key | Failure:
        """What `resolve` says of a command."""
        kept = {name: value for name, value in self.env.items() if name not in without}
        return resolve(KeyCommand(argv, cwd=self.folder, env=kept | env, timeout=PATIENCE))

    def opencode_ls(self, *argv: str, **env: str) -> tuple[int, str, str]:
        """The exit code, stdout and stderr of our own command line."""
        done = subprocess.run(
            [sys.executable, "-m", "opencode_ls", *argv],
            env=self.env | env,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr


def check(found: Key | Failure, expected: str, hint: str = "") -> None:
    """Expected is `=` and the key, or the failure's kind and what its hint tells to do."""
    shown = f"={found.reveal()}" if isinstance(found, Key) else found.kind

    assert shown == expected, found
    if isinstance(found, Failure):
        assert hint in found.hint
        assert "sk-test" not in found.message + found.hint + found.detail


def check_helper(home: Home, arguments: str, expected: str, said: str = "") -> None:
    """Expected is what `opencode-ls helper` prints, "" where it fails and says something."""
    code, out, err = home.opencode_ls("helper", *arguments.split())

    assert (code, out) == ((0, f"{expected}\n") if expected else (1, ""))
    assert said in err
    assert bool(said) == bool(err)


def wait_for_end(process: int) -> None:
    """Return when a process that is no child of ours has ended."""
    assert sys.platform == "linux"
    with suppress(ProcessLookupError):
        descriptor = os.pidfd_open(process)
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        ended = poll.poll(PATIENCE * 1000)
        os.close(descriptor)
        assert ended, "it goes on"


def left_behind() -> Iterator[str]:
    """Each process that runs and was started in a home, and each child that we did not reap."""
    for folder in Path("/proc").glob("[0-9]*"):
        # A process may end while it is looked at.
        with suppress(OSError):
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if state == "Z" and int(parent) == os.getpid():
                yield f"zombie {folder.name}"
            elif f"{_MARK}={_MINE}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                yield (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
