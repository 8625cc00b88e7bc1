"""A world made of dictionaries: variables, programs and files that exist only in a test."""

import posixpath
from collections.abc import Mapping
from types import MappingProxyType

from opencode_ls.analysis.catalog import catalog_file
from opencode_ls.analysis.world import FileRead, Listing, Lookup
from opencode_ls.schema.catalog import Catalog, OwnList, packaged

_NONE: Mapping[str, str] = MappingProxyType({})


class FakeWorld:
    """Implements `analysis.world.World`; a file's text may be a failure's name in angle brackets.

    `programs` maps a name to its path, or to `<directory>`, `<not-executable>`,
    `<bad-interpreter>` or `<unknown>`; `links` maps the path of a symbolic link to its file's.
    """

    def __init__(  # noqa: PLR0913  (each is one side of the world, all have defaults)
        self,
        *,
        env: Mapping[str, str] = _NONE,
        files: Mapping[str, str] = _NONE,
        programs: Mapping[str, str] = _NONE,
        links: Mapping[str, str] = _NONE,
        platform: str = "linux",
        home: str = "/home/me",
        cwd: str = "/work",
    ) -> None:
        self._env = env
        self._files = files
        self._programs = programs
        self._links = links
        self.platform = platform
        self.home = home
        self.cwd = cwd

    def holding(self, path: str, text: str) -> "FakeWorld":
        """The same world with one more file, or with another text in it."""
        return FakeWorld(
            env=self._env,
            files={**self._files, path: text},
            programs=self._programs,
            links=self._links,
            platform=self.platform,
            home=self.home,
            cwd=self.cwd,
        )

    def env(self, name: str) -> str | None:
        return self._env.get(name)

    def which(self, program: str, folder: str) -> Lookup:
        searched = () if "/" in program else ("/usr/local/bin", "/usr/bin")
        place = posixpath.normpath(posixpath.join(folder, program)) if "/" in program else program
        match self._programs.get(place, place if place in self._programs.values() else None):
            case None:
                return Lookup("missing", None, searched or (place,))
            case "<directory>":
                return Lookup("directory", f"/usr/bin/{program}", searched)
            case "<not-executable>":
                return Lookup("not-executable", f"/usr/bin/{program}", searched)
            case "<bad-interpreter>":
                return Lookup("bad-interpreter", f"/usr/bin/{program}", searched)
            case "<unknown>":
                return Lookup("unknown")
            case path:
                return Lookup("found", path, searched)

    def read(self, path: str) -> FileRead:
        """A folder is there where a file lies in it, or as `<directory>`."""
        real = self.real_path(path)
        match self._files.get(real):
            case None:
                return FileRead("directory" if self._names_in(real) else "missing")
            case "<directory>":
                return FileRead("directory")
            case "<unreadable>":
                return FileRead("unreadable")
            case "<unknown>":
                return FileRead("unknown")
            case text:
                return FileRead("ok", text)

    def list(self, path: str) -> Listing:
        """A folder is there where a file lies in it, or as `<directory>` or `<unknown>`."""
        real = self.real_path(path)
        names = self._names_in(real)
        match self._files.get(real):
            case "<unknown>":
                return Listing("unknown")
            case "<directory>" | None if names or real in self._files:
                folders = (name for name in names if self._is_folder(posixpath.join(real, name)))
                return Listing("ok", tuple(sorted(names)), frozenset(folders))
            case _:
                return Listing("missing")

    def _names_in(self, folder: str) -> set[str]:
        inside = posixpath.join(folder, "")
        below = (file for file in self._files if file.startswith(inside))
        return {file[len(inside) :].partition("/")[0] for file in below}

    def _is_folder(self, path: str) -> bool:
        return self._files.get(self.real_path(path), "<directory>") == "<directory>"

    def real_path(self, path: str) -> str:
        return self._links.get(path, path)

    def catalog(self) -> Catalog:
        """The list where opencode has its own, if it is there: it counts as a fresh one."""
        read = self.read(catalog_file(self).path)
        return OwnList(read.text) if read.text else packaged().providers
