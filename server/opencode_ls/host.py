"""The real World: looks at this machine's variables, programs and files, and starts nothing."""

import os
import re
import stat
import sys
from collections.abc import Mapping
from threading import Thread

from opencode_ls.analysis.layers import config_folder
from opencode_ls.analysis.world import FileRead, Lookup
from opencode_ls.resolver.lookup import look_up

LIMIT = 1024 * 1024
"""Bytes of a file that are read at most."""

PATIENCE = 1.0
"""Seconds after which a file counts as unknown: its file system may be far away, or gone."""

_SYSTEM = ("/dev", "/proc", "/sys")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$", re.IGNORECASE)
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
        if not os.path.isabs(path) or "\0" in path:
            return FileRead("missing")
        if _is_special(path):
            return FileRead("unknown")
        return self._within_patience(os.path.normpath(path))

    def real_path(self, path: str) -> str:
        """The path with every symbolic link followed; a special one as it is, without a look."""
        return path if _is_special(path) or "\0" in path else os.path.realpath(path)

    def _within_patience(self, path: str) -> FileRead:
        """Read on a thread of its own, which may outlive us where a file system hangs."""
        if path in self._waiting and self._waiting[path].is_alive():
            return FileRead("unknown")
        answers: list[FileRead] = []
        thread = Thread(target=lambda: answers.append(self._read(path)), daemon=True)
        thread.start()
        thread.join(PATIENCE)
        if not answers:
            self._waiting[path] = thread
            return FileRead("unknown")
        self._waiting.pop(path, None)
        return answers[0]

    def _read(self, path: str) -> FileRead:
        real = self.real_path(path)
        if _is_special(real) or not self._allowed(path, real):
            return FileRead("unknown")
        try:
            return _read_regular(path)
        except (FileNotFoundError, NotADirectoryError):
            return FileRead("missing")
        except (OSError, ValueError):
            return FileRead("unreadable")

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


def _is_special(path: str) -> bool:
    """Whether a path leads to another machine, a device or the kernel's own view of processes."""
    if path.startswith(("//", "\\\\")) or _below(os.path.normpath(path), *_SYSTEM):
        return True
    return os.name == "nt" and _RESERVED.match(os.path.basename(path)) is not None


def _below(path: str, *folders: str) -> bool:
    return any(path == folder or path.startswith(os.path.join(folder, "")) for folder in folders)
