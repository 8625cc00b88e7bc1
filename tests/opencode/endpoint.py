"""A provider on loopback that answers opencode in the three ways in which its packages ask.

`/v1/chat/completions` and `/v1/responses` are OpenAI's, `/v1/messages` is Anthropic's.
"""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple

from support.loopback import Loopback

_HEADERS = ("Authorization", "x-api-key")
_REFUSALS = {
    400: {"error": {"message": "No connected db.", "type": "no_db_connection", "code": "400"}},
    401: {"error": {"message": "the key is not good", "type": "authentication_error"}},
}


class Seen(NamedTuple):
    """How a request was sent, and the status of the answer."""

    path: str
    key: str
    status: int


class Endpoint(Loopback):
    """The server while it is entered.

    `seen` has every request; `refuses` says which key is not taken, which is answered with
    `refusal`.  With `elsewhere` every request is sent on to that address.
    """

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.refuses: Callable[[str], bool] = lambda _: False
        self.refusal = 401
        self.elsewhere = ""
        super().__init__(type("Handler", (_Handler,), {"endpoint": self}))

    @property
    def keys(self) -> list[str]:
        """The header and the key of each request."""
        return [seen.key for seen in self.seen]


class _Handler(BaseHTTPRequestHandler):
    endpoint: Endpoint
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        found = [f"{name}: {self.headers[name]}" for name in _HEADERS if name in self.headers]
        key = "; ".join(found)
        status = self.endpoint.refusal if self.endpoint.refuses(key) else 200
        status = 307 if self.endpoint.elsewhere else status
        self.endpoint.seen.append(Seen(self.path, key, status))
        if status == 200:
            self._stream()
        else:
            self._send(status, _REFUSALS.get(status, {}))

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if self.endpoint.elsewhere:
            self.send_header("Location", self.endpoint.elsewhere)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for event in _ANSWERS[self.path]():
            kind = f"event: {event['type']}\n" if "type" in event else ""
            self.wfile.write(f"{kind}data: {json.dumps(event)}\n\n".encode())
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing: the requests are in `seen`."""


def _completions() -> Iterator[dict[str, Any]]:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    for delta, reason in (({"role": "assistant", "content": "pong"}, None), ({}, "stop")):
        yield {**chunk, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}


def _messages() -> Iterator[dict[str, Any]]:
    usage = {"input_tokens": 1, "output_tokens": 1}
    message = {"id": "1", "type": "message", "role": "assistant", "model": "m", "content": []}
    ended = {"stop_reason": "end_turn", "stop_sequence": None}
    block = {"type": "text", "text": ""}
    yield {"type": "message_start", "message": {**message, "usage": usage}}
    yield {"type": "content_block_start", "index": 0, "content_block": block}
    delta = {"type": "text_delta", "text": "pong"}
    yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    yield {"type": "message_delta", "delta": ended, "usage": usage}
    yield {"type": "message_stop"}


def _responses() -> Iterator[dict[str, Any]]:
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    response = {"id": "1", "object": "response", "created_at": 0, "model": "m", "output": []}
    item = {"id": "msg_1", "type": "message", "role": "assistant", "content": []}
    text = [{"type": "output_text", "text": "pong", "annotations": []}]
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    yield {"type": "response.created", "response": response}
    yield {"type": "response.output_item.added", "output_index": 0, "item": item}
    yield {"type": "response.output_text.delta", **place, "delta": "pong", "logprobs": []}
    done = {**item, "status": "completed", "content": text}
    yield {"type": "response.output_item.done", "output_index": 0, "item": done}
    yield {"type": "response.completed", "response": {**response, "usage": usage}}


_ANSWERS = {
    "/v1/chat/completions": _completions,
    "/v1/messages": _messages,
    "/v1/responses": _responses,
}
