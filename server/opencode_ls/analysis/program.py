"""Finds the program that each well-formed command starts, as the resolver would find it."""

from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.argv import is_command_line
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_source import argv_of, commands, written_argv
from opencode_ls.analysis.shell_syntax import pieces
from opencode_ls.analysis.wording import shown
from opencode_ls.analysis.world import Lookup, World
from opencode_ls.jsonc import Node

DESKTOP_FOLDERS = ("/usr/bin", "/bin", "/usr/sbin", "/sbin")
"""The PATH of what macOS starts from the dock or the Finder (seen in opencode's issue 47710)."""


class Program(NamedTuple):
    """The first word of an `apiKeyCommand` and where it was looked for.

    `shown` is the word as written, in backticks.
    """

    provider: str
    node: Node
    name: str
    shown: str
    lookup: Lookup


def programs(analysis: Analysis) -> Iterator[Program]:
    """The program of each command, save those whose first word is no program's name at all."""
    for provider, node in commands(analysis):
        argv = argv_of(node)
        if argv is None or is_command_line(argv[0]):
            continue
        written = written_argv(analysis, node) or argv
        if pieces(written, analysis.world.platform)[0] is not None:
            continue
        first = node.items[0]
        lookup = analysis.world.which(argv[0], analysis.home_folder)
        yield Program(provider, first, argv[0], shown(analysis, first), lookup)


def on_desktop_path(world: World, program: str, folder: str) -> bool:
    """Whether an application that macOS starts for a desktop would find the program too."""
    places = [program] if "/" in program else [f"{each}/{program}" for each in DESKTOP_FOLDERS]
    return any(world.which(place, folder).status == "found" for place in places)
