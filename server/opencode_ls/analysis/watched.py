"""Which files outside a text its findings rest on, so that somebody can watch them.

A path in which a variable's value takes part is left out, and so is what may not be looked at.
"""

import os.path
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import config_folders
from opencode_ls.analysis.layers import NAMES, places
from opencode_ls.analysis.markdown_files import KINDS
from opencode_ls.analysis.own_plugin import HOLDERS
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.analysis.world import is_in
from opencode_ls.pattern import pattern

LIMIT = 200
"""Places outside the workspace, or named by placeholders, that are watched at most."""

SPECIAL: Final = pattern(r"[*?{}\[\]!\\,]")
"""What a pattern reads as more than itself; a name with one is watched with its neighbours."""


class Watched(NamedTuple):
    """The files in `folder` whose names fit a pattern."""

    folder: str
    pattern: str


def watched(analyses: Iterable[Analysis], folders: tuple[str, ...]) -> tuple[Watched, ...]:
    """What the analyses of open documents rest on, each once; at most `LIMIT`.

    In `folders`, the workspace's, whatever has a name of opencode's is left out.
    """
    found = (
        place
        for analysis in analyses
        for place in (*_files(analysis, folders), *_folders(analysis, folders))
    )
    return tuple(dict.fromkeys(found))[:LIMIT]


def _files(analysis: Analysis, folders: tuple[str, ...]) -> Iterator[Watched]:
    """The files that apply outside the workspace, or would, and the targets of placeholders."""
    paths = [path for path, _ in places(analysis.world, analysis.folder)]
    layers = (
        path for path in paths if os.path.basename(path) not in NAMES or not is_in(path, *folders)
    )
    # What may not be looked at makes no difference when it changes.
    seen = (path for path in layers if analysis.world.read(path).status != "unknown")
    targets = (each.path for each in analysis.placeholders if _may_tell(analysis, each))
    for path in (*seen, *targets):
        name = os.path.basename(path)
        yield Watched(os.path.dirname(path), "*" if SPECIAL.search(name) else name)


def _may_tell(analysis: Analysis, placeholder: Placeholder) -> bool:
    """Whether this is a file that may be looked at, and no variable's value is in its path."""
    return placeholder.status != "unknown" and placeholder.written_path(analysis.text) is not None


def _folders(analysis: Analysis, folders: tuple[str, ...]) -> Iterator[Watched]:
    """The folders outside the workspace with agents, commands and plugins, and what is in them."""
    for folder in config_folders(analysis):
        names = analysis.world.list(folder).names
        if is_in(folder, *folders) or not names:
            continue
        # One that is made later is seen in the folder itself.
        yield Watched(folder, "*")
        yield from (
            Watched(os.path.join(folder, name), "**/*.md") for name in names if name in KINDS
        )
        yield from (Watched(os.path.join(folder, name), "*") for name in names if name in HOLDERS)
