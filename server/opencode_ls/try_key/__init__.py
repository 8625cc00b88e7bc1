"""Tries a provider's key: runs its command as `command_run` does, and asks the provider once.

The question, or the person's own file, covers the address too; the file is looked at again right
before the key is sent.  What the provider answers is never shown: its status is, in our own words.
"""

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from opencode_ls.command_run import Look, Outcome, Way, failed, request_for, run_asked
from opencode_ls.resolver.consent import Request
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.visible import named
from opencode_ls.try_key.address import Address, address_of
from opencode_ls.try_key.answer import Answer

if TYPE_CHECKING:
    from opencode_ls.try_key.asking import Asking

LIMIT = 10.0
"""Seconds for all that is asked of the provider."""

_NO_ADDRESS = frozenset({"no-address", "unsafe-address"})


class Trial(NamedTuple):
    """How the command went, and what came of trying its key: None if it gave none to try."""

    run: Outcome
    answer: Answer | None = None

    @property
    def outcome(self) -> Outcome:
        """Both as one: well only if the key was accepted, or if there was only a run."""
        if self.answer is None:
            return self.run
        _, kind, message, hint, *_ = self.answer
        if kind:
            return self.run._replace(ok=False, kind=kind, message=message, hint=hint)
        both = f"{self.run.message}; {message} ({self.answer.seconds:.2f} s)"
        warnings = (*self.run.warnings, *self.answer.warnings)
        return self.run._replace(message=both, warnings=warnings)

    def to_json(self) -> dict[str, Any]:
        """The result object of both; never the key."""
        tried = {} if self.answer is None else {"try": self.answer.to_json()}
        return self.outcome.to_json() | tried


def try_key(provider: str, look: Look, way: Way, limit: float = LIMIT) -> tuple[Trial, Key | None]:
    """Run the provider's command and try its key, which comes back for whoever asked for it.

    Nothing runs where no address is known to which a key may be sent.
    """
    ready = _ready(provider, look, way)
    if not isinstance(ready, _Ready):
        return ready
    return Trial(ready.run, _asking(ready, limit, way).answer(ready.key)), ready.key


def list_models(
    provider: str, look: Look, way: Way, limit: float = LIMIT
) -> tuple[Trial, tuple[str, ...]]:
    """Run the command and ask the provider for its models: how it went, and their ids.

    It is asked for, and guarded, as a try is: the same request goes to the same address.
    """
    ready = _ready(provider, look, way)
    if not isinstance(ready, _Ready):
        return ready[0], ()
    answer, ids = _asking(ready, limit, way).models(ready.key)
    return Trial(ready.run, answer), ids


class _Ready(NamedTuple):
    """All that is needed to ask the provider."""

    run: Outcome
    key: Key
    request: Request
    address: Address


def _ready(provider: str, look: Look, way: Way) -> _Ready | tuple[Trial, Key | None]:
    """Run the command; the trial as it ended where nothing is to be asked any more."""
    again = partial(_request, provider, look)
    request = again()
    if isinstance(request, Failure):
        return _not_run(provider, request), None
    run, key = run_asked(request, again, way)
    if key is None:
        return Trial(run), None
    address = address_of(request)
    if isinstance(address, Failure) or not _same(again(), request):
        return Trial(run, _changed(provider)), key
    return _Ready(run, key, request, address)


def _asking(ready: _Ready, limit: float, way: Way) -> "Asking":
    from opencode_ls.try_key.asking import Asking  # noqa: PLC0415  (TLS and HTTP: only a try loads them)

    return Asking(ready.request, ready.address, limit, way.cancel)


def _request(provider: str, look: Look) -> Request | Failure:
    """All that a consent to the command and to sending its key covers."""
    request = request_for(provider, look)
    if isinstance(request, Failure):
        return request
    address = address_of(request)
    return address if isinstance(address, Failure) else request._replace(tries=address.shown)


def _same(now: Request | Failure, request: Request) -> bool:
    """Whether the key would still go where it was said; a command may write its own files."""
    return not isinstance(now, Failure) and now._replace(files=request.files) == request


def _not_run(provider: str, why: Failure) -> Trial:
    nowhere = why.kind in _NO_ADDRESS
    answer = Answer("unknown", why.kind, why.message, why.hint) if nowhere else None
    return Trial(failed(provider, why), answer)


def _changed(provider: str) -> Answer:
    message = f"the key of {named(provider)} was not sent: the file changed after the question"
    return Answer("unknown", "changed", message, "Look at the file again, and try again.")
