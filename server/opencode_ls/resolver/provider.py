"""Hands out a key whenever a program needs one, and runs the command as seldom as it can."""

import math
import time
from collections.abc import Callable
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from opencode_ls.resolver.command import KeyCommand
from opencode_ls.resolver.failure import Failure, failure
from opencode_ls.resolver.jwt import expiry
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.run import resolve

LIFETIME = 300.0
"""Seconds for which a key is kept that does not say when it expires."""

MARGIN = 60.0
"""Seconds before the end of a token at which it is renewed."""

PAUSE = 5.0
"""Seconds between two runs after a failure, or after a token that is of no use."""


class KeyCommandError(Exception):
    """There is no key; `failure` says why and what to do next.  Its text never holds a secret."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.message}. {failure.hint}")
        self.failure = failure

    def __reduce__(self) -> tuple[type["KeyCommandError"], tuple[Failure]]:
        return (KeyCommandError, (self.failure,))


class _Held:
    """A key that was handed out: kept until `until` (monotonic), its token good until `expires`."""

    __slots__ = ("expires", "key", "until")

    def __init__(self, key: Key, until: float, expires: float) -> None:
        self.key = key
        self.until = until
        self.expires = expires

    def fresh(self, now: float) -> bool:
        return now < self.until and time.time() < self.expires - MARGIN

    def usable(self, now: float) -> bool:
        return now < self.until and time.time() < self.expires


class KeyProvider:
    """Callable: the key as a string, from the command or as it was kept; raises KeyCommandError.

    A key is kept until a minute before its JWT `exp`, else for `lifetime` seconds (None: until it
    is rejected).  One run at a time: who comes meanwhile waits for it and takes what it brings.
    After a failure, or a token with less than a minute left, the next run is 5 s later at the
    earliest; until then a key that is still within its time is handed out again.
    Safe for threads and for asyncio (`acall`).  `run` may ask for consent before it runs a command.
    """

    def __init__(
        self,
        command: KeyCommand,
        *,
        lifetime: float | None = LIFETIME,
        clock: Callable[[], float] = time.monotonic,
        run: Callable[[KeyCommand], Key | Failure] = resolve,
    ) -> None:
        self._command = command
        self._run = run
        self._lifetime = math.inf if lifetime is None else lifetime
        self._clock = clock
        self._running = Lock()
        self._changing = Lock()
        self._gates: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._held: _Held | None = None
        self._failure: Failure | None = None
        self._not_before = -math.inf
        self._runs = 0

    def __call__(self, *, force_refresh: bool = False) -> str:
        """The key; `force_refresh` wants one that is newer than this call, or raises."""
        return self._get(self._runs, force=force_refresh)

    async def acall(self, *, force_refresh: bool = False) -> str:
        """The same without blocking the event loop: the command runs in a thread."""
        import asyncio  # noqa: PLC0415  (40 ms that only those pay who use it)

        seen, held = self._runs, self._held
        if not force_refresh and held is not None and held.fresh(self._clock()):
            return held.key.reveal()
        # One of the waiting tasks takes a thread: a thousand would take all there are.
        gate = self._gates.setdefault(asyncio.get_running_loop(), asyncio.Lock())
        async with gate:
            return await asyncio.to_thread(self._get, seen, force=force_refresh)

    def invalidate(self, rejected: str) -> None:
        """Forget a key that a service rejected; nothing if another has taken its place."""
        with self._changing:
            if self._held is not None and self._held.key.reveal() == rejected:
                self._held = None

    def __repr__(self) -> str:
        return f"KeyProvider({self._command!r})"

    def _get(self, seen: int, *, force: bool) -> str:
        """The key; `seen` is how many runs there had been when it was asked for."""
        held = self._held
        if not force and held is not None and held.fresh(self._clock()):
            return held.key.reveal()
        with self._running:
            if self._runs == seen and self._clock() >= self._not_before:
                self._renew()
            held = self._held
            ran = self._runs != seen and self._failure is None
            if held is not None and (ran or (not force and held.usable(self._clock()))):
                return held.key.reveal()
            raise KeyCommandError(self._failure or failure("rejected", self._command.shown))

    def _renew(self) -> None:
        found = self._run(self._command)
        now = self._clock()
        with self._changing:
            self._runs += 1
            self._failure = found if isinstance(found, Failure) else None
            if isinstance(found, Key):
                self._held = _holding(found, now, self._lifetime)
            soon = self._failure is not None or _short(self._held)
            self._not_before = now + PAUSE if soon else -math.inf


def _holding(key: Key, now: float, lifetime: float) -> _Held:
    """A token is kept as long as it says; any other key for its lifetime."""
    expires = expiry(key)
    if expires is None:
        return _Held(key, now + lifetime, math.inf)
    return _Held(key, math.inf, expires)


def _short(held: _Held | None) -> bool:
    """Whether a token is to be renewed the moment it was printed."""
    return held is not None and time.time() >= held.expires - MARGIN
