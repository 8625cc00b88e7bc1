"""The real World: looks at this machine's variables, programs and files, and starts nothing."""

import os
import re
import stat
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from itertools import islice
from time import gmtime, strftime
from typing import Literal, TypeVar

from opencode_ls.analysis.catalog import CatalogFile, catalog_file
from opencode_ls.analysis.layers import config_folder
from opencode_ls.analysis.world import FileRead, Listing, Lookup, is_in
from opencode_ls.lookout import Late, ask
from opencode_ls.pattern import pattern
from opencode_ls.resolver.lookup import is_path, look_up, path_folders
from opencode_ls.schema.catalog import Catalog, OwnList, packaged

LIMIT = 1024 * 1024
"""Bytes of a file that are read at most."""

LIST_LIMIT = 32 * LIMIT
"""Bytes of a list of models that are read at most: that of opencode 1.18.33 has 5 million."""

NAMES = 1000
"""Names of a folder that are listed at most: opencode's own folders hold a few."""

PATIENCE = 1.0
"""Seconds after which a file counts as unknown: its file system may be far away, or gone."""

_SYSTEM = ("/dev", "/proc", "/sys")
_RESERVED = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$", re.IGNORECASE)
_Answer = TypeVar("_Answer")
_Seen = TypeVar("_Seen", FileRead, Listing)
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
    opencode folders and, for programs, PATH; what lies elsewhere is unknown.  `catalog` is the path
    of the list of models to use, "" for the one that opencode keeps.
    """

    def __init__(
        self,
        *,
        trusted: bool = True,
        workspace: tuple[str, ...] = (),
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        catalog: str = "",
    ) -> None:
        self.platform = sys.platform
        self._env = os.environ if env is None else env
        self.cwd = os.getcwd() if cwd is None else cwd
        self.home = self.env("HOME" if os.name == "posix" else "USERPROFILE") or ""
        self._trusted = trusted
        self._catalog = catalog
        self._workspace = tuple(map(self.real_path, workspace))
        self._waiting: dict[str, Callable[[], bool]] = {}

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

    def catalog(self) -> Catalog:
        """The user's own list of models where that is the fresher one, else the packaged one.

        It is looked for whether the workspace is trusted or not, which has no say in its place.
        """
        file = catalog_file(self, self._catalog)
        own = self._within_patience(file.path, lambda: _own_catalog(file), None)
        return packaged().providers if own is None else own

    def real_path(self, path: str) -> str:
        """The path with every symbolic link followed; a special one as it is, without a look."""
        return path if _is_special(path) or "\0" in path else os.path.realpath(path)

    def _within_patience(
        self, place: str, look: Callable[[], _Answer], unknown: _Answer
    ) -> _Answer:
        """Look, unless an earlier look at the same place still waits for its answer."""
        if place in self._waiting and self._waiting[place]():
            return unknown
        try:
            answer = ask(look, PATIENCE)
        except Late as late:
            self._waiting[place] = late.busy
            return unknown
        self._waiting.pop(place, None)
        return answer

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
            or is_in(real, *self._workspace)
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
        return self._trusted or is_in(real, *self._workspace) or is_in(path, *self._own_folders())

    def _own_folders(self) -> tuple[str, ...]:
        folder = config_folder(self)
        return (folder, os.path.join(self.home, ".opencode")) if self.home else (folder,)


def _own_catalog(file: CatalogFile) -> Catalog | None:
    """The list in a file, None if that is not there or too old."""
    if not os.path.isabs(file.path) or _is_special(file.path):
        return None
    try:
        found = os.stat(file.path)
        day = strftime("%Y-%m-%d", gmtime(found.st_mtime))
        return _list_of(file.path, found.st_mtime_ns, found.st_size) if day > file.after else None
    except (OSError, ValueError, OverflowError):
        return None


@lru_cache(maxsize=1)
def _list_of(path: str, _changed: int, _size: int) -> Catalog | None:
    """The list of a file as it is now: it is read again when its time or size is another."""
    read = _read_regular(path, LIST_LIMIT)
    return OwnList(read.text) if read.status == "ok" else None


def _read_regular(path: str, limit: int = LIMIT) -> FileRead:
    # Looked at before it is opened: opening a device may already make it act.
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        return FileRead("directory")
    if not stat.S_ISREG(mode):
        return FileRead("unreadable")
    with open(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return FileRead("unreadable")
        content = file.read(limit + 1)
    if len(content) > limit:
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
    if path.startswith(("//", "\\\\")) or is_in(os.path.normpath(path), *_SYSTEM):
        return True
    return os.name == "nt" and _RESERVED.match(os.path.basename(path)) is not None
