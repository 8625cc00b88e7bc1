"""What `/connect` and `opencode auth login` stored: auth.json, or OPENCODE_AUTH_CONTENT.

Facts (opencode 1.18): an object by the provider's id of `{"type": "api", "key"}`, `{"type":
"oauth", …}`, or by an address `{"type": "wellknown", "key": VARIABLE, "token"}`; what does not have
such a shape is dropped.  The variable is used instead of the file unless it is empty or not JSON.
The values here are secrets: only whoever sends one may read it.
"""

import json
import os.path
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from opencode_ls.analysis.world import World


class StoredKeys:
    """What is stored: nothing of it is in `repr`.

    `path` is the file, "" for the variable; `known` is false if it may not be read here.
    """

    __slots__ = ("_found", "known", "path")

    def __init__(self, path: str, found: Mapping[str, Any], *, known: bool = True) -> None:
        self.path = path
        self._found = found
        self.known = known

    def of(self, provider: str) -> "Stored | None":
        """What is stored for a provider."""
        match self._found.get(provider):
            case {"type": "api", "key": str() as key}:
                return Stored("api", key)
            case {"type": "oauth", "refresh": str(), "access": str()}:
                return Stored("oauth", "")
            case _:
                return None

    def variable(self, name: str) -> str | None:
        """The value that a sign-in at an address gives a variable, over the one of the process."""
        values = [
            entry["token"]
            for entry in self._found.values()
            if isinstance(entry, dict)
            and (entry.get("type"), entry.get("key")) == ("wellknown", name)
            and isinstance(entry.get("token"), str)
        ]
        return values[-1] if values else None


class Stored(NamedTuple):
    """One entry: an API key, or a sign-in whose tokens are no API key."""

    type: Literal["api", "oauth"]
    key: str


def stored_keys(world: World) -> StoredKeys:
    """Read what is stored, for use right now: it is not to be kept."""
    content = world.env("OPENCODE_AUTH_CONTENT")
    if content and (found := _object(content)) is not None:
        return StoredKeys("", found)
    path = auth_file(world)
    read = world.read(path)
    return StoredKeys(path, _object(read.text) or {}, known=read.status != "unknown")


def auth_file(world: World) -> str:
    """The user's auth.json: below `$XDG_DATA_HOME`, else below `~/.local/share`."""
    base = world.env("XDG_DATA_HOME") or os.path.join(world.home, ".local", "share")
    return os.path.join(base, "opencode", "auth.json")


def _object(text: str) -> Mapping[str, Any] | None:
    """The JSON object of a text, an empty one for other JSON, None if it is not JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else {}
