"""A provider's settings as opencode merges them over all files that apply, and its key."""

import re
from typing import Any

from opencode_ls.analysis.key_origin import KEY_HEADERS, Entry, package
from opencode_ls.analysis.key_place import ADDRESSES
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.value import to_value
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.provider import KeyCommandError, KeyProvider
from opencode_ls.resolver.visible import named
from opencode_ls.schema.catalog import NOBODY, packaged

_CANONICAL = {name.lower(): name for name in KEY_HEADERS}
_AROUND = "\t\n\r "
"""What `fetch` takes off both ends of a header's value."""

_UNSENDABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class ProviderSettings:
    """What the files say about a provider: there may be keys in it, so it shows nothing.

    `key` is a `KeyProvider`, a text, or None where no key is sent besides the headers.
    Raises KeyCommandError for a text that no request can carry: an SDK would show it in its error.
    """

    __slots__ = ("headers", "key", "npm", "options", "provider", "written_address")

    def __init__(
        self, provider: str, found: tuple[Entry, ...], key: KeyProvider | str | None
    ) -> None:
        self.provider = provider
        # A key goes to no address but that of a file, or one that came with this program.
        self.npm = package(found, packaged().providers.get(provider, NOBODY))
        self.options = _merged([entry.settings for entry in found])
        self.headers = {
            _CANONICAL.get(name.lower(), name): _sendable(value, name, provider)
            for name, value in _merged([entry.headers for entry in found]).items()
            if isinstance(value, str)
        }
        self.key = _sendable(key, "apiKey", provider) if isinstance(key, str) else key
        apis = [entry.node.get("api") for entry in found]
        addresses = [self.options.get("baseURL"), *(node.value for node in apis[::-1] if node)]
        texts = (text for text in addresses if isinstance(text, str) and text)
        self.written_address: str | None = next(texts, None)

    @property
    def address(self) -> str:
        """Where requests go; raises KeyCommandError: what an SDK takes by default is no answer."""
        address = self.written_address or ADDRESSES.get(self.npm)
        if address is None:
            message = f"{named(self.provider)} has no `baseURL`: there is nowhere to send its key"
            raise KeyCommandError(
                Failure("no-address", message, "Set `options.baseURL` of the provider.")
            )
        return address


def _merged(nodes: list[Node | None]) -> dict[str, Any]:
    """The objects merged deep, the last above the others; a list replaces a list."""
    merged: dict[str, Any] = {}
    for node in nodes:
        if node is not None and node.kind == "object":
            merged = _merge(merged, to_value(node))
    return merged


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {
        name: _merge(below[name], value)
        for name, value in above.items()
        if isinstance(value, dict) and isinstance(below.get(name), dict)
    }
    return below | above | both


def _sendable(text: str, name: str, provider: str) -> str:
    text = text.strip(_AROUND)
    if _UNSENDABLE.search(text):
        message = f"{named(name)} of {named(provider)} has a line break or a control character"
        raise KeyCommandError(
            Failure(
                "control-characters", message, "A key is one line: correct where it comes from."
            )
        )
    return text
