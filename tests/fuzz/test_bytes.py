"""Any bytes and any messages, in any order: the server lives, and answers what comes after them."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.effort import EFFORT, for_a_while
from opencode_ls.door.message import Json
from protocol.raw_client import RawClient

URI = "file:///work/opencode.json"
METHODS = (
    *("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"),
    *("textDocument/hover", "textDocument/completion", "textDocument/documentSymbol"),
    *("textDocument/codeAction", "textDocument/formatting", "textDocument/diagnostic"),
    *("$/cancelRequest", "workspace/didChangeConfiguration", "no/such/method", "initialize"),
)
ITEM = {"uri": URI, "languageId": "json", "version": 1, "text": '{"model": 1}'}
_plain: st.SearchStrategy[Json] = st.sampled_from(
    (None, True, 0, -1, 2**40, "", URI, "x", [], {}, ITEM)
)
_names = st.sampled_from(
    ("textDocument", "uri", "position", "line", "character", "contentChanges", "text", "jsonrpc")
)
_json = st.recursive(
    _plain,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=8,
)
_messages: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {"method": st.sampled_from(METHODS), "params": _json},
    optional={"id": st.sampled_from((999_999, "a", None, 1.5, [])), "jsonrpc": st.just("2.0")},
)
_bodies = _messages.map(lambda message: json.dumps(message).encode()) | st.binary(max_size=20)
# A header that promises more than follows would take what follows for its body.
_noise = st.binary(max_size=30).filter(lambda data: b":" not in data)


@pytest.fixture(scope="module")
def client() -> Iterator[RawClient]:
    with RawClient() as started:
        started.initialize()
        yield started


def check(client: RawClient, parts: list[tuple[bytes, bytes]]) -> None:
    client.open(URI, '{"model": 1}')
    for noise, body in parts:
        client.send_bytes(noise)
        client.send_body(body)
    client.open(URI, '{"model": 1}')
    answer = client.request("textDocument/documentSymbol", {"textDocument": {"uri": URI}})
    assert [each["name"] for each in answer["result"]] == ["model"]


@for_a_while
@EFFORT
@given(st.lists(st.tuples(_noise, _bodies), max_size=6))
def test_the_next_request_is_answered(client: RawClient, parts: list[tuple[bytes, bytes]]) -> None:
    check(client, parts)
