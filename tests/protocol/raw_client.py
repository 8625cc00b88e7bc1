"""A client that can say anything: well-formed messages, broken ones, any bytes at any time.

It drives the real server process, keeps every byte that the server wrote, and waits for events.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Any, Self

from opencode_ls.door.message import Json

PATIENCE = 30.0
"""Seconds after which a test gives up waiting; far more than anything here takes."""

COMMAND = (sys.executable, "-m", "opencode_ls", "server")

Answer = Callable[[Json], Json]
"""From the params of a server's request to its result; raising `Refuse` answers with an error."""


class Refuse(Exception):  # noqa: N818  (it reads as what it does: `raise Refuse`)
    """The client's answer to a request is an error."""


class RawClient:
    """One server process and all that it says."""

    def __init__(
        self,
        *arguments: str,
        command: tuple[str, ...] = COMMAND,
        answers: Mapping[str, Answer] | None = None,
        env: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            [*command, *arguments],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=None if env is None else {**os.environ, **env},
        )
        self.answers = dict(answers or {})
        self.output = bytearray()
        self.errors = bytearray()
        self.seen: list[dict[str, Any]] = []
        self._arrived: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._last = 0
        self._threads = [
            Thread(target=self._read_messages, daemon=True),
            Thread(target=self._read_errors, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                close(stream)

    def initialize(self, **params: Json) -> dict[str, Any]:
        """Say hello as `params` has it; returns the result."""
        hello = {"processId": os.getpid(), "rootUri": None, "capabilities": {}, **params}
        reply = self.request("initialize", hello)
        self.notify("initialized", {})
        result: dict[str, Any] = reply["result"]
        return result

    def open(self, uri: str, text: str, language: str = "json", version: int = 1) -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def request(self, method: str, params: Json = None) -> dict[str, Any]:
        """Ask and wait for the whole answer."""
        return self.answer_to(self.ask(method, params))

    def ask(self, method: str, params: Json = None) -> int:
        """Ask and wait for nothing; returns the id."""
        self._last += 1
        self.send({"id": self._last, "method": method, "params": params})
        return self._last

    def answer_to(self, name: Json) -> dict[str, Any]:
        return self.wait(lambda message: message.get("id") == name and "method" not in message)

    def notify(self, method: str, params: Json = None) -> None:
        self.send({"method": method, "params": params})

    def send(self, message: Mapping[str, Any]) -> None:
        self.send_body(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_body(self, body: bytes) -> None:
        self.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def close_input(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()

    def wait_for(self, method: str) -> Json:
        """The params of the next notification or request of this method, seen before or not."""
        return self.wait(lambda message: message.get("method") == method).get("params")

    def wait(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Take the first message that fits out of what has arrived or will arrive."""
        for index, message in enumerate(self.seen):
            if fits(message):
                return self.seen.pop(index)
        while True:
            try:
                message_or_end = self._arrived.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"nothing came; stderr: {self.errors.decode()}") from None
            if message_or_end is None:
                raise AssertionError(f"the server has ended; stderr: {self.errors.decode()}")
            if fits(message_or_end):
                return message_or_end
            self.seen.append(message_or_end)

    def exit_code(self) -> int:
        """Wait for the end of the server."""
        return self.process.wait(PATIENCE)

    def errors_at_end(self) -> bytes:
        """All that the server wrote to stderr, once it has ended."""
        for thread in self._threads:
            thread.join(PATIENCE)
        return bytes(self.errors)

    def _read_messages(self) -> None:
        assert self.process.stdout is not None
        while header := self.process.stdout.readline():
            self.output += header
            self.output += self.process.stdout.readline()
            body = self.process.stdout.read(int(header.split(b":")[1]))
            self.output += body
            message = json.loads(body)
            if "method" in message and "id" in message:
                self._answer(message)
            self._arrived.put(message)
        self._arrived.put(None)

    def _answer(self, message: dict[str, Any]) -> None:
        answer = self.answers.get(message["method"], nothing)
        with suppress(OSError, ValueError):  # the test may have closed the input meanwhile
            try:
                self.send({"id": message["id"], "result": answer(message.get("params"))})
            except Refuse:
                self.send({"id": message["id"], "error": {"code": -32601, "message": "no"}})

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        while data := os.read(self.process.stderr.fileno(), 4096):
            self.errors += data


def nothing(_params: Json) -> None:
    """The answer of a client that does as it is told."""


def close(stream: IO[bytes]) -> None:
    with suppress(OSError):
        stream.close()


def at(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}
