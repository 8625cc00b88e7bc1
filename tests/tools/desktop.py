"""A home with what a desktop brings: a session bus, and a keyring that signing in unlocks."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from tools.home import Home, Process

SESSION = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")
"""The variables by which programs find the session."""

_NEWS = ("dbus-monitor", "--session", "type='signal',member='NameOwnerChanged'")


class Desktop(Home):
    """While it is entered, `env` leads to a session bus with a keyring that is unlocked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "dbus-daemon", "gnome-keyring-daemon", "secret-tool")
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        self.env["XDG_RUNTIME_DIR"] = str(runtime)
        self._running = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as running:
            bus = running.enter_context(
                self._run("dbus-daemon", "--session", "--nofork", "--print-address=1")
            )
            self.env["DBUS_SESSION_BUS_ADDRESS"] = _line(bus, "unix:")
            with self._run(*_NEWS) as news:
                _line(news, "NameAcquired")
                running.enter_context(self._keyring())
                _line(news, '"org.freedesktop.secrets"')
            self._running = running.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def store(self, service: str, key: str) -> None:
        """Put a key into the keyring."""
        self.run("secret-tool", "store", "--label=test", "service", service, given=key)

    def lock(self) -> None:
        """Lock the keyring, as signing out would."""
        service, path = "org.freedesktop.secrets", "/org/freedesktop/secrets"
        call = ("org.freedesktop.Secret.Service.Lock", f"array:objpath:{path}/collection/login")
        self.run("dbus-send", "--session", "--print-reply", f"--dest={service}", path, *call)

    @contextmanager
    def _keyring(self) -> Iterator[None]:
        argv = ("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
        with self._run(*argv) as daemon:
            assert daemon.stdin is not None
            daemon.stdin.write("a password")
            daemon.stdin.close()
            yield

    @contextmanager
    def _run(self, *argv: str) -> Iterator[Process]:
        with self.start(*argv) as process:
            try:
                yield process
            finally:
                process.terminate()


def _line(process: Process, part: str) -> str:
    """The first line that a program prints with that part in it."""
    assert process.stdout is not None
    for line in process.stdout:
        if part in line:
            return line.strip()
    raise AssertionError(f"{process.args!r} ended without {part}")
