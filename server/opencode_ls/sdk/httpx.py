"""Makes an `Auth` for a client of `httpx` or `httpx2` that is nobody's SDK."""

import os
from typing import Any, Literal

from opencode_ls.analysis.key_place import place_for
from opencode_ls.sdk.http_client import keys_of, load
from opencode_ls.sdk.key_auth import Sending, key_auth
from opencode_ls.sdk.options import LIFETIME, Wanted, read


def httpx_auth(
    provider: str,
    *,
    folder: str | os.PathLike[str] | None = None,
    allow_project_commands: bool = False,
    lifetime: float | None = LIFETIME,
    library: Literal["httpx", "httpx2"] = "httpx",
) -> Any:  # noqa: ANN401  (an `Auth` of either library)
    """For `auth=` of a client, sync or async: it puts the key into requests to the provider.

    The key is sent in the header that the provider's npm package uses, and to the origin of its
    address only; one that is rejected is renewed, and the request sent once more.
    Raises KeyCommandError, and ModuleNotFoundError where the library is not installed.
    """
    httpx = load(library)
    found = read(Wanted(provider, folder, allow_project_commands, lifetime))
    return key_auth(httpx, Sending(keys_of(found), place_for(found.npm), found.address))
