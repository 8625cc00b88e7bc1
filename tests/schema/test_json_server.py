"""The schema serves other editors too: VS Code's JSON server completes with it and is content."""

import itertools
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.schema.load import schema
from support.marked import marked

FOLDER = Path(__file__).parent / "json_server"
PROGRAM = FOLDER / "node_modules" / ".bin" / "vscode-json-language-server"
ASSOCIATION = {"url": "opencode:schema", "fileMatch": ["opencode.jsonc"], "schema": schema()}


class Server:
    """The JSON server as a process, with our schema for every document."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._ids = itertools.count(1)
        self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._send({"method": "initialized", "params": {}})
        settings = {"json": {"validate": {"enable": True}, "schemas": [ASSOCIATION]}}
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})

    def problems(self, text: str) -> list[str]:
        """The messages of all diagnostics."""
        uri = self._open(text)
        while True:
            message = self._receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == uri:
                    return [found["message"] for found in params["diagnostics"]]

    def labels(self, marked_text: str) -> list[str]:
        """What is offered at the mark, in the order of the alphabet."""
        text, offset = marked(marked_text)
        document = {"uri": self._open(text)}
        position = {"line": 0, "character": offset}
        found = self.request(
            "textDocument/completion", {"textDocument": document, "position": position}
        )
        return sorted(item["label"] for item in found["items"])

    def request(self, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401  (a JSON value)
        number = next(self._ids)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def _open(self, text: str) -> str:
        uri = f"file:///{next(self._ids)}/opencode.jsonc"
        document = {"uri": uri, "languageId": "jsonc", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    if shutil.which("node") is None or not PROGRAM.is_file():
        pytest.skip("needs Node, and `npm ci --prefix tests/schema/json_server`")
    command = [str(PROGRAM), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Server(process)
        finally:
            process.kill()


def check(server: Server, text: str, problems: list[str]) -> None:
    assert server.problems(text) == problems


def test_completes_every_key_at_the_root(server: Server) -> None:
    assert server.labels("{$0}") == sorted(schema()["properties"])


def test_completes_the_options_of_a_provider(server: Server) -> None:
    options = schema()["$defs"]["providerOptions"]["properties"]
    text = '{"provider": {"x": {"options": {$0}}}}'

    assert "apiKeyCommand" in options
    assert server.labels(text) == sorted(options)


def test_completes_values(server: Server) -> None:
    assert server.labels('{"share": $0}') == ['"auto"', '"disabled"', '"manual"']


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '// a note\n{"model": "a/b",}',
        '{"modell": "a/b", "theme": "system"}',
        '{"provider": {"x": {"options": {"apiKeyCommand": ["op", "read", "op://a/b"]}}}}',
        '{"provider": {"x": {"options": {"apiKeyCommand": "op read op://a/b"}}}}',
        '{"provider": {"x": {"options": {"headers": {"a": 1}, "timeout": false}}}}',
        '{"mcp": {"x": {"type": "local", "command": ["npx"], "args": []}}}',
        '{"mcp": {"x": {"type": "local", "command": ["npx"], "timeout": {"startup": 5}}}}',
        '{"mcp": {"x": {"enabled": false}, "servers": {"y": {}}, "timeout": {"startup": 5}}}',
        '{"agent": {"x": {"color": "#ff5733", "reasoningEffort": "high"}}}',
        '{"permission": {"bash": {"*": "ask", "git status *": "allow"}, "edit": "deny"}}',
        '{"plugin": ["./a.js", ["b", {"level": 2}]]}',
        '{"model": {"providerID": "a", "model": "b"}, "skills": ["~/skills"]}',
        '{"lsp": {"gopls": {"disabled": true}, "my": {"command": ["x"]}}, "formatter": true}',
    ],
)
def test_shows_nothing_on_what_opencode_accepts(server: Server, text: str) -> None:
    check(server, text, [])


def test_shows_what_opencode_refuses(server: Server) -> None:
    check(server, '{"snapshot": "yes"}', ['Incorrect type. Expected "boolean".'])
