"""Makes the arguments of `openai.OpenAI` and `openai.AsyncOpenAI` (and what builds on them)."""

import os
from typing import Any

from opencode_ls.analysis.key_place import BEARER
from opencode_ls.resolver.provider import KeyProvider
from opencode_ls.sdk.http_client import http_client, load
from opencode_ls.sdk.key_auth import PLACEHOLDER
from opencode_ls.sdk.options import LIFETIME, Wanted, read


def openai_client_options(
    provider: str,
    *,
    folder: str | os.PathLike[str] | None = None,
    allow_project_commands: bool = False,
    asynchronous: bool = False,
    lifetime: float | None = LIFETIME,
) -> dict[str, Any]:
    """Keyword arguments for `openai.OpenAI`, or with `asynchronous` for `openai.AsyncOpenAI`.

    `base_url`, `default_headers`, `api_key` and, where something has to be done to each request,
    an `http_client`: it has a rejected key renewed and sends the request once more.
    A command's `api_key` is the `KeyProvider`, or its `acall`; nothing runs before it is asked.
    Raises KeyCommandError, and ModuleNotFoundError where `openai` is not installed.
    """
    sdk = load("openai")
    found = read(Wanted(provider, folder, allow_project_commands, lifetime))
    options: dict[str, Any] = {"base_url": found.address, "default_headers": found.headers}
    if isinstance(found.key, str):
        return options | {"api_key": found.key}
    client = http_client(sdk, sdk.OpenAIError, found, BEARER, asynchronous=asynchronous)
    key: Any = PLACEHOLDER
    if isinstance(found.key, KeyProvider):
        key = found.key.acall if asynchronous else found.key
    return options | {"api_key": key, "http_client": client}
