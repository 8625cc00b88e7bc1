"""How a command comes to run from the command line: who is asked, and what a consent is."""

import os
import sys

from opencode_ls.command_run import Way
from opencode_ls.resolver.consent import Answer, Ask, Request, may_remember, question
from opencode_ls.resolver.store import Store, default_path
from opencode_ls.resolver.visible import named


def way(*, consented: bool) -> Way:
    """The way to run; `consented` if the person's own arguments allow the command."""
    ask = somebody()
    return Way(
        ask=ask,
        consented=consented,
        store=Store(default_path(os.environ)),
        terminal=ask is not None,
        begin=None if ask is None else _say,
    )


def somebody() -> Ask | None:
    """The way to ask whoever sits at the terminal, None where nobody does."""
    return _ask if sys.stdin.isatty() and sys.stderr.isatty() else None


def _say(request: Request, timeout: float) -> None:
    """One whole line before the command starts: from then on the terminal may be the command's."""
    name = named(request.written[0])
    print(f"Running {name}, at most {timeout:g} s; Ctrl-C ends it", file=sys.stderr, flush=True)


def _ask(request: Request) -> Answer:
    """Show the whole question on stderr; anything but a clear yes is a no."""
    remember = may_remember(request)
    choices = "[y]es once, [a]lways, [N]o" if remember else "[y]es once, [N]o"
    print(f"{question(request)}\n\nRun it? {choices}: ", file=sys.stderr, end="", flush=True)
    match sys.stdin.readline().strip().lower():
        case "y" | "yes":
            return "once"
        case "a" | "always" if remember:
            return "always"
        case _:
            return "no"
