"""Which agents there are: opencode's own, those of all files that apply, and those in Markdown."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.front_matter import names_of, told_in
from opencode_ls.analysis.known import entries_named
from opencode_ls.analysis.markdown_files import AGENTS, MarkdownFile, MarkdownFiles
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
    files = MarkdownFiles(analysis, AGENTS)
    modes: defaultdict[str, set[str]] = defaultdict(set)
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for name, mode in _in_files(analysis):
        modes[name] |= {mode} - {""}
    for file in files:
        for name in names_of(file):
            modes[name] |= {_mode_in(file)} - {""}
            paths[name].append(file.path)
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


def _mode_in(file: MarkdownFile) -> str:
    """The mode of an agent, or ""."""
    if file.kind.startswith("mode"):
        return "primary"
    return told_in(file.text).get("mode", "")
