"""Reads one JSON-RPC message and says what it is, and writes answers; pure.

pygls builds a typed object from the whole message while it parses, and treats every nested object
with a key `jsonrpc` as one more message: what fails there is never answered.  Here the envelope
alone is looked at, and a broken one is a value with the answer that it gets.
"""

import json
from typing import Any, NamedTuple

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
NOT_INITIALIZED = -32002
REQUEST_CANCELLED = -32800

Json = Any
"""Any value that JSON has, as `json.loads` gives it."""

Id = int | str
"""What names a request; LSP 3.17 allows neither null nor fractions."""


class Wrong(ValueError):  # noqa: N818  (it reads as what it says: `raise Wrong("…")`)
    """What is wrong with a value, and where it stands."""


class Request(NamedTuple):
    """Wants exactly one answer."""

    id: Id
    method: str
    params: Any


class Notification(NamedTuple):
    """Wants no answer."""

    method: str
    params: Any


class Reply(NamedTuple):
    """The client's answer to a request of ours: `error` is None if it went well."""

    id: Any
    result: Any
    error: Any


class Refused(NamedTuple):
    """No message at all, and the error that says so; `id` is None where none could be read."""

    id: Id | None
    code: int
    message: str


Message = Request | Notification | Reply | Refused


def read_message(body: bytes) -> Message:
    """Say what a body is; never raises."""
    try:
        value = json.loads(body.decode())
    except (ValueError, RecursionError):
        return Refused(None, PARSE_ERROR, "the message is not JSON in UTF-8, or too deeply nested")
    if not isinstance(value, dict):
        return Refused(None, INVALID_REQUEST, "a message must be one JSON object")
    if "method" in value:
        return _call(value)
    if "result" in value or "error" in value:
        return Reply(value.get("id"), value.get("result"), value.get("error"))
    return Refused(_id(value), INVALID_REQUEST, "a message needs a `method`, `result` or `error`")


def _call(value: dict[str, Any]) -> Request | Notification | Refused:
    method, params = value["method"], value.get("params")
    if not isinstance(method, str):
        return Refused(_id(value), INVALID_REQUEST, "`method` must be a string")
    if value.get("jsonrpc") != "2.0":
        return Refused(_id(value), INVALID_REQUEST, '`jsonrpc` must be "2.0"')
    if "id" not in value:
        return Notification(method, params)
    if (name := _id(value)) is None:
        return Refused(None, INVALID_REQUEST, "`id` must be an integer or a string")
    return Request(name, method, params)


def _id(value: dict[str, Any]) -> Id | None:
    name = value.get("id")
    return name if isinstance(name, (int, str)) and not isinstance(name, bool) else None


def result_body(name: Id | None, result: str) -> bytes:
    """The answer to a request that went well; `result` is JSON."""
    return f'{{"jsonrpc":"2.0","id":{json.dumps(name)},"result":{result}}}'.encode()


def cancelled_id(body: bytes) -> Id | None:
    """The id that a `$/cancelRequest` names, None if the body is anything else."""
    if b"$/cancelRequest" not in body:
        return None
    match read_message(body):
        case Notification("$/cancelRequest", {"id": int() | str() as name}):
            return name
        case _:
            return None
