"""Asks a provider for its models with the key, as its npm package would, and judges the answer."""

from time import monotonic

from opencode_ls.analysis.key_place import NO_DATABASE, place_for
from opencode_ls.resolver.command import Cancel
from opencode_ls.resolver.consent import Request
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.visible import named, visible
from opencode_ls.try_key.address import Address, package_of
from opencode_ls.try_key.answer import Answer
from opencode_ls.try_key.exchange import Call, Reply, Trouble, exchange
from opencode_ls.try_key.models import model_ids

_ACCEPTED = range(200, 300)
_REDIRECTED = range(300, 400)
_BAD_REQUEST = 400
_REJECTED = frozenset({401, 403})

_OURS = frozenset(
    {
        *("accept", "accept-encoding", "connection", "content-length", "content-type", "expect"),
        *("host", "keep-alive", "proxy-authorization", "te", "trailer", "transfer-encoding"),
        *("upgrade", "user-agent"),
    }
)
"""Headers that a provider's settings do not set here: some say where a request ends."""

_HEADERS = (("Accept", "application/json"), ("User-Agent", "opencode-ls"))
_PACKAGE_HEADERS = {"@ai-sdk/anthropic": ("anthropic-version", "2023-06-01")}
"""What a package sends with every request (as published)."""


class Asking:
    """One try: `limit` counts the seconds for all of it."""

    __slots__ = ("_address", "_call", "_cancel", "_end", "_limit", "_name", "_started")

    def __init__(
        self, request: Request, address: Address, limit: float, cancel: Cancel | None
    ) -> None:
        place = place_for(package_of(request))
        self._address = address
        self._call = Call(address, place, _headers(request, place.header))
        self._name = named(request.provider)
        self._limit = limit
        self._cancel = cancel
        self._started = monotonic()

    def answer(self, key: Key) -> Answer:
        """Send the key and judge what comes back."""
        call = self._call._replace(key=key, bodies=frozenset({_BAD_REQUEST}))
        result = exchange(call, self._limit, self._cancel)
        seconds = monotonic() - self._started
        found = self._troubled(result) if isinstance(result, Trouble) else self._judged(result)
        return found._replace(host=visible(self._address.site), seconds=seconds)

    def models(self, key: Key) -> tuple[Answer, tuple[str, ...]]:
        """Send the key and read the ids of the models from what comes back."""
        call = self._call._replace(key=key, bodies=frozenset({*_ACCEPTED, _BAD_REQUEST}))
        result = exchange(call, self._limit, self._cancel)
        ids: tuple[str, ...] = ()
        if isinstance(result, Trouble):
            found = self._troubled(result)
        elif result.status in _ACCEPTED:
            found, ids = self._listed(model_ids(result.body, key))
        else:
            found = self._judged(result)
        seconds = monotonic() - self._started
        return found._replace(host=visible(self._address.site), seconds=seconds), ids

    def _listed(self, ids: tuple[str, ...] | None) -> tuple[Answer, tuple[str, ...]]:
        if ids is not None:
            return Answer("accepted", "", f"{visible(self._address.site)} accepted it"), ids
        message = f"{named(self._address.site)} answered with something that is no list of models"
        hint = "See whether the address is right: its models are at `/models` below `baseURL`."
        return Answer("accepted", "no-models", message, hint), ()

    def _judged(self, reply: Reply) -> Answer:
        site = named(self._address.site)
        status = reply.status
        if status in _ACCEPTED:
            message = f"{visible(self._address.site)} accepted it"
            return Answer("accepted", "", message, warnings=self._open_to_all())
        if status in _REJECTED or (status == _BAD_REQUEST and NO_DATABASE in reply.body):
            message = f"{site} rejected the key of {self._name} (status {status})"
            hint = "Sign in again with the tool that prints it, or get another key there."
            return Answer("rejected", "key-rejected", message, hint)
        if status in _REDIRECTED:
            message = f"{site} sends elsewhere (status {status}), where the key was not sent"
            return Answer("unreachable", "unreachable", message, "Correct the address.")
        message = f"{site} answered with status {status}, which says nothing about the key"
        hint = "See whether the address is right and the service works, then try again."
        return Answer("unreachable", "unreachable", message, hint)

    def _troubled(self, trouble: Trouble) -> Answer:
        match trouble.kind:
            case "cancelled":
                message = f"trying the key of {self._name} was cancelled"
                return Answer("unknown", "cancelled", message, "Try again when you need to know.")
            case "unsendable":
                message = (
                    f"the key of {self._name} was not sent: it has characters that no header takes"
                )
                hint = "A key is plain text on one line: correct what prints it."
                return Answer("unknown", "unsendable", message, hint)
            case _:
                message = (
                    f"{named(self._address.site)} {trouble.reason}: nothing is known about the key"
                )
                hint = "See whether the address is right and the network is there, then try again."
                return Answer("unreachable", "unreachable", message, hint)

    def _open_to_all(self) -> tuple[str, ...]:
        """A warning if the same is answered to whoever has no key at all."""
        left = self._started + self._limit - monotonic()
        result = exchange(self._call, left, self._cancel) if left > 0 else Trouble("unreachable")
        if isinstance(result, Trouble) or result.status not in _ACCEPTED:
            return ()
        return (f"{visible(self._address.site)} answers without a key too: this says little of it",)


def _headers(request: Request, place: str) -> tuple[tuple[str, str], ...]:
    """What the settings and the package send besides the key."""
    set_by_user = {
        name.lower(): (name, value)
        for name, value in request.destination.headers
        if name.lower() not in {*_OURS, place.lower()}
    }
    package = _PACKAGE_HEADERS.get(package_of(request))
    by_package = {package[0]: package} if package else {}
    return (*_HEADERS, *(by_package | set_by_user).values())
