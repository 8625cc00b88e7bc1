"""Finds the program that a command would start, or what stands in its way; starts nothing."""

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

Status = Literal["found", "missing", "not-executable", "directory", "bad-interpreter"]

_DEFAULT_EXTENSIONS = ".COM;.EXE;.BAT;.CMD"
_LONGEST_SHEBANG = 256
"""Bytes of a first line that Linux reads (BINPRM_BUF_SIZE)."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class Found(NamedTuple):
    """Where a program was looked for and what stood there.

    `path` is the absolute path of what was found or stands in the way, None if nothing does;
    `searched` the folders in order, or the one path where the program is named by a path.
    """

    status: Status
    path: str | None
    searched: tuple[str, ...]


def look_up(
    program: str, folder: str, env: Mapping[str, str], platform: str = sys.platform
) -> Found:
    """Find a program: a bare name in the folders of PATH, a path from `folder`.

    The current folder is never searched: empty and relative entries of PATH are passed over.
    """
    if not program.strip() or "\0" in program:
        return Found("missing", None, ())
    if is_path(program, platform):
        place = os.path.normpath(os.path.join(os.path.abspath(folder), program))
        return _best([place], folder, env, platform, (place,))
    folders = path_folders(env, platform)
    places = [os.path.join(searched, program) for searched in folders]
    return _best(places, folder, env, platform, folders)


def is_path(program: str, platform: str = sys.platform) -> bool:
    """Whether a program is named by a path, so that PATH plays no part."""
    if platform == "win32":
        return any(mark in program for mark in "/\\:")
    return "/" in program


def path_folders(env: Mapping[str, str], platform: str = sys.platform) -> tuple[str, ...]:
    """The folders of PATH in order, each once; the system's default where PATH is not set."""
    path = _variable(env, "PATH", platform)
    entries = (os.defpath if path is None else path).split(";" if platform == "win32" else ":")
    return tuple(dict.fromkeys(entry for entry in entries if os.path.isabs(entry)))


def interpreter(path: str) -> str | None:
    """The interpreter that a script's first line names, None if it names none or cannot be read."""
    try:
        with open(os.open(path, _FLAGS), "rb") as file:
            first = file.read(_LONGEST_SHEBANG).split(b"\n", 1)[0]
    except (OSError, ValueError):
        return None
    if not first.startswith(b"#!"):
        return None
    # Linux splits at blanks and tabs only: after a Windows line end the name ends in "\r".
    words = first[2:].replace(b"\t", b" ").split(b" ")
    return os.fsdecode(next((word for word in words if word), b""))


def _best(
    places: list[str],
    folder: str,
    env: Mapping[str, str],
    platform: str,
    searched: tuple[str, ...],
) -> Found:
    """The first place with a program that could start, else the first with anything at all."""
    in_the_way: Found | None = None
    for place in places:
        for path in _spellings(place, env, platform):
            status = _status(path, folder, platform)
            if status in {"found", "bad-interpreter"}:
                return Found(status, path, searched)
            if status != "missing" and in_the_way is None:
                in_the_way = Found(status, path, searched)
    return in_the_way or Found("missing", None, searched)


def _spellings(place: str, env: Mapping[str, str], platform: str) -> Iterator[str]:
    """On Windows a program is found by its name with each extension of PATHEXT."""
    if platform != "win32":
        yield place
        return
    written = _variable(env, "PATHEXT", platform) or _DEFAULT_EXTENSIONS
    extensions = [entry for entry in written.lower().split(";") if entry.startswith(".")]
    if place.lower().endswith(tuple(extensions)):
        yield place
    yield from (place + extension for extension in extensions)


def _status(path: str, folder: str, platform: str) -> Status:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return "missing"
    if stat.S_ISDIR(mode):
        return "directory"
    if not stat.S_ISREG(mode):
        return "not-executable"
    if platform == "win32":
        return "found"
    if not os.access(path, os.X_OK):
        return "not-executable"
    named = interpreter(path)
    works = named is None or os.access(os.path.join(folder, named), os.X_OK)
    return "found" if works else "bad-interpreter"


def _variable(env: Mapping[str, str], name: str, platform: str) -> str | None:
    """A variable's value; on Windows names know no case."""
    if platform != "win32":
        return env.get(name)
    return next((value for key, value in env.items() if key.upper() == name), None)
