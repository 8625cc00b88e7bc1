"""What is to be run, and the means to call it off."""

import os
from collections.abc import Mapping, Sequence
from threading import Lock

from opencode_ls.resolver.redact import mask_argv
from opencode_ls.resolver.visible import named

TIMEOUT = 30.0
"""Seconds that a command may take unless said otherwise."""


class KeyCommand:
    """A command that prints a key.

    `argv` is the program, then each argument; no shell reads it.  `cwd` is the working directory
    (None: ours) and `env` the whole environment (None: ours).  `timeout` is in seconds.
    `name` is what messages call the program, for one whose real name must not be shown.
    """

    __slots__ = ("argv", "cwd", "env", "name", "timeout")

    def __init__(
        self,
        argv: Sequence[str],
        *,
        cwd: str | os.PathLike[str] | None = None,
        env: Mapping[str, str] | None = None,
        timeout: float = TIMEOUT,
        name: str | None = None,
    ) -> None:
        if isinstance(argv, str | bytes):
            raise TypeError("argv must be a sequence: the program, then each argument")
        if not timeout > 0:
            raise ValueError("timeout must be a number of seconds above 0")
        self.argv = tuple(argv)
        self.cwd = None if cwd is None else os.fspath(cwd)
        self.env = None if env is None else dict(env)
        self.timeout = timeout
        self.name = name

    @property
    def shown(self) -> str:
        """The program as messages name it, in backticks."""
        return named(self.name or next(iter(self.argv), ""))

    def __repr__(self) -> str:
        return f"KeyCommand({mask_argv(self.argv)!r}, cwd={self.cwd!r}, timeout={self.timeout!r})"


class Cancel:
    """Calls off a run, from any thread; once called off, it stays so."""

    __slots__ = ("_cancelled", "_lock", "_reader", "_writer")

    def __init__(self) -> None:
        self._lock = Lock()
        self._cancelled = False
        self._reader, self._writer = os.pipe()

    def cancel(self) -> None:
        """Stop the runs that this was given to, and let none start any more."""
        with self._lock:
            if not self._cancelled:
                self._cancelled = True
                # The byte is never read: so it wakes every run that waits, now and later.
                os.write(self._writer, b"\0")

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self._cancelled

    def fileno(self) -> int:
        """A descriptor that becomes readable when it is called off."""
        return self._reader

    def __del__(self) -> None:
        if hasattr(self, "_writer"):
            os.close(self._reader)
            os.close(self._writer)
