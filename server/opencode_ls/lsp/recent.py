"""What was seen a moment ago: while somebody types, the disk is not asked again for each letter.

An analysis looks at some forty places, most of which hold nothing; each look waits for a thread,
since a file system may hang.  Measured at 3 KB: 0.1 ms a keystroke in place of 5.  What an editor
tells about files, a save, a command that ran: after each of them everything is looked at anew.
"""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import TypeVar, cast

from opencode_ls.analysis.world import FileRead, Listing, Lookup, World
from opencode_ls.schema.catalog import Catalog

MOMENT = 2.0
"""Seconds after which everything is looked at anew."""

_Seen = TypeVar("_Seen", FileRead, Listing, Lookup, Catalog, str, str | None)


class RecentWorld:
    """A World that answers for a moment what another one said."""

    def __init__(self, world: World, now: Callable[[], float] = monotonic) -> None:
        self._world = world
        self._now = now
        self._seen: dict[Hashable, object] = {}
        self._until = 0.0
        self.platform, self.home, self.cwd = world.platform, world.home, world.cwd

    def env(self, name: str) -> str | None:
        """The value of an environment variable."""
        return self._recall(("env", name), lambda: self._world.env(name))

    def which(self, program: str, folder: str) -> Lookup:
        """Find a program."""
        return self._recall(("which", program, folder), lambda: self._world.which(program, folder))

    def read(self, path: str) -> FileRead:
        """Read a text file."""
        return self._recall(("read", path), lambda: self._world.read(path))

    def list(self, path: str) -> Listing:
        """The names of what lies in a folder."""
        return self._recall(("list", path), lambda: self._world.list(path))

    def catalog(self) -> Catalog:
        """The list of providers and models."""
        return self._recall("catalog", self._world.catalog)

    def real_path(self, path: str) -> str:
        """The path with every symbolic link followed."""
        return self._recall(("real", path), lambda: self._world.real_path(path))

    def _recall(self, question: Hashable, look: Callable[[], _Seen]) -> _Seen:
        now = self._now()
        if now >= self._until:
            self._seen, self._until = {}, now + MOMENT
        seen = self._seen
        if question not in seen:
            seen[question] = look()
        return cast("_Seen", seen[question])
