"""Vim in a terminal of its own: keys go in there, expressions go over a channel of Vim's."""

import json
import os
import pty
import shutil
import socket
import subprocess
import termios
import time
from pathlib import Path
from threading import Thread
from typing import Any, Self

import pytest

from editors.place import PATIENCE, Place

_SIZE = (40, 100)
"""Lines and columns of the terminal."""


class Vim:
    """One Vim with a home of its own; use it as a context manager."""

    def __init__(self, place: Place, init: str) -> None:
        self._place = place
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(PATIENCE)
        port = self._listener.getsockname()[1]
        file = place.home / "init.vim"
        call = f"let g:driver = ch_open('127.0.0.1:{port}', {{'waittime': 5000}})\n"
        file.write_text(init + call, encoding="utf-8")
        self._command = [program(), "-N", "-u", str(file), "-i", "NONE", "-n"]
        self._number = 0
        self._arrived = ""

    def __enter__(self) -> Self:
        self._terminal, inner = pty.openpty()
        termios.tcsetwinsize(inner, _SIZE)
        self._process = subprocess.Popen(
            self._command,
            cwd=self._place.work,
            env=self._place.env,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)
        Thread(target=self._drain, daemon=True).start()
        self._channel, _ = self._listener.accept()
        self._channel.settimeout(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for each in (self._channel, self._listener):
            each.close()

    def ask(self, expression: str) -> Any:  # noqa: ANN401  (JSON)
        """The value of an expression."""
        self._number -= 1
        self._channel.sendall(json.dumps(["expr", expression, self._number]).encode() + b"\n")
        return self._answer()[1]

    def do(self, command: str) -> None:
        """Have a command of the command line done."""
        self._channel.sendall(json.dumps(["ex", command]).encode() + b"\n")

    def keys(self, keys: str) -> None:
        """Type."""
        os.write(self._terminal, keys.encode())

    def wait(self, expression: str) -> Any:  # noqa: ANN401  (JSON)
        """The value of an expression as soon as it is something."""
        end = time.monotonic() + PATIENCE
        while not (found := self.ask(expression)):
            if time.monotonic() > end:
                text, said = self.ask("getline(1, '$')"), self.ask("execute('messages')")
                raise AssertionError(f"{expression} stays {found!r}; {text} {said}")
            time.sleep(0.02)
        return found

    def quit(self) -> int:
        """Leave it as a person does; returns its exit code."""
        self.keys("\x1c\x0e:qa!\r")
        return self._process.wait(PATIENCE)

    def _answer(self) -> Any:  # noqa: ANN401  (JSON)
        while True:
            try:
                found, length = json.JSONDecoder().raw_decode(self._arrived)
            except ValueError:
                data = self._channel.recv(1 << 16)
                assert data, "Vim has ended"
                self._arrived += data.decode()
            else:
                self._arrived = self._arrived[length:].lstrip()
                return found

    def _drain(self) -> None:
        """Take in what is drawn: Vim waits while the terminal is full."""
        try:
            while os.read(self._terminal, 1 << 16):
                pass
        except OSError:
            os.close(self._terminal)


def program() -> str:
    """Vim with ALE; skips the test where it is not installed."""
    found = shutil.which("vim.nox")
    if found is None or not Path("/usr/share/vim-ale").exists():
        pytest.skip("needs Vim with ALE: apt-get install vim-nox vim-ale")
    return found
