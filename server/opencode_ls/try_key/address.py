"""The address at which a provider's key can be tried: what may be asked, and how it is shown.

An address whose value comes from a placeholder is shown as it is written.
"""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from opencode_ls.analysis.key_origin import GENERAL_PACKAGE, PREFIX
from opencode_ls.analysis.key_place import ADDRESSES
from opencode_ls.pattern import pattern
from opencode_ls.resolver.consent import Request
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.visible import named
from opencode_ls.schema.catalog import NOBODY, Provider, packaged

_HOST = pattern(r"(?:[a-z0-9][a-z0-9._-]*|\[[0-9a-f:.]+\])(?::\d+)?", re.IGNORECASE)
"""A host that every reader of URLs takes for the same: no user, no backslash, ASCII."""

_LOOPBACK = pattern(r"localhost|127(?:\.\d{1,3}){3}|::1", re.IGNORECASE)

_IN_PATH = "/%:@!$&'()*+,;=~"


class Address(NamedTuple):
    """Where the key is sent: `port` is None for the scheme's own, `path` begins with `/`.

    `shown` is the whole address and `site` its beginning up to the port, both as they are written.
    """

    secure: bool
    host: str
    port: int | None
    path: str
    shown: str
    site: str

    @property
    def loopback(self) -> bool:
        """Whether the host can only be this machine."""
        return _LOOPBACK.fullmatch(self.host) is not None


def package_of(request: Request) -> str:
    """The npm package that speaks to the provider."""
    npm = request.destination.npm or _known(request).npm or GENERAL_PACKAGE
    return npm.removeprefix(PREFIX)


def address_of(request: Request) -> Address | Failure:
    """Where the list of models is, or why the key cannot be tried; no request is needed for it."""
    base, written = _base(request)
    name = named(request.provider)
    if not base or "${" in base:
        message = f"no address is known for {name}: there is nowhere to try its key"
        return Failure("no-address", message, "Set `options.baseURL` of the provider.")
    address = _parsed(base, written)
    if address is None:
        message = f"the address of {name} cannot be tried: it is no plain `https://host/path`"
        return Failure("no-address", message, "Correct `options.baseURL` of the provider.")
    if not address.secure and not address.loopback:
        message = (
            f"the key of {name} was not tried: it could be read on its way to {named(address.site)}"
        )
        hint = "Use `https`: only this machine itself may be asked with `http`."
        return Failure("unsafe-address", message, hint)
    return address


def _base(request: Request) -> tuple[str, str]:
    """The effective base URL, and the same as it is written."""
    found, written = request.destination, request.destination_written
    if found.base_url:
        return found.base_url, written.base_url or ""
    if found.api:
        return found.api, written.api or ""
    known = _known(request).api or ADDRESSES.get(package_of(request), "")
    return known, known


def _known(request: Request) -> Provider:
    """What came with this program: no list that was downloaded later says where a key goes."""
    return packaged().providers.get(request.provider, NOBODY)


def _parsed(base: str, written: str) -> Address | None:
    found = _split(base)
    if found is None:
        return None
    secure, netloc, path = found
    host, port = _host_and_port(netloc)
    if port is not None and not 0 < port < 2**16:
        return None
    plain = _split(written)
    site = f"{'https' if secure else 'http'}://{netloc}"
    # A host that a placeholder makes up is not known to whoever reads the file.
    known = plain is not None and plain[:2] == found[:2]
    shown = f"{written.rstrip('/')}/models"
    return Address(secure, host, port, path, shown, site if known else written)


def _split(base: str) -> tuple[bool, str, str] | None:
    """Whether it is secure, host and port, and the path of the models; None if it is not plain."""
    try:
        scheme, netloc, path, query, fragment = urlsplit(base)
    except ValueError:
        return None
    plain = base.isprintable() and " " not in base and _HOST.fullmatch(netloc)
    if not plain or query or fragment or scheme not in {"http", "https"}:
        return None
    return scheme == "https", netloc.lower(), quote(f"{path.rstrip('/')}/models", safe=_IN_PATH)


def _host_and_port(netloc: str) -> tuple[str, int | None]:
    host, colon, port = netloc.rpartition(":")
    if not colon or netloc.endswith("]"):
        return netloc.strip("[]"), None
    return host.strip("[]"), int(port)
