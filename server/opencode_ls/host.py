"""The real World: looks at this machine's variables, programs and files, and starts nothing."""

import os
import re
import stat
import sys
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from threading import Thread
from typing import Literal, TypeVar

from opencode_ls.analysis.layers import config_folder
from opencode_ls.analysis.world import FileRead, Listing, Lookup
from opencode_ls.resolver.lookup import is_path, look_up, path_folders

LIMIT = 1024 * 1024
"""Bytes of a file that are read at most."""

NAMES = 1000
"""Names of a folder that are listed at most: opencode's own folders hold a few."""

PATIENCE = 1.0
"""Seconds after which a file counts as unknown: its file system may be far away, or gone."""

_SYSTEM = ("/dev", "/proc", "/sys")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$", re.IGNORECASE)
_Seen = TypeVar("_Seen", FileRead, Listing, Lookup)
_Reason = Literal["missing", "unknown", "unreadable"]
# A FIFO or a device must not block or act on being opened; Windows lacks these and needs "binary".
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class RealWorld:
    """Implements `analysis.world.World`.

    While it is not `trusted`, it looks nowhere but in the folders of `workspace`, the user's
    opencode folders and, for programs, PATH; what lies elsewhere is unknown.
    """

    def __init__(
        self,
        *,
        trusted: bool = True,
        workspace: tuple[str, ...] = (),
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
    ) -> None:
        self.platform = sys.platform
        self._env = os.environ if env is None else env
        self.cwd = os.getcwd() if cwd is None else cwd
        self.home = self.env("HOME" if os.name == "posix" else "USERPROFILE") or ""
        self._trusted = trusted
        self._workspace = tuple(map(self.real_path, workspace))
        self._waiting: dict[str, Thread] = {}

    def env(self, name: str) -> str | None:
        """The value of an environment variable, None if it is not set or cannot be."""
        return None if "\0" in name or "=" in name else self._env.get(name)

    def read(self, path: str) -> FileRead:
        """Read a regular file, or say why not, within `PATIENCE` seconds."""
        return self._see(path, _read_regular, FileRead)

    def list(self, path: str) -> Listing:
        """List a folder, or say why not, within `PATIENCE` seconds."""
        return self._see(path, partial(_names, through_links=self._trusted), Listing)

    def which(self, program: str, folder: str) -> Lookup:
        """Find a program as the resolver would, within `PATIENCE` seconds."""
        unknown = Lookup("unknown")
        if _is_special(program):
            return unknown
        if not is_path(program):
            return self._within_patience("", lambda: self._which(program, folder), unknown)
        path = os.path.normpath(os.path.join(folder, program))
        if _is_special(path) or "\0" in program:
            return unknown
        return self._within_patience(path, lambda: self._which_path(path), unknown)

    def real_path(self, path: str) -> str:
        """The path with every symbolic link followed; a special one as it is, without a look."""
        return path if _is_special(path) or "\0" in path else os.path.realpath(path)

    def _within_patience(self, place: str, look: Callable[[], _Seen], unknown: _Seen) -> _Seen:
        """Look on a thread of its own, which may outlive us where a file system hangs."""
        if place in self._waiting and self._waiting[place].is_alive():
            return unknown
        answers: list[_Seen] = []
        thread = Thread(target=lambda: answers.append(look()), daemon=True)
        thread.start()
        thread.join(PATIENCE)
        if not answers:
            self._waiting[place] = thread
            return unknown
        self._waiting.pop(place, None)
        return answers[0]

    def _which(self, program: str, folder: str) -> Lookup:
        return Lookup(*look_up(program, folder, self._env, self.platform))

    def _which_path(self, path: str) -> Lookup:
        real = self.real_path(path)
        if _is_special(real) or not self._may_start(path, real):
            return Lookup("unknown")
        return self._which(path, os.path.dirname(path))

    def _may_start(self, path: str, real: str) -> bool:
        """Whether a program's path may be looked at: in a folder of PATH or in the workspace."""
        return (
            self._trusted
            or os.path.dirname(path) in path_folders(self._env, self.platform)
            or any(_below(real, folder) for folder in self._workspace)
        )

    def _see(
        self, path: str, look: Callable[[str], _Seen], without: Callable[[_Reason], _Seen]
    ) -> _Seen:
        """Look at a path if that is allowed; `without` makes the answer that only says why not."""
        if not os.path.isabs(path) or "\0" in path:
            return without("missing")
        if _is_special(path):
            return without("unknown")
        path = os.path.normpath(path)
        unknown = without("unknown")
        return self._within_patience(path, lambda: self._look(path, look, without), unknown)

    def _look(
        self, path: str, look: Callable[[str], _Seen], without: Callable[[_Reason], _Seen]
    ) -> _Seen:
        real = self.real_path(path)
        if _is_special(real) or not self._allowed(path, real):
            return without("unknown")
        try:
            return look(path)
        except (FileNotFoundError, NotADirectoryError):
            return without("missing")
        except (OSError, ValueError):
            return without("unreadable")

    def _allowed(self, path: str, real: str) -> bool:
        """Whether a file may be looked at; links out of a workspace lead out of it.

        The user's own folders are taken by their names: people keep those files elsewhere, linked.
        """
        return (
            self._trusted
            or any(_below(real, folder) for folder in self._workspace)
            or any(_below(path, folder) for folder in self._own_folders())
        )

    def _own_folders(self) -> tuple[str, ...]:
        folder = config_folder(self)
        return (folder, os.path.join(self.home, ".opencode")) if self.home else (folder,)


def _read_regular(path: str) -> FileRead:
    # Looked at before it is opened: opening a device may already make it act.
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        return FileRead("directory")
    if not stat.S_ISREG(mode):
        return FileRead("unreadable")
    with open(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return FileRead("unreadable")
        content = file.read(LIMIT + 1)
    if len(content) > LIMIT:
        return FileRead("too-large")
    return FileRead("ok", content.decode("utf-8", "replace"))


def _names(folder: str, *, through_links: bool) -> Listing:
    with os.scandir(folder) as entries:
        found = [*islice(entries, NAMES + 1)]
        folders = (entry.name for entry in found if entry.is_dir(follow_symlinks=through_links))
        if len(found) > NAMES:
            return Listing("too-large")
        return Listing("ok", tuple(sorted(entry.name for entry in found)), frozenset(folders))


def _is_special(path: str) -> bool:
    """Whether a path leads to another machine, a device or the kernel's own view of processes."""
    if path.startswith(("//", "\\\\")) or _below(os.path.normpath(path), *_SYSTEM):
        return True
    return os.name == "nt" and _RESERVED.match(os.path.basename(path)) is not None


def _below(path: str, *folders: str) -> bool:
    return any(path == folder or path.startswith(os.path.join(folder, "")) for folder in folders)
