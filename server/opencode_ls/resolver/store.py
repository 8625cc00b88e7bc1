"""Remembers the commands that a person allowed for good, in one file in the user's state folder.

The file is JSON: `{"version": 1, "consents": {FINGERPRINT: ENTRY, …}}`, and an ENTRY is
`{"provider": …, "argv": […], "file": …, "allowed": "2025-01-31T12:00:00Z"}`.
FINGERPRINT is `request.fingerprint`, which alone decides; the rest is for `opencode-ls trust list`:
the argv as written with secrets masked, the configuration file, and the time in UTC.
A file that is broken, or that others may write, allows nothing, and is never written over.
"""

import json
import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from opencode_ls.resolver.redact import mask_argv
from opencode_ls.resolver.request import Request, fingerprint

VERSION = 1

LARGEST = 4 * 1024 * 1024
"""Bytes above which it is no file of ours."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class Consent(NamedTuple):
    """One command that was allowed for good; `allowed` is when, in UTC."""

    fingerprint: str
    provider: str
    argv: tuple[str, ...]
    file: str
    allowed: str


class Broken(Exception):  # noqa: N818  (it says what the file is)
    """The file cannot be trusted or understood; the text says why, without its name."""


def default_path(env: Mapping[str, str], platform: str = sys.platform) -> str:
    """Where the consents of this user are kept."""
    home = env.get("USERPROFILE" if platform == "win32" else "HOME") or os.path.expanduser("~")
    if platform == "win32":
        base = env.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    else:
        named = env.get("XDG_STATE_HOME", "")
        base = named if os.path.isabs(named) else os.path.join(home, ".local", "state")
    return os.path.join(base, "opencode-ls", "consents.json")


class Store:
    """The consents in one file, read anew each time: another process may have changed them."""

    def __init__(self, path: str) -> None:
        self.path = path

    def consents(self) -> tuple[Consent, ...]:
        """All that was allowed, oldest first; raises Broken."""
        return tuple(_consent(name, entry) for name, entry in self._read().items())

    def allows(self, request: Request) -> bool:
        """Whether this command was allowed, with all that the consent covered as it is now."""
        try:
            return fingerprint(request) in self._read()
        except Broken:
            return False

    def allow(self, request: Request) -> bool:
        """Allow a command for good; whether that could be written down."""
        entry = {
            "provider": request.provider,
            "argv": mask_argv(request.written),
            "file": request.file,
            "allowed": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        try:
            with self._locked():
                self._write(self._read() | {fingerprint(request): entry})
        except (Broken, OSError):
            return False
        return True

    def remove(self, consent: Consent) -> bool:
        """Take a consent back; whether it was there.  Raises Broken, and OSError."""
        with self._locked():
            found = self._read()
            there = found.pop(consent.fingerprint, None) is not None
            if there:
                self._write(found)
        return there

    def _read(self) -> dict[str, Any]:
        try:
            with open(os.open(self.path, _FLAGS), "rb") as file:
                _check(os.fstat(file.fileno()))
                content = json.loads(file.read(LARGEST).decode())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Broken(f"it cannot be read: {error.strerror}") from None
        except (ValueError, RecursionError):
            raise Broken("it is not JSON") from None
        match content:
            case {"version": 1, "consents": dict() as found} if all(map(_is_entry, found.values())):
                return found
            case {"version": int() as version} if version != VERSION:
                raise Broken(f"it has version {version}, and this program knows version {VERSION}")
            case _:
                raise Broken("it does not have the shape of a file of consents")

    def _write(self, consents: dict[str, Any]) -> None:
        """Replace the file as a whole: a reader sees the old one or the new one."""
        text = json.dumps({"version": VERSION, "consents": consents}, indent=2) + "\n"
        draft = f"{self.path}.{os.getpid()}"
        with suppress(FileNotFoundError):
            os.unlink(draft)
        try:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, self.path)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Alone among the processes that change the file."""
        os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
        with open(os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600), "rb") as file:
            if sys.platform != "win32":
                import fcntl  # noqa: PLC0415  (exists on POSIX only)

                fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _check(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Broken("it is not a regular file")
    if sys.platform != "win32" and (found.st_uid != os.geteuid() or found.st_mode & 0o022):
        raise Broken("other users may write it")


def _is_entry(entry: object) -> bool:
    match entry:
        case {"provider": str(), "argv": [*words], "file": str(), "allowed": str()}:
            return all(isinstance(word, str) for word in words)
        case _:
            return False


def _consent(name: str, entry: dict[str, Any]) -> Consent:
    return Consent(name, entry["provider"], tuple(entry["argv"]), entry["file"], entry["allowed"])
