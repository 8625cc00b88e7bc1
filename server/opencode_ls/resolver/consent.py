"""Decides whether a command may run; everything that runs one asks here.

A configuration file is a stranger's text, and a key is as good as the place where it is sent.
"""

import shlex
from collections.abc import Callable
from typing import Literal

from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.question import question
from opencode_ls.resolver.request import Destination, Request, content_of, fingerprint
from opencode_ls.resolver.store import Store
from opencode_ls.resolver.visible import named

__all__ = [
    "Answer",
    "Ask",
    "Destination",
    "Request",
    "content_of",
    "decide",
    "fingerprint",
    "may_remember",
    "question",
]

Answer = Literal["no", "once", "always"]

Ask = Callable[[Request], Answer]
"""Shows a person the question and returns the answer; whatever else happens counts as "no"."""


def decide(
    request: Request,
    ask: Ask | None,
    *,
    consented: bool = False,
    store: Store | None = None,
) -> Failure | None:
    """None if the command may run, else why not.

    `consented` is the person's explicit yes to this command, given beforehand.
    `ask` is called at most once, and only where nothing else decides.
    """
    if consented or (request.own and not request.touched_by):
        return None
    if store is not None and may_remember(request) and store.allows(request):
        return None
    if ask is None:
        return _refused(request, "there is nobody to ask")
    match ask(request):
        case "once":
            return None
        case "always":
            if store is not None and may_remember(request):
                store.allow(request)
            return None
        case _:
            return _refused(request, "it was not allowed")


def may_remember(request: Request) -> bool:
    """Whether "always allow" may be offered: not for what the project can change."""
    return not request.files


def _refused(request: Request, reason: str) -> Failure:
    provider = shlex.quote(request.provider) if request.provider.isprintable() else "PROVIDER"
    words = f"{provider} --try" if request.tries else provider
    return Failure(
        "not-allowed",
        f"{named(request.written[0])} did not run: {reason}",
        f"Run `opencode-ls key {words}` in a terminal, which asks, or with `--yes` allow it.",
    )
