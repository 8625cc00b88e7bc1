"""Runs the command that prints a key, safely, and says what went wrong: standard library only.

Names are loaded when they are first used: whoever needs only `lookup` or `redact` loads nothing
that could start a program.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencode_ls.resolver.command import Cancel, KeyCommand
    from opencode_ls.resolver.failure import Failure
    from opencode_ls.resolver.key import Key
    from opencode_ls.resolver.provider import KeyCommandError, KeyProvider
    from opencode_ls.resolver.run import resolve

__all__ = ["Cancel", "Failure", "Key", "KeyCommand", "KeyCommandError", "KeyProvider", "resolve"]

_HOMES = {
    "Cancel": "command",
    "Failure": "failure",
    "Key": "key",
    "KeyCommand": "command",
    "KeyCommandError": "provider",
    "KeyProvider": "provider",
    "resolve": "run",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
