"""Puts the key into each request, and gets a new one where the key is rejected: once, then no more.

It works for `httpx` and for `httpx2`, which takes no `Auth` of the other; neither is imported here.
"""

from collections.abc import AsyncGenerator, Generator
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

from opencode_ls.analysis.key_origin import KEY_HEADERS
from opencode_ls.analysis.key_place import NO_DATABASE, Place
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.provider import KeyCommandError, KeyProvider

PLACEHOLDER = "no-key-yet"
"""What an SDK is given that insists on a key: it is taken out of each request before it is sent."""

Request = Any
Response = Any
Url = Any
Auth = Any
"""Each is of either library, whose classes have the same members."""

_UNAUTHORIZED = 401
_BAD_REQUEST = 400


class FixedKey:
    """A key that no command prints, asked like a `KeyProvider`: there is no other."""

    __slots__ = ("_key",)

    def __init__(self, key: str) -> None:
        self._key = Key(key)

    def __call__(self, *, force_refresh: bool = False) -> str:  # noqa: ARG002  (of no use here)
        """The key."""
        return self._key.reveal()

    async def acall(self) -> str:
        """The key."""
        return self._key.reveal()

    def invalidate(self, rejected: str) -> None:
        """Nothing: it cannot be renewed."""


class Sending(NamedTuple):
    """Which key goes where: `keys` is None if none is sent.

    A request to another origin than that of `address` is left alone.  `error` is what is raised
    where there is no key; an SDK lets through only what it knows.
    """

    keys: KeyProvider | FixedKey | None
    place: Place
    address: str
    error: type[KeyCommandError] = KeyCommandError


def key_auth(httpx: ModuleType, sending: Sending) -> Auth:
    """An `Auth` of that library for its clients, sync and async."""
    return _auth_class(httpx)(sending, _origin(httpx.URL(sending.address)))


@cache
def _auth_class(httpx: ModuleType) -> type:
    return type("KeyAuth", (_KeyAuth, httpx.Auth), {})


class _KeyAuth:
    """What the `Auth` of both libraries does; a request that has a key of its own keeps it."""

    def __init__(self, sending: Sending, origin: tuple[str, ...]) -> None:
        self._keys, self._place, _, self._error = sending
        self._origin = origin

    def sync_auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        keys = self._keys
        if self._lacks_key(request) and keys is not None:
            self._put(request, self._asked(keys))
        response = yield request
        if response.status_code == _BAD_REQUEST:
            response.read()
        if keys is not None and (sent := self._rejected(request, response)):
            keys.invalidate(sent)
            if self._put(request, self._asked(keys)) != sent:
                yield request

    async def async_auth_flow(self, request: Request) -> AsyncGenerator[Request, Response]:
        keys = self._keys
        if self._lacks_key(request) and keys is not None:
            self._put(request, await self._awaited(keys))
        response = yield request
        if response.status_code == _BAD_REQUEST:
            await response.aread()
        if keys is not None and (sent := self._rejected(request, response)):
            keys.invalidate(sent)
            if self._put(request, await self._awaited(keys)) != sent:
                yield request

    def _asked(self, keys: KeyProvider | FixedKey) -> str:
        try:
            return keys()
        except KeyCommandError as error:
            raise self._error(error.failure) from None

    async def _awaited(self, keys: KeyProvider | FixedKey) -> str:
        try:
            return await keys.acall()
        except KeyCommandError as error:
            raise self._error(error.failure) from None

    def _lacks_key(self, request: Request) -> bool:
        """Whether a key belongs into a request, once placeholders are out of it."""
        for name in KEY_HEADERS:
            if request.headers.get(name, "").endswith(PLACEHOLDER):
                del request.headers[name]
        return self._at_home(request) and self._place.header not in request.headers

    def _put(self, request: Request, key: str) -> str:
        request.headers[self._place.header] = self._place.prefix + key
        return key

    def _rejected(self, request: Request, response: Response) -> str:
        """The key that was sent and rejected, "" if there was none or it was taken."""
        bad = response.status_code == _BAD_REQUEST and NO_DATABASE in response.content
        if not self._at_home(request) or not (bad or response.status_code == _UNAUTHORIZED):
            return ""
        sent: str = request.headers.get(self._place.header, "")
        return sent.removeprefix(self._place.prefix)

    def _at_home(self, request: Request) -> bool:
        return _origin(request.url) == self._origin


def _origin(url: Url) -> tuple[str, ...]:
    return url.scheme, url.host, str(url.port)
