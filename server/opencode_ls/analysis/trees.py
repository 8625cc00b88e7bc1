"""Remembers the last tree of each file, by which its next version is read: see `jsonc.resume`.

The text of a file is parsed once for all that look at it: as written, after substitution where that
changes nothing, and as one of the layers, of this file and of others.
"""

from collections.abc import Callable

from opencode_ls.analysis.placeholders import (
    LONGEST,
    Substitution,
    as_written,
    has_openings,
    substitute,
)
from opencode_ls.analysis.world import World
from opencode_ls.jsonc import Tree, parse, parse_template
from opencode_ls.jsonc.changed import Absent

_Parse = Callable[[str, Tree | None], Tree]


class Trees:
    """Makes trees; what it remembers makes the next one quicker, and never another one."""

    __slots__ = ("_last", "_plain")

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], Tree] = {}
        self._plain: dict[str, Absent] = {}

    def substituted(self, path: str, text: str, folder: str, world: World) -> Substitution:
        """What `substitute` makes of a text, which is looked through where it has changed."""
        plain = self._plain.setdefault(path, Absent(has_openings, LONGEST))
        return substitute(text, folder, world) if plain.is_in(text) else as_written(text)

    def parse(self, path: str, text: str) -> Tree:
        """What `parse` makes of a text."""
        return self._read(("parsed", path), text, parse)

    def written(self, path: str, text: str) -> Tree:
        """What `parse_template` makes of a text as it is written."""
        return self._read(("written", path), text, parse_template)

    def partial(self, path: str, text: str) -> Tree:
        """What `parse_template` makes of a text in which not every placeholder is substituted."""
        return self._read(("partial", path), text, parse_template)

    def _read(self, slot: tuple[str, str], text: str, read: _Parse) -> Tree:
        last = self._last.get(slot)
        if last is None or last.text != text:
            last = self._last[slot] = read(text, last)
        return last
