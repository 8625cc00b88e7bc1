"""The envelope of a message: what it is, or the error that it gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.door.message import (
    INVALID_REQUEST,
    PARSE_ERROR,
    Message,
    Notification,
    Refused,
    Reply,
    Request,
    cancelled_id,
    read_message,
)


def check(body: bytes, expected: Message) -> None:
    assert read_message(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"jsonrpc":"2.0","id":1,"method":"a"}', Request(1, "a", None)),
        (b'{"jsonrpc":"2.0","id":"1","method":"a","params":[1]}', Request("1", "a", [1])),
        (
            b'{"jsonrpc":"2.0","method":"a","params":{"jsonrpc":1}}',
            Notification("a", {"jsonrpc": 1}),
        ),
        (b'{"jsonrpc":"2.0","id":1,"result":null}', Reply(1, None, None)),
        (b'{"id":[1],"error":{"code":1}}', Reply([1], None, {"code": 1})),
    ],
)
def test_what_it_is(body: bytes, expected: Message) -> None:
    check(body, expected)


@pytest.mark.parametrize(
    ("body", "name", "code"),
    [
        (b"", None, PARSE_ERROR),
        (b"{", None, PARSE_ERROR),
        (b'{"a":"\xff"}', None, PARSE_ERROR),
        (b"[" * 100_000, None, PARSE_ERROR),
        (b"1" * 5000, None, PARSE_ERROR),
        (b"[]", None, INVALID_REQUEST),
        (b'[{"jsonrpc":"2.0","id":1,"method":"a"}]', None, INVALID_REQUEST),
        (b"null", None, INVALID_REQUEST),
        (b"{}", None, INVALID_REQUEST),
        (b'{"id":7}', 7, INVALID_REQUEST),
        (b'{"id":7,"method":"a"}', 7, INVALID_REQUEST),
        (b'{"jsonrpc":"1.0","id":7,"method":"a"}', 7, INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":7,"method":5}', 7, INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":null,"method":"a"}', None, INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":1.5,"method":"a"}', None, INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":true,"method":"a"}', None, INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":{},"method":"a"}', None, INVALID_REQUEST),
    ],
)
def test_what_is_refused(body: bytes, name: int | None, code: int) -> None:
    found = read_message(body)

    assert isinstance(found, Refused)
    assert (found.id, found.code) == (name, code)


@given(st.binary())
def test_any_bytes_are_read(body: bytes) -> None:
    assert isinstance(read_message(body), Message)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":3}}', 3),
        (b'{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"x"}}', "x"),
        (b'{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1.5}}', None),
        (b'{"jsonrpc":"2.0","method":"$/cancelRequest"}', None),
        (b'{"jsonrpc":"2.0","method":"a","params":{"id":3,"b":"$/cancelRequest"}}', None),
        (b"$/cancelRequest", None),
    ],
)
def test_what_a_cancellation_names(body: bytes, expected: object) -> None:
    assert cancelled_id(body) == expected
