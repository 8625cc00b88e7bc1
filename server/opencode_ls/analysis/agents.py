"""Which agents there are: opencode's own, those of all files that apply, and those in Markdown.

Places of the Markdown files, and that its front matter may name and describe the agent: opencode
1's source, read.
"""

import os.path
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import config_folders, entries_named
from opencode_ls.jsonc import Node

BUILT_IN = {
    "build": "primary",
    "plan": "primary",
    "general": "subagent",
    "explore": "subagent",
    "compaction": "hidden",
    "summary": "hidden",
    "title": "hidden",
}
"""The agents of opencode 1.18 itself, and how each is used."""

DEPTH = 4
"""Levels of folders below `agent/` that are looked into."""

FILES = 200
"""Markdown files that are read at most; where there are more, not all agents are known."""

_FOLDERS = ("agent", "agents", "mode", "modes")
_FRONT = re.compile(r"\A\ufeff?---\r?\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^(name|mode):[ \t]*[\"']?([^\"'\r\n]*?)[\"']?[ \t]*\r?$", re.MULTILINE)


class Agents(NamedTuple):
    """The agents by name, each with the modes that it is given; `complete` if there are no more.

    `files` are the paths of the Markdown files that define an agent.
    """

    modes: dict[str, frozenset[str]]
    complete: bool
    files: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def agents(analysis: Analysis) -> Agents:
    """All agents that can be found from here; several rules ask, and it reads many files."""
    files = _Files(analysis)
    modes: defaultdict[str, set[str]] = defaultdict(set)
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for name, mode in _in_files(analysis):
        modes[name] |= {mode} - {""}
    for name, mode, path in files.agents():
        modes[name] |= {mode} - {""}
        paths[name].append(path)
    for name, mode in BUILT_IN.items():
        modes[name] = modes[name] or {mode}
    return Agents(
        {name: frozenset(given) for name, given in modes.items()},
        files.complete,
        {name: tuple(found) for name, found in paths.items()},
    )


def _in_files(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """Each agent of the configuration files, with its mode or ""."""
    for name, node in entries_named(analysis, "agent", "agents"):
        yield name, _mode(node)
    for name, _ in entries_named(analysis, "mode"):
        yield name, "primary"


def _mode(node: Node) -> str:
    mode = node.get("mode")
    return mode.value if mode is not None and isinstance(mode.value, str) else ""


class _Files:
    """Looks for Markdown files; `complete` turns false where something cannot be seen."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._left = FILES
        self.complete = True

    def agents(self) -> Iterator[tuple[str, str, str]]:
        """Each agent with its mode and its file, under each name that it may have."""
        for folder in config_folders(self._analysis):
            for name in _FOLDERS:
                for path in self._below(os.path.join(folder, name), "", DEPTH):
                    yield from self._agent(os.path.join(folder, name), path)

    def _below(self, folder: str, inner: str, depth: int) -> Iterator[str]:
        """The Markdown files below a folder, by their paths in it."""
        listing = self._analysis.world.list(os.path.join(folder, inner) if inner else folder)
        if listing.status not in {"ok", "missing"} or depth == 0:
            self.complete = False
        for name in listing.names:
            path = os.path.join(inner, name) if inner else name
            if name.endswith(".md"):
                yield path
            elif depth:
                yield from self._below(folder, path, depth - 1)

    def _agent(self, folder: str, path: str) -> Iterator[tuple[str, str, str]]:
        self._left -= 1
        if self._left < 0:
            self.complete = False
            return
        read = self._analysis.world.read(os.path.join(folder, path))
        front = _FRONT.match(read.text)
        told = dict(_LINE.findall(front[1])) if front else {}
        mode = "primary" if os.path.basename(folder).startswith("mode") else told.get("mode", "")
        stem = path.removesuffix(".md").replace(os.sep, "/")
        for name in {stem, stem.rpartition("/")[2], told.get("name", stem)}:
            yield name, mode, os.path.join(folder, path)
