"""Reads a provider's options and finds its key, or the command that prints it.

The files are read once: a consent to the command covers the address and the headers that the
client is made with.
"""

import os
from functools import partial
from typing import Any, NamedTuple

from opencode_ls.analysis.build import Analysis, Settings
from opencode_ls.analysis.catalog import known_provider
from opencode_ls.analysis.key_origin import Origin, entries, origin_and_key
from opencode_ls.analysis.key_source import effective_analysis
from opencode_ls.analysis.layers import layers
from opencode_ls.command_run import Look, Way, request_for
from opencode_ls.host import RealWorld
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.provider import KeyCommandError, KeyProvider
from opencode_ls.resolver.store import Store, default_path
from opencode_ls.resolver.visible import named
from opencode_ls.schema.catalog import NOBODY
from opencode_ls.sdk.allowed import AllowedCommand, refused
from opencode_ls.sdk.settings import ProviderSettings

LIFETIME = 300.0
"""Seconds for which a key is kept that does not tell its own end."""

_REPLACED = frozenset({"apiKey", "apiKeyCommand", "baseURL", "headers"})
_HINTS = {
    "blocked": "Set the variable that it names, or remove `apiKey`.",
    "oauth": "Set an `apiKeyCommand` or an `apiKey` for it.",
    "unknown": "Make the file readable for this user.",
    "none": "Set an `apiKeyCommand` for it, or its variable, or sign in with `/connect`.",
}


class Wanted(NamedTuple):
    """Which provider a program wants, and how: what the functions of `sdk` are called with."""

    provider: str
    folder: str | os.PathLike[str] | None = None
    allow_project_commands: bool = False
    lifetime: float | None = LIFETIME


def provider_options(
    provider: str,
    *,
    folder: str | os.PathLike[str] | None = None,
    allow_project_commands: bool = False,
    lifetime: float | None = LIFETIME,
) -> dict[str, Any]:
    """The provider's `options` as opencode merges them in a folder, None being the current one.

    `apiKey` is a `KeyProvider` where a command prints the key, else the key as text; it is left out
    where a header carries the key, or where none is set up for an address of one's own.
    Nothing runs before the `KeyProvider` is called.  `lifetime` counts seconds; with None a key is
    kept until it is rejected.  Raises KeyCommandError.
    """
    found = read(Wanted(provider, folder, allow_project_commands, lifetime))
    kept = {name: value for name, value in found.options.items() if name not in _REPLACED}
    new = {"baseURL": found.written_address, "headers": found.headers or None, "apiKey": found.key}
    return kept | {name: value for name, value in new.items() if value is not None}


def read(wanted: Wanted) -> ProviderSettings:
    """The provider's settings, and its key or what will print it; raises KeyCommandError."""
    folder = os.path.realpath(wanted.folder or os.curdir)
    world = RealWorld(cwd=folder)
    look = partial(effective_analysis, world, folder, wanted.provider, Settings())
    analysis = look()
    found = layers(world, folder) if analysis is None else analysis.layers
    origin, key = origin_and_key(world, found, wanted.provider)
    used = entries(found, wanted.provider)
    match origin.kind:
        case "command":
            return ProviderSettings(wanted.provider, used, _key_provider(wanted, analysis, look))
        case "header":
            return ProviderSettings(wanted.provider, used, None)
        case _ if origin.usable:
            return ProviderSettings(wanted.provider, used, key)
    settings = ProviderSettings(wanted.provider, used, None)
    if origin.kind != "none" or settings.written_address is None:
        known = bool(used) or known_provider(world, wanted.provider) != NOBODY
        raise KeyCommandError(_no_key(wanted.provider, origin, world.home, known=known))
    return settings


def _key_provider(wanted: Wanted, analysis: Analysis | None, look: Look) -> KeyProvider:
    """What will run the command: it may run now, and must be the same when it does."""
    way = Way(
        consented=wanted.allow_project_commands,
        store=Store(default_path(os.environ)),
    )
    request = request_for(wanted.provider, lambda: analysis)
    if isinstance(request, Failure):
        raise KeyCommandError(request)
    if failure := refused(request, way):
        raise KeyCommandError(failure)
    allowed = AllowedCommand(request, look, way)
    return KeyProvider(allowed.shown, lifetime=wanted.lifetime, run=allowed.run)


def _no_key(provider: str, origin: Origin, home: str, *, known: bool) -> Failure:
    if not known:
        message = f"{named(provider)} is a provider of no file that applies here"
        return Failure("no-provider", message, "Correct its name, or name another `folder`.")
    message = f"the key of {named(provider)} comes from {origin.words(home)}"
    return Failure("no-key", message, _HINTS[origin.kind])
