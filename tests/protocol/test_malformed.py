"""Whatever comes, the server lives and answers; and its answers tell no more than is asked for."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"
DOCUMENT = {"textDocument": {"uri": URI}}
SECRET = "sk-test-not-a-key"


def check(body: bytes, expected: dict[str, object]) -> None:
    with RawClient() as client:
        client.initialize()
        client.send_body(body)
        error = client.wait(lambda message: "error" in message)

        assert {"id": error["id"], "code": error["error"]["code"]} == expected
        assert lives(client)


def lives(client: RawClient) -> bool:
    """The next good request is answered truthfully."""
    client.open(URI, '{"share": "auto"}')
    reply = client.request("textDocument/documentSymbol", DOCUMENT)
    return [symbol["name"] for symbol in reply["result"]] == ["share"]


@pytest.mark.parametrize(
    ("body", "name", "code"),
    [
        (b"", None, -32700),
        (b'{"jsonrpc": "2.0", "id": 99, "method": ', None, -32700),
        (b'{"jsonrpc":"2.0","method":"$/x","params":"\xff\xfe"}', None, -32700),
        (b"[" * 100_000 + b"]" * 100_000, None, -32700),
        (b"[]", None, -32600),
        (b'[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]', None, -32600),
        (b"7", None, -32600),
        (b'{"jsonrpc":"2.0"}', None, -32600),
        (b'{"id":50,"method":"shutdown"}', 50, -32600),
        (b'{"jsonrpc":"2.0","id":null,"method":"shutdown"}', None, -32600),
        (b'{"jsonrpc":"2.0","id":"\\ud800","method":"a/b"}', "\ud800", -32601),
    ],
)
def test_what_is_no_good_message(body: bytes, name: object, code: int) -> None:
    check(body, {"id": name, "code": code})


METHODS = [
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/documentSymbol",
    "textDocument/codeAction",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "workspace/symbol",
    "workspace/executeCommand",
    "completionItem/resolve",
]
PARAMS = [
    None,
    [],
    7,
    {},
    [1, 2],
    {"textDocument": 7, "position": "here", "command": 1, "label": 2},
]


def test_wrong_params_are_refused_whatever_they_are() -> None:
    with RawClient() as client:
        client.initialize()
        replies = [client.request(method, params) for method in METHODS for params in PARAMS]

        assert {reply["error"]["code"] for reply in replies} == {-32602}
        assert lives(client)


@pytest.mark.parametrize(
    "position",
    [at(-1, 0), at(0, -1), at(2**31, 0), {"line": "0", "character": 0}, {"line": 0}, [0, 0]],
)
def test_a_position_that_cannot_be(position: object) -> None:
    params = json.dumps({**DOCUMENT, "position": position})
    check(
        b'{"jsonrpc":"2.0","id":9,"method":"textDocument/hover","params":%b}' % params.encode(),
        {"id": 9, "code": -32602},
    )


@pytest.mark.parametrize("position", [at(99, 0), at(0, 99), at(2**31 - 1, 2**31 - 1)])
def test_a_position_outside_the_text_is_its_end(position: object) -> None:
    with RawClient() as client:
        client.initialize()
        client.open(URI, "{}")

        assert "result" in client.request(
            "textDocument/completion", {**DOCUMENT, "position": position}
        )


def test_an_unknown_method() -> None:
    check(b'{"jsonrpc":"2.0","id":"x","method":"a/b"}', {"id": "x", "code": -32601})


def test_an_unknown_command() -> None:
    body = b'{"jsonrpc":"2.0","id":7,"method":"workspace/executeCommand","params":{"command":"x"}}'
    check(body, {"id": 7, "code": -32602})


FOLDER = {"uri": "http://[::1", "name": ""}
NOTIFICATIONS = [
    ("$/cancelRequest", None),
    ("$/cancelRequest", {"id": [1]}),
    ("$/cancelRequest", {"id": 424242}),
    ("$/noSuchNotification", {}),
    ("textDocument/didOpen", {"textDocument": {"uri": URI}}),
    (
        "textDocument/didOpen",
        {"textDocument": {"uri": 7, "languageId": 1, "version": "", "text": 0}},
    ),
    ("textDocument/didChange", {"textDocument": {"uri": URI, "version": 2}, "contentChanges": 5}),
    ("textDocument/didChange", {"textDocument": {"uri": "a", "version": 2}, "contentChanges": []}),
    ("textDocument/didClose", {"textDocument": {"uri": "file:///never/opened"}}),
    ("workspace/didChangeConfiguration", {"settings": 5}),
    ("workspace/didChangeConfiguration", {"settings": {"opencode-ls": {"rules": [SECRET]}}}),
    ("workspace/didChangeWatchedFiles", {"changes": [{"uri": "not a uri", "type": 9}]}),
    (
        "workspace/didChangeWorkspaceFolders",
        {"event": {"added": [{"uri": "", "name": ""}], "removed": []}},
    ),
    ("window/workDoneProgress/cancel", {"token": "unknown"}),
    ("opencode-ls/didChangeTrust", None),
    ("opencode-ls/didChangeTrust", {"trusted": "yes"}),
    ("$/setTrace", {"value": "loud"}),
    ("initialized", {}),
]


def test_notifications_that_make_no_sense_are_ignored() -> None:
    with RawClient() as client:
        client.initialize()
        for method, params in NOTIFICATIONS:
            client.notify(method, params)

        assert lives(client)


@pytest.mark.parametrize(
    "reply",
    [
        {"id": 1, "result": None},
        {"id": None, "result": None},
        {"id": [1], "result": None},
        {"id": "no-such-request", "error": {"code": "x", "message": 5}},
        {"id": {}, "error": 7},
    ],
)
def test_answers_that_nobody_waits_for_are_ignored(reply: dict[str, object]) -> None:
    with RawClient() as client:
        client.initialize()
        client.send(reply)

        assert lives(client)


def test_arguments_may_hold_what_looks_like_a_message() -> None:
    with RawClient() as client:
        client.initialize()
        nested = {"jsonrpc": "2.0", "id": 1, "method": "shutdown"}
        params = {"command": "opencode-ls.runApiKeyCommand", "arguments": [nested]}
        reply = client.request("workspace/executeCommand", params)

        assert reply["error"] == {
            "code": -32602,
            "message": "the argument must be one object {uri, provider} of strings",
        }
        assert lives(client)


JUNK = st.one_of(
    st.binary(max_size=60),
    st.binary(max_size=60).map(lambda body: b"Content-Length: %d\r\n\r\n%b" % (len(body), body)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["jsonrpc", "id", "method", "params", "textDocument", "uri", "position"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=8,
    )
    .map(lambda value: json.dumps(value).encode())
    .map(lambda body: b"Content-Length: %d\r\n\r\n%b" % (len(body), body)),
)


@settings(max_examples=10)
@given(st.lists(JUNK, max_size=30))
def test_any_bytes(chunks: list[bytes]) -> None:
    with RawClient() as client:
        client.initialize()
        for chunk in chunks:
            client.send_bytes(chunk)
        # Junk may have begun a message: no header of it asks for more than this.
        client.send_bytes(b" " * 2000 + b"\r\n\r\n")

        assert lives(client)


def test_neither_answers_nor_logs_repeat_what_was_said() -> None:
    with RawClient() as client:
        client.initialize(initializationOptions={"settings": {"rules": {SECRET: "off"}}})
        client.notify("textDocument/didOpen", {"textDocument": SECRET})
        client.notify("textDocument/didOpen", {"textDocument": {"uri": URI, "version": SECRET}})
        client.request("textDocument/hover", {"textDocument": {"uri": [SECRET]}})
        client.request(SECRET, {"textDocument": SECRET})
        client.request("workspace/executeCommand", {"command": 5, "arguments": [SECRET]})
        client.send_body(b'{"' + SECRET.encode())
        client.request("shutdown")
        client.notify("exit")
        client.exit_code()

        assert SECRET.encode() not in client.errors_at_end() + client.output
        assert b"Traceback" not in client.errors_at_end() + client.output
