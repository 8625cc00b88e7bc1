"""Makes the arguments of `anthropic.Anthropic` and `anthropic.AsyncAnthropic`."""

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from opencode_ls.analysis.key_place import place_for
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.provider import KeyCommandError
from opencode_ls.resolver.visible import named
from opencode_ls.sdk.http_client import error_for, http_client, keys_of, load
from opencode_ls.sdk.key_auth import PLACEHOLDER
from opencode_ls.sdk.options import LIFETIME, Wanted, read


def anthropic_client_options(
    provider: str,
    *,
    folder: str | os.PathLike[str] | None = None,
    allow_project_commands: bool = False,
    asynchronous: bool = False,
    lifetime: float | None = LIFETIME,
) -> dict[str, Any]:
    """Keyword arguments for `anthropic.Anthropic`, or with `asynchronous` for `AsyncAnthropic`.

    The key is sent as opencode sends it: as `x-api-key` by `@ai-sdk/anthropic`, else as a bearer
    token; `http_client` does that, has a rejected key renewed and sends the request once more.
    `base_url` is without the `/v1` that this SDK adds by itself.
    Raises KeyCommandError, and ModuleNotFoundError where `anthropic` is not installed.
    """
    sdk = load("anthropic")
    found = read(Wanted(provider, folder, allow_project_commands, lifetime))
    place = place_for(found.npm)
    client = http_client(sdk, sdk.AnthropicError, found, place, asynchronous=asynchronous)
    return {
        "base_url": found.address.rstrip("/").removesuffix("/v1"),
        "default_headers": found.headers,
        "api_key": PLACEHOLDER,
        "http_client": client,
    }


def anthropic_credentials(
    provider: str,
    *,
    folder: str | os.PathLike[str] | None = None,
    allow_project_commands: bool = False,
    lifetime: float | None = LIFETIME,
) -> Callable[..., Any]:
    """For `credentials=` of both clients: tokens that Anthropic takes as a bearer, such as OAuth's.

    The SDK asks it before each request, and with `force_refresh` once after a 401; the key is kept
    by the `KeyProvider` behind it.  The address is the client's.  Raises as the function above.
    """
    sdk = load("anthropic")
    found = read(Wanted(provider, folder, allow_project_commands, lifetime))
    keys, error = keys_of(found), error_for(sdk.AnthropicError)
    if keys is None:
        message = f"{named(provider)} has no key of its own: a header carries it, or nothing does"
        raise KeyCommandError(Failure("no-key", message, "Use `anthropic_client_options`."))

    def credentials(*, force_refresh: bool = False) -> Any:  # noqa: ANN401  (a type of the SDK)
        try:
            # An end at 0 says that the caller keeps the token by itself.
            return token(keys(force_refresh=force_refresh), 0)
        except KeyCommandError as failed:
            raise error(failed.failure) from None

    token = import_module("anthropic.lib.credentials").AccessToken
    return credentials
