"""One request and its answer: no redirect, an end in time, and no more read than is wanted.

This is the only place of ours that uses the network, and the one where a key is put into a header.
"""

import os
import socket
import ssl
from base64 import b64encode
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from threading import Event, Lock, Thread
from time import monotonic
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from opencode_ls.analysis.key_place import Place
from opencode_ls.pattern import pattern
from opencode_ls.resolver.command import Cancel
from opencode_ls.resolver.key import Key
from opencode_ls.try_key.address import Address

LARGEST = 1024 * 1024
"""Bytes of an answer that are read at most."""

_WATCH = 0.05
"""Seconds after which a call-off is noticed."""

_PROXY_PORT = 80

_NAME = pattern(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = pattern(r"[\t\x20-\x7e\x80-\xff]*")
"""What a header can carry: RFC 9110, section 5.5, as `fetch` sends it too."""


class Call(NamedTuple):
    """What is asked: `headers` besides the one for the key, `bodies` the statuses to read on for.

    Without a `key` none is sent.
    """

    address: Address
    place: Place
    headers: tuple[tuple[str, str], ...] = ()
    key: Key | None = None
    bodies: frozenset[int] = frozenset()


class Reply(NamedTuple):
    """An answer: `body` is a stranger's text of at most `LARGEST` bytes, and never shown."""

    status: int
    body: bytes = b""

    def __repr__(self) -> str:
        return f"Reply(status={self.status})"


class Trouble(NamedTuple):
    """Why there is no answer, in our own words, to be said after the name of the host."""

    kind: Literal["cancelled", "unsendable", "unreachable"]
    reason: str = ""


def exchange(call: Call, limit: float, cancel: Cancel | None = None) -> Reply | Trouble:
    """Send it and wait for the answer, at most `limit` seconds or until it is called off.

    A look-up of a name cannot be called off: a thread is left behind, which then sends nothing.
    """
    running = _Exchange(call, limit)
    end = monotonic() + limit
    Thread(target=running.run, name="try-key", daemon=True).start()
    while not running.done.wait(max(0.0, min(_WATCH, end - monotonic()))):
        if cancel is not None and cancel.cancelled:
            return running.give_up(Trouble("cancelled"))
        if monotonic() >= end:
            return running.give_up(_late(limit))
    return running.result


class _Exchange:
    """Belongs to its thread, save `give_up`, `done` and what `done` stands for."""

    def __init__(self, call: Call, limit: float) -> None:
        self.done = Event()
        self.result: Reply | Trouble = Trouble("unreachable")
        self._call = call
        self._limit = limit
        self._connection = _connection(call.address, limit)
        self._lock = Lock()
        self._given_up = False

    def run(self) -> None:
        """Do it; no error leaves this thread, which would print what stands in it."""
        try:
            self.result = self._send()
        except (OSError, HTTPException, ValueError) as error:
            self.result = _trouble(error, self._limit)
        finally:
            self._connection.close()
            self.done.set()

    def give_up(self, trouble: Trouble) -> Trouble:
        """Send nothing any more, and wait for nothing."""
        with self._lock:
            self._given_up = True
            if (open_socket := self._connection.sock) is not None:
                with suppress(OSError):
                    open_socket.shutdown(socket.SHUT_RDWR)
        return trouble

    def _send(self) -> Reply | Trouble:
        call, connection = self._call, self._connection
        connection.putrequest("GET", call.address.path, skip_accept_encoding=True)
        for name, value in call.headers:
            if _NAME.fullmatch(name) and _VALUE.fullmatch(value):
                connection.putheader(name, value)
        if call.key is not None and not self._put(call.place.prefix + call.key.reveal()):
            return Trouble("unsendable")
        connection.connect()
        if not call.address.secure and not _at_home(connection):
            return Trouble("unreachable", "is not this machine")
        with self._lock:
            if self._given_up:
                return Trouble("cancelled")
        connection.endheaders()
        response = connection.getresponse()
        wanted = response.status in call.bodies
        return Reply(response.status, response.read(LARGEST) if wanted else b"")

    def _put(self, value: str) -> bool:
        """Whether the header could be made; http.client would show the value in its error."""
        sendable = _VALUE.fullmatch(value) is not None
        if sendable:
            self._connection.putheader(self._call.place.header, value)
        return sendable


def _connection(address: Address, limit: float) -> HTTPConnection:
    """The way there, opened later; by the proxy that the environment names, never for loopback."""
    if not address.secure:
        return HTTPConnection(address.host, address.port, timeout=limit)
    context = ssl.create_default_context()
    proxy = None if address.loopback or proxy_bypass(address.host) else getproxies().get("https")
    if not proxy:
        return HTTPSConnection(address.host, address.port, timeout=limit, context=context)
    parts = urlsplit(proxy if "//" in proxy else f"//{proxy}")
    host = parts.hostname or ""
    through = HTTPSConnection(host, parts.port or _PROXY_PORT, timeout=limit, context=context)
    through.set_tunnel(address.host, address.port, _credentials(parts.username, parts.password))
    return through


def _credentials(user: str | None, password: str | None) -> dict[str, str]:
    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {b64encode(pair).decode()}"}


def _at_home(connection: HTTPConnection) -> bool:
    """Whether the other end is on this machine, whatever the name led to."""
    return ip_address(connection.sock.getpeername()[0]).is_loopback


def _trouble(error: Exception, limit: float) -> Trouble:
    """The error in our own words: its text may quote the other side."""
    match error:
        case TimeoutError():
            return _late(limit)
        case socket.gaierror():
            return Trouble("unreachable", "has a name that is not known here")
        case ssl.SSLCertVerificationError():
            return Trouble("unreachable", "has a certificate that is not valid or not trusted here")
        case ssl.SSLError():
            return Trouble("unreachable", "does not speak TLS as it should")
        case ConnectionRefusedError():
            return Trouble("unreachable", "refused the connection")
        case OSError(errno=int() as number) if number > 0:
            return Trouble("unreachable", f"is not reached: {os.strerror(number).lower()}")
        case _:
            return Trouble("unreachable", "does not answer as a web server does")


def _late(limit: float) -> Trouble:
    return Trouble("unreachable", f"gave no answer in {limit:g} s")
