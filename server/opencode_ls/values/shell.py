"""The shell of the terminal: those that this machine has."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value

_USUAL = ("zsh", "bash", "fish", "nu", "sh", "pwsh", "powershell", "cmd")


def complete(analysis: Analysis, _place: Place) -> Iterator[Value]:
    """The usual shells that are found here, by their path."""
    for name in _USUAL:
        lookup = analysis.world.which(name, analysis.home_folder)
        if lookup.status == "found" and lookup.path is not None:
            yield Value(lookup.path, lookup.path, "command")
