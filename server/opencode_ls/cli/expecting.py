"""Runs a command for opencode's plugin: only if opencode has read the same command and destination.

A file may have changed since opencode read it, or a place may count that only opencode knows; a key
must not go where the consent does not reach.
"""

import shlex
import sys
from functools import partial

from opencode_ls.analysis.seen_entry import seen_entry
from opencode_ls.command_run import Look, Outcome, Way, failed, request_for, run_asked
from opencode_ls.resolver.consent import Request, may_remember
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.visible import named, visible

LIMIT = 1024 * 1024
"""Bytes of a provider's entry that are read at most."""


def run_expected(provider: str, look: Look, way: Way) -> tuple[Outcome, Key | None]:
    """As `run_command`, if stdin holds the same entry of the provider as the files, as JSON."""
    again = partial(request_for, provider, look)
    request = again()
    if isinstance(request, Failure):
        return failed(provider, request), None
    if not _expects(request, sys.stdin.buffer.read(LIMIT + 1)):
        return failed(provider, _changed(request), request.written), None
    outcome, key = run_asked(request, again, way)
    if outcome.kind == "not-allowed":
        return outcome._replace(hint=_how_to_allow(request)), key
    return outcome, key


def _expects(request: Request, given: bytes) -> bool:
    seen = seen_entry(given.decode("utf-8", "replace")) if len(given) <= LIMIT else None
    return seen is not None and (seen.argv, *seen.destination) == (
        request.argv,
        *request.destination,
    )


def _changed(request: Request) -> Failure:
    return Failure(
        "changed",
        f"{named(request.written[0])} did not run: opencode has read another command of "
        f"{named(request.provider)}, or another place to send its key, than the files say now",
        "Start opencode again; see `opencode-ls config` for what the files say.",
    )


def _how_to_allow(request: Request) -> str:
    if not may_remember(request):
        return (
            "It runs or reads a file of the project, which may change: it cannot be allowed for "
            "good, and opencode cannot ask."
        )
    provider = visible(shlex.quote(request.provider))
    return (
        f"Run `opencode-ls key {provider}` in a terminal in the same folder, and answer `always`."
    )
