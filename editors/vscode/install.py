"""Makes, or renews, an environment with the server whose wheel lies in `server`, run by any Python.

    python -I install.py ENVIRONMENT UV [FOLDER…]

UV is the path of that program, or empty; a FOLDER is one that may have brought no Python of ours.
Ends with 0 once the server is there, with 1 and one line on stdout that tells a person what to do,
and with anything else if this Python is not fit.  Only packages whose hash we know are taken, and
none is built here.
"""

import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent / "server"
NOT_FIT = 2
PATIENCE = 600.0
"""Seconds that an installation may take; then another window no longer waits for it."""

READY = "ready"
"""The file with the hash of what is installed; without it the environment is not whole."""

AGAIN = "Run `opencode config: Restart Server` to try again"


def main(environment: str, uv: str, *folders: str) -> int:
    """Make it, or wait while another window does."""
    if sys.version_info < (3, 11) or any(map(_is_from, folders)):
        return NOT_FIT
    target = Path(environment)
    lock = target.with_suffix(".lock")
    while not _taken(lock):
        time.sleep(0.5)
    try:
        return _make(target, uv)
    finally:
        lock.rmdir()


def _is_from(folder: str) -> bool:
    """Whether the Python that runs this lies in a folder, or belongs to an environment there."""
    outer = Path(folder).resolve()
    return any(
        Path(inner).resolve().is_relative_to(outer)
        for inner in (Path(sys.executable).parent, sys.executable, sys.prefix, sys.base_prefix)
    )


def _taken(lock: Path) -> bool:
    try:
        lock.mkdir(parents=True)
    except FileExistsError:
        if time.time() - lock.stat().st_mtime < PATIENCE:
            return False
        lock.touch()
    return True


def _make(target: Path, uv: str) -> int:
    if not uv and not (find_spec("venv") and find_spec("ensurepip")):
        line = f"sudo apt-get install python3.{sys.version_info.minor}-venv"
        print(f"This Python lacks its module `venv`. Run `{line}`, then restart the server")
        return 1
    ready, wanted = target / READY, (BUNDLE / "hash").read_text(encoding="utf-8")
    whole = ready.exists() and _python(target).exists()
    if whole and ready.read_text(encoding="utf-8") == wanted:
        return 0
    ready.unlink(missing_ok=True)
    making, *filling = _steps(target, uv)
    if not whole:
        shutil.rmtree(target, ignore_errors=True)
    # A whole one keeps its path and its Python: others may have noted them, or be running it.
    for command in filling if whole else (making, *filling):
        print(*command, file=sys.stderr)
        done = subprocess.run(command, stdout=sys.stderr, check=False)
        if done.returncode != 0:
            print(f"opencode-ls was not installed: the log says why. {AGAIN}")
            return 1
    ready.write_text(wanted, encoding="utf-8")
    return 0


def _steps(target: Path, uv: str) -> tuple[tuple[str, ...], ...]:
    python = str(_python(target))
    pins = ("--require-hashes", "--only-binary", ":all:", "-r", str(BUNDLE / "requirements.txt"))
    wheel = ("--no-deps", "--force-reinstall", *map(str, BUNDLE.glob("*.whl")))
    if uv:
        fetch = (uv, "pip", "install", "--no-config", "--compile-bytecode", "--python", python)
        make = (uv, "venv", "--no-config", "--no-project", "--python", sys.executable, str(target))
        return make, (*fetch, *pins), (*fetch, "--offline", *wheel)
    pip = (python, "-I", "-m", "pip", "install", "--quiet")
    venv = (sys.executable, "-I", "-m", "venv", str(target))
    return venv, (*pip, *pins), (*pip, "--no-index", *wheel)


def _python(target: Path) -> Path:
    """Its program, a link that leads nowhere once the Python is gone that it was made with."""
    return target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
