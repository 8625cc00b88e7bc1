"""Which Markdown files define an agent or a command."""

from collections import defaultdict
from functools import lru_cache

from opencode_ls.analysis.agents import agents
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.front_matter import names_of
from opencode_ls.analysis.markdown_files import COMMANDS, MarkdownFiles
from opencode_ls.analysis.names import Subject


def defining_files(analysis: Analysis, subject: Subject) -> tuple[str, ...]:
    """The paths of those that define it, under any name that they may have."""
    match subject.kind:
        case "agent":
            return agents(analysis).files.get(subject.id, ())
        case "command":
            return _commands(analysis).get(subject.id, ())
        case _:
            return ()


@lru_cache(maxsize=1)
def _commands(analysis: Analysis) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in MarkdownFiles(analysis, COMMANDS):
        for name in names_of(file):
            found[name].append(file.path)
    return {name: tuple(paths) for name, paths in found.items()}
