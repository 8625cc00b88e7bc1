"""A message of typing means the same whether it is read by hand or by lsprotocol's classes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from opencode_ls.door.message import Json, Wrong
from opencode_ls.lsp.edits import Changes, change_of, read_changes
from opencode_ls.lsp.typed import read, write

_numbers = st.integers(-1, 3) | st.sampled_from((2**31 - 1, 2**31, True, 1.0, "1", None))
_places = st.fixed_dictionaries({"line": _numbers, "character": _numbers}) | st.none()
_ranges = st.fixed_dictionaries({"start": _places, "end": _places}) | st.none()
_texts = st.text(max_size=3) | st.none() | st.just(1)
_edits = st.fixed_dictionaries({}, optional={"range": _ranges, "text": _texts}) | st.just("x")
_params = st.fixed_dictionaries(
    {
        "textDocument": st.fixed_dictionaries({"uri": _texts, "version": _numbers}) | st.none(),
        "contentChanges": st.lists(_edits, max_size=2) | st.none() | st.just({}),
    }
)


def check(params: Json) -> None:
    """What is read by hand is what lsprotocol reads; the rest is left to it."""
    found = read_changes(params)
    if found is not None:
        assert found == by_lsprotocol(params)


def by_lsprotocol(params: Json) -> Changes | None:
    try:
        told = read(params, types.DidChangeTextDocumentParams)
    except Wrong:
        return None
    changes = tuple(map(change_of, told.content_changes))
    return Changes(told.text_document.uri, told.text_document.version, changes)


@given(_params)
def test_any_params(params: Json) -> None:
    check(params)


@pytest.mark.parametrize(
    "change",
    [
        types.TextDocumentContentChangeWholeDocument("{}"),
        types.TextDocumentContentChangePartial(
            types.Range(types.Position(1, 2), types.Position(3, 4)), "x", range_length=9
        ),
    ],
)
def test_what_editors_send_is_read_by_hand(change: types.TextDocumentContentChangeEvent) -> None:
    name = types.VersionedTextDocumentIdentifier(7, "file:///work/opencode.json")
    told = types.DidChangeTextDocumentParams(name, [change])
    params = json.loads(write(told))
    check(params)
    assert read_changes(params) == Changes(name.uri, 7, (change_of(change),))
