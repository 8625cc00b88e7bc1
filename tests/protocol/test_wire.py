"""Frames: whatever stands around a message and however it is cut, its body comes out whole."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.door.wire import LONGEST_BODY, LONGEST_HEADER, Writer, frames


def check(chunks: list[bytes], expected: list[bytes]) -> None:
    assert [body for bodies in frames(reading(chunks)) for body in bodies] == expected


def reading(chunks: list[bytes]) -> Callable[[int], bytes]:
    waiting = [chunk for chunk in chunks if chunk]
    return lambda _: waiting.pop(0) if waiting else b""


def frame(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Content-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"content-length:2\r\n\r\n{}", [b"{}"]),
        (b"CONTENT-LENGTH \t: \t2\r\n\r\n{}", [b"{}"]),
        (b"Content-Type: x; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 2\r\nContent-Type: x\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 0\r\n\r\n" + frame(b"{}"), [b"", b"{}"]),
        (b"Content-Length: banana\r\n\r\n" + frame(b"{}"), [b"{}"]),
        (b"Content-Length: -2\r\n\r\n" + frame(b"{}"), [b"{}"]),
        (b"Content-Length: %d\r\n\r\n" % (LONGEST_BODY + 1) + frame(b"{}"), [b"{}"]),
        (b"noise without any header\n" + frame(b"{}"), [b"{}"]),
        (b"\0" * (2 * LONGEST_HEADER) + b"\r\n\r\n" + frame(b"{}"), [b"{}"]),
        (frame(b"\r\n\r\nContent-Length: 9\r\n\r\n"), [b"\r\n\r\nContent-Length: 9\r\n\r\n"]),
        (b"Content-Length: 3\r\n\r\n{}", []),
        (b"", []),
    ],
)
def test_headers(data: bytes, expected: list[bytes]) -> None:
    check([data], expected)


@given(st.lists(st.binary(max_size=20), max_size=5), st.lists(st.integers(0, 200), max_size=8))
def test_cuts_do_not_matter(bodies: list[bytes], cuts: list[int]) -> None:
    data = b"".join(map(frame, bodies))
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    chunks = [data[start:end] for start, end in pairwise(places)]

    check(chunks, bodies)


@given(st.lists(st.binary(max_size=50), max_size=5))
def test_any_bytes_end(chunks: list[bytes]) -> None:
    bodies = [body for found in frames(reading(chunks)) for body in found]

    assert sum(map(len, bodies)) <= sum(map(len, chunks))


def test_an_input_that_breaks_is_at_its_end() -> None:
    def broken(_size: int) -> bytes:
        raise ConnectionResetError

    assert list(frames(broken)) == []


def test_a_writer_sends_on_until_all_is_sent() -> None:
    sent = bytearray()

    def slowly(data: memoryview) -> int:
        sent.extend(data[:3])
        return min(len(data), 3)

    Writer(slowly).write(b'{"a":1}')

    assert sent == b'Content-Length: 7\r\n\r\n{"a":1}'
