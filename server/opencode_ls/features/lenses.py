"""Offers, above each `apiKeyCommand` that can run, to run it and to try its key."""

from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis, Run
from opencode_ls.analysis.key_source import CommandSite, command_sites, entry_of, last_run
from opencode_ls.features.actions import RunCommand, TryKey
from opencode_ls.text import Span


class Lens(NamedTuple):
    """Something to do, shown above the line that `span` is on."""

    span: Span
    title: str
    command: RunCommand | TryKey


def lenses(analysis: Analysis) -> tuple[Lens, ...]:
    """Both for each command whose program is there; the key's name is their place."""
    return tuple(lens for site in command_sites(analysis) for lens in _of_site(analysis, site))


def _of_site(analysis: Analysis, site: CommandSite) -> Iterator[Lens]:
    key = site.node.key
    if key is None or entry_of(analysis, site.node) is None:
        return
    if _can_start(analysis, site):
        span = analysis.span(key.key_span)
        title = " · ".join(("▷ Run apiKeyCommand", *_last(last_run(analysis, site))))
        yield Lens(span, title, RunCommand(site.provider))
        yield Lens(span, "Try key", TryKey(site.provider))


def _can_start(analysis: Analysis, site: CommandSite) -> bool:
    """Whether its program is there; that of a name from a placeholder is not to be told."""
    if analysis.tainted(site.node.items[0]):
        return True
    return analysis.world.which(site.argv[0], site.folder).status == "found"


def _last(run: Run | None) -> Iterator[str]:
    if run is not None:
        yield f"last: {'ok' if run.ok else 'failed'} {run.seconds:.1f} s"
