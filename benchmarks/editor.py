"""One editor that measures: it starts a server, types, asks, and looks at the clock."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from documents import Place

Json = Any

_QUIET = 0.8
"""Seconds after which every server has pushed its findings: the slowest waits half a second."""

_CAPABILITIES = {
    "textDocument": {
        "synchronization": {"didSave": True},
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "documentationFormat": ["markdown"],
                "resolveSupport": {"properties": ["documentation"]},
            }
        },
        "hover": {"contentFormat": ["markdown"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "formatting": {},
    },
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "diagnostics": {"refreshSupport": True},
    },
}


class Peer(NamedTuple):
    """A server: how it is started, what it is told, and whether findings are pulled from it.

    `schema` is the text that it gets when it asks for the schema of a document.
    """

    name: str
    command: tuple[str, ...]
    pulls: bool
    options: Json = None
    settings: Json = None
    schema: str | None = None


class Editor:
    """One server with one document; every wait ends with what was waited for."""

    def __init__(self, peer: Peer, folder: Path) -> None:
        self.started = time.perf_counter()
        self._server = subprocess.Popen(  # noqa: S603  (a server that is measured)
            peer.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._peer = peer
        self._folder = folder
        self._name = {"uri": (folder / "opencode.jsonc").as_uri()}
        self._version = 0
        self._last = 0
        self._published: list[Json] = []

    def initialize(self) -> None:
        """Introduce the editor, and its settings."""
        capabilities = json.loads(json.dumps(_CAPABILITIES))
        if self._peer.pulls:
            capabilities["textDocument"]["diagnostic"] = {}
        hello = {
            "processId": None,
            "rootUri": self._folder.as_uri(),
            "workspaceFolders": [{"uri": self._folder.as_uri(), "name": "bench"}],
            "capabilities": capabilities,
            "initializationOptions": self._peer.options,
        }
        self.ask("initialize", hello)
        self._notify("initialized", {})
        if self._peer.settings is not None:
            told = {"settings": self._peer.settings}
            self._notify("workspace/didChangeConfiguration", told)

    def open(self, text: str) -> None:
        """Open the document."""
        item = {**self._name, "languageId": "jsonc", "version": 0, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": item})

    def change(self, start: Place, end: Place, text: str) -> None:
        """Put a text in the place of another."""
        self._version += 1
        area = {"start": start._asdict(), "end": end._asdict()}
        name = {**self._name, "version": self._version}
        told = {"textDocument": name, "contentChanges": [{"range": area, "text": text}]}
        self._notify("textDocument/didChange", told)

    def ask_here(self, method: str, **params: Json) -> Json:
        """Ask something about the document."""
        return self.ask(f"textDocument/{method}", {"textDocument": self._name, **params})

    def await_findings(self, line: int, *, wrong: bool) -> None:
        """Wait for findings that speak of a line, or no longer do: stale ones do not count."""
        while True:
            found = self._findings()
            ranges = [each["range"] for each in found]
            if wrong == any(at["start"]["line"] <= line <= at["end"]["line"] for at in ranges):
                return

    def settle(self) -> None:
        """Let a pushing server tell all that it has to, and forget it."""
        if not self._peer.pulls:
            time.sleep(_QUIET)
            self.ask_here("hover", position={"line": 0, "character": 0})
            self._published.clear()

    def memory(self) -> float:
        """The server's memory in MiB, 0.0 where the system does not tell."""
        status = Path(f"/proc/{self._server.pid}/status")
        if not status.exists():
            return 0.0
        told = next(each for each in status.read_text().splitlines() if each.startswith("VmRSS"))
        return int(told.split()[1]) / 1024

    def ask(self, method: str, params: Json) -> Json:
        """Ask, and wait for the answer; the server's own requests are answered meanwhile."""
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self._last and "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{self._peer.name}: {method}: {message['error']}")
                return message["result"]
            self._hear(message)

    def stop(self) -> None:
        """End the server."""
        self._server.kill()
        self._server.wait()
        for stream in (self._server.stdin, self._server.stdout):
            if stream is not None:
                stream.close()

    def _findings(self) -> list[Json]:
        if self._peer.pulls:
            items: list[Json] = self.ask_here("diagnostic")["items"]
            return items
        while not self._published:
            self._hear(self._receive())
        found: list[Json] = self._published.pop(0)
        return found

    def _hear(self, message: Json) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self._published.append(message["params"]["diagnostics"])
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, asked: Json) -> Json:
        """The settings by their sections, or the schema that a document names; else null."""
        if asked["method"] == "vscode/content":
            return self._peer.schema
        if asked["method"] != "workspace/configuration":
            return None
        told = self._peer.settings or {}
        return [told.get(item.get("section")) for item in asked["params"]["items"]]

    def _notify(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None  # noqa: S101  (it is a pipe)
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _receive(self) -> Json:
        assert self._server.stdout is not None  # noqa: S101  (it is a pipe)
        length = 0
        while (line := self._server.stdout.readline().strip()) or not length:
            if not line:
                raise RuntimeError(f"{self._peer.name} has ended")
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self._server.stdout.read(length))


def _environment() -> dict[str, str]:
    """Ours, in which Python keeps what it has compiled, as it does for those who use it."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@contextmanager
def editor(peer: Peer, folder: Path) -> Iterator[Editor]:
    """An editor whose server ends with it."""
    opened = Editor(peer, folder)
    try:
        yield opened
    finally:
        opened.stop()
