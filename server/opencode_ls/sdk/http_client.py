"""The HTTP client that an SDK is given: the SDK's own defaults, with a key that renews itself."""

from importlib import import_module
from types import ModuleType
from typing import Any

from opencode_ls.analysis.key_origin import KEY_HEADERS
from opencode_ls.analysis.key_place import BEARER, Place
from opencode_ls.resolver.provider import KeyCommandError, KeyProvider
from opencode_ls.sdk.key_auth import FixedKey, Sending, key_auth
from opencode_ls.sdk.settings import ProviderSettings

_LIBRARIES = frozenset({"httpx", "httpx2"})


def load(name: str) -> ModuleType:
    """Import an optional package; the ImportError says how to install it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        message = f"this needs the package `{name}`: `pip install 'opencode-ls[{name}]'`"
        raise ModuleNotFoundError(message, name=name) from None


def http_client(
    sdk: ModuleType,
    base: type[Exception],
    found: ProviderSettings,
    place: Place,
    *,
    asynchronous: bool,
) -> Any:  # noqa: ANN401  (of the HTTP library that the SDK uses)
    """A client for the SDK, whose exceptions come from `base`, with the key at its place.

    It follows no redirect where the library would take the key along to another host.
    """
    made: type = sdk.DefaultAsyncHttpxClient if asynchronous else sdk.DefaultHttpxClient
    sending = Sending(keys_of(found), place, found.address, error_for(base))
    carriers = {place.header, *found.headers} & {*KEY_HEADERS}
    return made(
        auth=key_auth(_library(made), sending), follow_redirects=carriers <= {BEARER.header}
    )


def keys_of(found: ProviderSettings) -> KeyProvider | FixedKey | None:
    """What to ask for the provider's key."""
    return FixedKey(found.key) if isinstance(found.key, str) else found.key


def error_for(base: type[Exception]) -> type[KeyCommandError]:
    """A KeyCommandError that the SDK takes for one of its own, and so neither hides nor retries."""
    return type("KeyCommandError", (KeyCommandError, base), {"__module__": __name__})


def _library(client: type) -> ModuleType:
    """The library that the installed SDK builds on: a client of it takes no `Auth` of another."""
    names = (base.__module__.partition(".")[0] for base in client.__mro__)
    return import_module(next(name for name in names if name in _LIBRARIES))
