"""Answers the first message, if that is an `initialize` that makes sense; all else is for `lsp`."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from opencode_ls.door.capabilities import initialize_result
from opencode_ls.door.introduction import Introduction, read_introduction
from opencode_ls.door.message import Id, Request, Wrong, read_message, result_body
from opencode_ls.door.wire import Read, Write, Writer, frames


class Greeted(NamedTuple):
    """An editor at the door: what it says from here on, and the way to tell it something.

    `introduction` is what it said of itself, if that has been answered; then it is not among the
    bodies of `incoming` any more.
    """

    incoming: Iterator[list[bytes]]
    writer: Writer
    introduction: Introduction | None


def greet(read: Read, write_bytes: Write) -> Greeted:
    """Wait for the first message, and answer it if it is an introduction."""
    incoming, writer = frames(read), Writer(write_bytes)
    bodies = next(incoming, [])
    name, introduction = _introduction(bodies)
    if introduction is None:
        return Greeted(chain((bodies,), incoming), writer, None)
    writer.write(result_body(name, initialize_result(introduction.client)))
    return Greeted(chain((bodies[1:],), incoming), writer, introduction)


def _introduction(bodies: list[bytes]) -> tuple[Id | None, Introduction | None]:
    match read_message(bodies[0]) if bodies else None:
        case Request(name, "initialize", params):
            try:
                return name, read_introduction(params)
            except Wrong:
                return None, None
        case _:
            return None, None
