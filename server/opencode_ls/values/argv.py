"""A command as a list: the program first."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, index_of, program


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The programs for the first element; a whole list has nothing that could be foreseen."""
    if index_of(place) == 0:
        yield from program.complete(analysis, place)
