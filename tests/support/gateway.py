"""A gateway to language models on loopback whose tokens end, and the program that prints them.

It speaks as OpenAI (`/v1/chat/completions`, `/v1/models`) and Anthropic (`/v1/messages`) do.  Time
is what the test says: nobody sleeps.
"""

import hashlib
import hmac
import json
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from support.loopback import Loopback

LIFE = 60
"""Seconds for which a token is good."""

_SECRET = b"not-a-secret"
_PROGRAM = """\
#!{python}
import hashlib, hmac, pathlib
folder = pathlib.Path({folder!r})
if (folder / "signed-out").exists():
    raise SystemExit("not signed in")
with (folder / "runs").open("a") as runs:
    runs.write("run\\n")
end = str(int((folder / "clock").read_text()) + {life})
print(f"tok-{{end}}-" + hmac.new({secret!r}, end.encode(), hashlib.sha256).hexdigest())
"""
_REFUSALS = {
    401: {"error": {"message": "token expired or invalid: run my-auth-cli login"}},
    400: {"error": {"message": "No connected db.", "type": "no_db_connection", "code": "400"}},
}
_CHOICE = {"index": 0, "message": {"role": "assistant", "content": "pong"}, "finish_reason": "stop"}
_ANSWERS: dict[str, dict[str, Any]] = {
    "/v1/models": {"object": "list", "data": [{"id": "m", "object": "model", "created": 0}]},
    "/v1/chat/completions": {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [_CHOICE],
    },
    "/v1/messages": {
        "id": "1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "text", "text": "pong"}],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": 1, "output_tokens": 1},
    },
}


class Seen(NamedTuple):
    """One request: the header and the key in it, and how it was answered."""

    header: str
    key: str
    status: int


class Gateway(Loopback):
    """The server while it is entered; `refusal` is the status for a token that is not good.

    `argv` prints a token, `runs` counts how often it did; with `fail_all` no token is good; `more`
    lets an answer in pieces go on.
    """

    def __init__(self, folder: Path, *, refusal: int = 401) -> None:
        self.refusal = refusal
        self.seen: list[Seen] = []
        self.fail_all = False
        self.more = Event()
        self.waited_in_vain = False
        self._folder = folder
        self._now = 1_000
        (folder / "clock").write_text(str(self._now))
        program = folder / "my-auth-cli"
        facts = {"python": sys.executable, "folder": str(folder), "life": LIFE, "secret": _SECRET}
        program.write_text(_PROGRAM.format_map(facts))
        program.chmod(0o755)
        self.argv = [str(program), "get-token"]
        super().__init__(type("Handler", (_Handler,), {"gateway": self}))

    def __exit__(self, *problem: object) -> None:
        self.more.set()
        super().__exit__(*problem)

    def pass_time(self, seconds: int) -> None:
        """Let time go by, for the server and for the program."""
        self._now += seconds
        (self._folder / "clock").write_text(str(self._now))

    def break_program(self) -> None:
        """From now on the program prints no token."""
        (self._folder / "signed-out").touch()

    @property
    def runs(self) -> int:
        runs = self._folder / "runs"
        return len(runs.read_text().splitlines()) if runs.exists() else 0

    @property
    def statuses(self) -> list[int]:
        return [seen.status for seen in self.seen]

    def status_of(self, token: str) -> int:
        match token.split("-"):
            case ["tok", end, signature] if int(end) > self._now and not self.fail_all:
                wanted = hmac.new(_SECRET, end.encode(), hashlib.sha256).hexdigest()
                return 200 if hmac.compare_digest(signature, wanted) else self.refusal
            case _:
                return self.refusal


class _Handler(BaseHTTPRequestHandler):
    gateway: Gateway
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: dict[str, Any]) -> None:
        bearer, header = self.headers.get("Authorization"), "x-api-key"
        key = self.headers.get("x-api-key", "")
        if bearer is not None:
            header, key = "Authorization", bearer.removeprefix("Bearer ")
        status = self.gateway.status_of(key)
        self.gateway.seen.append(Seen(header, key, status))
        if status == 200 and body.get("stream"):
            self._stream()
        else:
            self._send(status, _ANSWERS[self.path] if status == 200 else _REFUSALS[status])

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        """The answer in two pieces, the second only after `more`."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in ("po", "ng"):
            choice = {"index": 0, "delta": {"content": piece}}
            chunk = {**_ANSWERS[self.path], "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.gateway.waited_in_vain |= not self.gateway.more.wait(5)
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        """Nothing: the requests are in `seen`."""
