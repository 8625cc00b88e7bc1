"""What an analysis may look at outside its text: it can look, it cannot run anything."""

import os.path
from typing import Literal, NamedTuple, Protocol

from opencode_ls.schema.catalog import Catalog


class Lookup(NamedTuple):
    """Where a program was looked for and what stood there.

    `path` is what was found (or what stands in the way), `searched` the folders in order.
    `unknown` means that looking is not allowed here: rules stay silent.
    """

    status: Literal["found", "missing", "not-executable", "directory", "bad-interpreter", "unknown"]
    path: str | None = None
    searched: tuple[str, ...] = ()


class FileRead(NamedTuple):
    """The text of a regular file of at most 1 MiB, or why there is none."""

    status: Literal["ok", "missing", "directory", "unreadable", "too-large", "unknown"]
    text: str = ""


class Listing(NamedTuple):
    """The sorted names in a folder, or why there are none; "too-large" is one of over 1,000.

    `folders` are those of the names that are folders themselves.
    """

    status: Literal["ok", "missing", "unreadable", "too-large", "unknown"]
    names: tuple[str, ...] = ()
    folders: frozenset[str] = frozenset()


def is_in(path: str, *folders: str) -> bool:
    """Whether a path is one of the folders' own, or below one, by their names."""
    return any(path == folder or path.startswith(os.path.join(folder, "")) for folder in folders)


class World(Protocol):
    """The machine as rules see it; `host.RealWorld` is the real one, tests pass a FakeWorld."""

    @property
    def platform(self) -> str:
        """Like `sys.platform`."""

    @property
    def home(self) -> str:
        """The user's home folder, "" if there is none."""

    @property
    def cwd(self) -> str:
        """The folder that relative paths of the command line are relative to."""

    def env(self, name: str) -> str | None:
        """The value of an environment variable, None if it is not set."""

    def which(self, program: str, folder: str) -> Lookup:
        """Find a program as the resolver would; a relative path with a slash starts at `folder`."""

    def read(self, path: str) -> FileRead:
        """Read a text file."""

    def list(self, path: str) -> Listing:
        """The names of what lies in a folder; a file counts as a missing one."""

    def real_path(self, path: str) -> str:
        """The path with every symbolic link followed."""

    def catalog(self) -> Catalog:
        """The user's own list of models where that is the fresher one, else the packaged one."""


def leads_below(world: World, path: str, folders: tuple[str, ...]) -> bool:
    """Whether a path leads to a place below one of the folders, links followed."""
    above = (os.path.join(world.real_path(folder), "") for folder in folders)
    return world.real_path(path).startswith(tuple(above))
