"""What a consent is given to: one command, where it would run, and where its key would go."""

import errno
import json
import os
import re
import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hashlib import _Hash

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that its hash covers; of a larger one also its size and its time of change."""

_CHUNK = 1024 * 1024
_BETWEEN_WORDS = re.compile(r"[\s;|&()<>\"'`=,@]+")
"""What stands between names of files in a shell's script, or before one in an option."""


class Destination(NamedTuple):
    """What decides where a provider's key is sent, None where nothing is set.

    `others` are settings that may decide it too, each with its path in the provider's entry.
    """

    base_url: str | None = None
    api: str | None = None
    npm: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()


class Request(NamedTuple):
    """One command that somebody wants to run, with all that a consent to it covers.

    `written` is the argv as it stands in the file, `argv` the one that would run; `program` is the
    path that was looked up and `real_program` the same with every link followed; `folder` is the
    working directory and `file` the real path of the file that holds the command.
    `own` says that this is one of the user's own files, `touched_by` names the project files that
    set anything about this provider's key or where it goes.
    `destination` has the effective values, which are covered, `destination_written` what stands in
    the files, which is shown.
    `files` is what `content_of` found below `workspace`.
    `tries` is the address, as written, to which the key is sent at once to see whether it is
    accepted; "" if the command is only run.
    """

    provider: str
    written: tuple[str, ...]
    argv: tuple[str, ...]
    program: str
    real_program: str
    folder: str
    file: str
    own: bool
    touched_by: tuple[str, ...]
    destination: Destination
    destination_written: Destination
    files: tuple[tuple[str, str], ...]
    workspace: str
    tries: str = ""


def fingerprint(request: Request) -> str:
    """The SHA-256, in hexadecimal digits, of all that a consent covers."""
    covered = [
        "opencode-ls consent 1",
        request.provider,
        request.written,
        request.argv,
        request.program,
        request.real_program,
        request.folder,
        request.file,
        request.destination,
        request.files,
        # A consent to a mere run is none to sending the key, and stays valid as it was.
        *([request.tries] if request.tries else []),
    ]
    return _digest(json.dumps(covered).encode()).hexdigest()


def content_of(
    argv: tuple[str, ...], program: str, folder: str, workspace: str
) -> tuple[tuple[str, str], ...]:
    """The program, and what the arguments name, as far as it lies below the workspace.

    Each with its path and its SHA-256; what is no regular file, or cannot be read, has a word in
    place of the hash.  A shell's script names the files that stand in it as words.
    """
    if not workspace:
        return ()
    roots = (os.path.normpath(workspace), os.path.realpath(workspace))
    names = dict.fromkeys((program, *_names(argv[1:])))
    paths = dict.fromkeys(os.path.normpath(os.path.join(folder, name)) for name in names)
    found = ((path, _content(path)) for path in paths if _inside(path, roots))
    return tuple((path, content) for path, content in found if content)


def _names(words: tuple[str, ...]) -> Iterator[str]:
    """Whatever in the words could name a file on this machine."""
    for word in words:
        for name in (word, *_BETWEEN_WORDS.split(word)):
            if name and "\0" not in name and not name.startswith(("//", "\\\\")):
                yield name


def _inside(path: str, roots: tuple[str, ...]) -> bool:
    """Whether a path leads into the workspace, by its name or by where its links end."""
    ways = (path, os.path.realpath(path))
    return any(
        way == root or way.startswith(os.path.join(root, "")) for way in ways for root in roots
    )


def _content(path: str) -> str:
    """The SHA-256 of a regular file, a word for anything else, "" where there is nothing."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            return "folder" if stat.S_ISDIR(found.st_mode) else "special"
        return _hash(path, found)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return ""
    except OSError as error:
        return "" if error.errno == errno.ENAMETOOLONG else f"unreadable ({error.errno})"


def _hash(path: str, found: os.stat_result) -> str:
    digest = _digest()
    with open(path, "rb") as file:
        for _ in range(LARGEST // _CHUNK):
            digest.update(file.read(_CHUNK))
    if found.st_size > LARGEST:
        digest.update(f"{found.st_size} {found.st_mtime_ns}".encode())
    return digest.hexdigest()


def _digest(begin: bytes = b"") -> "_Hash":
    import hashlib  # noqa: PLC0415  (5 ms that a command pays only where somebody is asked)

    return hashlib.sha256(begin)
