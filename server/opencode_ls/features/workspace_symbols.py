"""Finds what the files define by a part of its name: providers, agents, commands, mcp servers."""

from collections.abc import Iterable
from typing import NamedTuple

from opencode_ls.analysis.names import File, Name

LIMIT = 500
"""Symbols that are found at most; whoever wants another one types more of its name."""

_KINDS = frozenset({"provider", "agent", "command", "mcp"})
"""Models are left out: a gateway has hundreds."""


class Defined(NamedTuple):
    """What is defined, and the file where."""

    name: Name
    file: File


def workspace_symbols(files: Iterable[File], query: str) -> tuple[Defined, ...]:
    """What is defined in these files, best first; at most `LIMIT`.

    The letters of `query` stand in the name in this order, whatever their case; "" is in all.
    """
    wanted = query.lower()
    every = (Defined(name, file) for file in files for name in file.names if name.defines)
    found = [
        each
        for each in every
        if each.name.subject.kind in _KINDS and _has(each.name.subject.id.lower(), wanted)
    ]
    return tuple(sorted(found, key=lambda each: _rank(each, wanted))[:LIMIT])


def _has(name: str, wanted: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in wanted)


def _rank(found: Defined, wanted: str) -> tuple[bool, bool]:
    name = found.name.subject.id.lower()
    return not name.startswith(wanted), wanted not in name
