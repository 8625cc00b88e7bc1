"""How the keys of a file are, as the last run of each `apiKeyCommand` told: for a status bar."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_source import CommandSite, command_sites, entry_of, last_run

State = Literal["ok", "failing", "not run"]


class KeyState(NamedTuple):
    """A provider with a command that could run, and what came of its last run."""

    provider: str
    state: State


def keys(analysis: Analysis) -> tuple[KeyState, ...]:
    """Each of them, in the order of the file."""
    sites = command_sites(analysis)
    return tuple(
        KeyState(site.provider, _state(analysis, site))
        for site in sites
        if entry_of(analysis, site.node) is not None
    )


def summary(found: tuple[KeyState, ...]) -> str:
    """The worst that is to be said of them, in a few words; nothing if there are none."""
    return next(_summaries(found), "")


def _summaries(found: tuple[KeyState, ...]) -> Iterator[str]:
    states: tuple[State, ...] = ("failing", "not run", "ok")
    for state in states:
        count = sum(key.state == state for key in found)
        if count:
            yield f"{count} {'key' if count == 1 else 'keys'} {state}"


def _state(analysis: Analysis, site: CommandSite) -> State:
    """A run of the command as it was before an edit tells nothing."""
    run = last_run(analysis, site)
    if run is None:
        return "not run"
    return "ok" if run.ok else "failing"
