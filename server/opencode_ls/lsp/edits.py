"""`textDocument/didChange`, read by hand: the one message that comes with every keystroke.

Measured, 2,000 edits: 35 ms in place of 130; lsprotocol's objects and pygls' dispatch, which makes
an id and a future for each message, took the rest.  Anything unusual goes their way.
"""

from typing import NamedTuple

from lsprotocol import types

from opencode_ls.door.message import Json

_MOST = 2**31 - 1
"""What LSP calls a `uinteger` at most."""


class Change(NamedTuple):
    """One change: where it begins and ends, as line and column each; None for the whole text."""

    ends: tuple[tuple[int, int], tuple[int, int]] | None
    text: str


class Changes(NamedTuple):
    """What has been typed into one document."""

    uri: str
    version: int
    changes: tuple[Change, ...]


def read_changes(params: Json) -> Changes | None:
    """The changes that the params of such a message tell, None where they are not plain ones."""
    try:
        name, told = params["textDocument"], params["contentChanges"]
        uri, version = name["uri"], name["version"]
        changes = tuple(map(_change, told))
    except (AttributeError, KeyError, TypeError):
        return None
    plain = type(uri) is str and type(version) is int and type(told) is list
    return Changes(uri, version, changes) if plain and abs(version) <= _MOST else None


def change_of(told: types.TextDocumentContentChangeEvent) -> Change:
    """The same of lsprotocol's own object."""
    if isinstance(told, types.TextDocumentContentChangeWholeDocument):
        return Change(None, told.text)
    start, end = told.range.start, told.range.end
    return Change(((start.line, start.character), (end.line, end.character)), told.text)


def _change(told: Json) -> Change:
    area, text = told.get("range"), told["text"]
    if type(text) is not str:
        raise TypeError
    ends = None if area is None else (_place(area["start"]), _place(area["end"]))
    return Change(ends, text)


def _place(told: Json) -> tuple[int, int]:
    line, column = told["line"], told["character"]
    if type(line) is not int or type(column) is not int:
        raise TypeError
    if not (0 <= line <= _MOST and 0 <= column <= _MOST):
        raise TypeError
    return line, column
