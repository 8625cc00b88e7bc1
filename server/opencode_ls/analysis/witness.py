"""Notes what is asked of a World, so that it can be told later whether the answers still hold."""

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from opencode_ls.analysis.world import FileRead, Listing, Lookup, World
from opencode_ls.schema.catalog import Catalog

Asked = dict[tuple[Hashable, ...], object]
"""Each answer by its question: a method's name and its arguments."""

_Answer = TypeVar("_Answer", FileRead, Listing, Lookup, Catalog, str, str | None)


class Witness:
    """A World that answers what another one says, and notes it in `asked`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.asked: Asked = {}
        self.platform, self.home, self.cwd = world.platform, world.home, world.cwd

    def env(self, name: str) -> str | None:
        """The value of an environment variable."""
        return self._note(("env", name), self._world.env(name))

    def which(self, program: str, folder: str) -> Lookup:
        """Find a program."""
        return self._note(("which", program, folder), self._world.which(program, folder))

    def read(self, path: str) -> FileRead:
        """Read a text file."""
        return self._note(("read", path), self._world.read(path))

    def list(self, path: str) -> Listing:
        """The names of what lies in a folder."""
        return self._note(("list", path), self._world.list(path))

    def real_path(self, path: str) -> str:
        """The path with every symbolic link followed."""
        return self._note(("real_path", path), self._world.real_path(path))

    def catalog(self) -> Catalog:
        """The list of providers and models."""
        return self._note(("catalog",), self._world.catalog())

    def _note(self, question: tuple[Hashable, ...], answer: _Answer) -> _Answer:
        self.asked[question] = answer
        return answer


def still_says(world: World, asked: Asked) -> bool:
    """Whether a World answers all of this as it was answered."""
    return all(_is(_ask(world, *question), answer) for question, answer in asked.items())


def _ask(world: World, method: Any, *arguments: Hashable) -> object:  # noqa: ANN401  (a name)
    return getattr(world, method)(*arguments)


def _is(now: object, then: object) -> bool:
    """A catalogue is the same if it is the same object: to compare two takes long."""
    return now is then or (not isinstance(then, Mapping) and now == then)
