"""Finds the Markdown files in which opencode has agents and commands.

Places and levels: opencode 1's source, read.
"""

import os.path
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import config_folders

AGENTS = ("agent", "agents", "mode", "modes")
COMMANDS = ("command", "commands")
KINDS = (*AGENTS, *COMMANDS)
"""The folders of opencode's in which they lie."""

DEPTH = 4
"""Levels of folders below these that are looked into."""

FILES = 200
"""Files that are read at most."""


class MarkdownFile(NamedTuple):
    """A file at `inner` in one of opencode's folders, which has the name `kind`."""

    folder: str
    inner: str
    text: str

    @property
    def path(self) -> str:
        """Where it lies."""
        return os.path.join(self.folder, self.inner)

    @property
    def kind(self) -> str:
        """The name of the folder, such as "agent"."""
        return os.path.basename(self.folder)


class MarkdownFiles:
    """Looks for Markdown files; `complete` turns false where something cannot be seen.

    `more` turns true where there are more than are read.
    """

    def __init__(self, analysis: Analysis, kinds: tuple[str, ...]) -> None:
        self._world = analysis.world
        self._folders = [
            os.path.join(folder, kind) for folder in config_folders(analysis) for kind in kinds
        ]
        self.complete = True
        self.more = False

    def __iter__(self) -> Iterator[MarkdownFile]:
        left = FILES
        for folder in self._folders:
            for inner in self._below(folder, "", DEPTH):
                if left == 0:
                    self.complete, self.more = False, True
                    return
                left -= 1
                yield MarkdownFile(
                    folder, inner, self._world.read(os.path.join(folder, inner)).text
                )

    def _below(self, folder: str, inner: str, depth: int) -> Iterator[str]:
        """The Markdown files below a folder, by their paths in it."""
        listing = self._world.list(os.path.join(folder, inner) if inner else folder)
        if listing.status not in {"ok", "missing"} or depth == 0:
            self.complete = False
        for name in listing.names:
            path = os.path.join(inner, name) if inner else name
            if name.endswith(".md"):
                yield path
            elif depth:
                yield from self._below(folder, path, depth - 1)
