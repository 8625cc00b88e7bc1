"""One row of the table of what tools mean, and the kinds of meaning."""

from typing import NamedTuple

KINDS = {
    "needs-sign-in": "nobody is signed in, or the session has ended",
    "locked": "it is locked, and nobody could be asked to unlock it",
    "missing-item": "there is no such item",
    "no-permission": "it may not be read by this account, or with this key",
    "network": "the service could not be reached",
    "configuration": "it is not set up for this",
}
"""What a tool means, in the words of a message."""


class Hint(NamedTuple):
    """When a command ends in the kind `on` and its output has `pattern`, it means `kind`.

    `kind` "" keeps the kind and the message, and `hint` alone is new; `status` None is any.
    Patterns are regular expressions that know no case; "" fits any output, also none.
    """

    on: str
    pattern: str
    kind: str
    hint: str
    status: int | None = None


def ended(pattern: str, kind: str, hint: str, status: int | None = None) -> Hint:
    """The row of a command that ended with another status than 0."""
    return Hint("exit", pattern, kind, hint, status)
