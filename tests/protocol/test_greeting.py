"""Two places answer `initialize`, the front door and the server behind it: they say the same."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder

from opencode_ls.analysis.world import World
from opencode_ls.door.capabilities import ACTIONS, TOKEN_KINDS, TOKEN_MODIFIERS
from opencode_ls.door.greeting import greet
from opencode_ls.door.message import Json
from opencode_ls.door.wire import Writer
from opencode_ls.features.actions import Action
from opencode_ls.features.semantic_tokens import KINDS, MODIFIERS
from opencode_ls.lsp import areas
from opencode_ls.lsp.handlers import register
from opencode_ls.lsp.server import Server
from opencode_ls.lsp.typed import read, write
from protocol.raw_client import RawClient
from support.fake_world import FakeWorld

PULLS = {
    "textDocument": {"diagnostic": {"dynamicRegistration": True}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}
FILES = {"didCreate": True, "didRename": True, "didDelete": True, "willRename": True}


def tokens(**requests: Json) -> dict[str, Any]:
    known = {"tokenTypes": [], "tokenModifiers": [], "formats": ["relative"]}
    return {"textDocument": {"semanticTokens": {**known, "requests": requests}}}


def encodings(*names: Json) -> dict[str, Any]:
    return {"general": {"positionEncodings": [*names]}}


CLIENTS: dict[str, dict[str, Any]] = {
    "knows nothing": {},
    "UTF-8": encodings("utf-8", "utf-16"),
    "UTF-16": encodings("utf-16"),
    "UTF-32": encodings("utf-32", "utf-8"),
    "an encoding of its own": encodings("utf-7", 5, [], "utf-8"),
    "pulls": PULLS,
    "pulls and cannot be told to": {"textDocument": PULLS["textDocument"]},
    "tokens": tokens(full=True),
    "tokens and their changes": tokens(full={"delta": True}),
    "tokens of a part": tokens(range=True),
    "all tokens": tokens(full={"delta": True}, range={}),
    "prepares renames": {"textDocument": {"rename": {"prepareSupport": True}}},
    "tells of files": {"workspace": {"fileOperations": FILES}},
    "tells of new files": {"workspace": {"fileOperations": {"didCreate": True}}},
    "makes no sense": {"textDocument": 5, "workspace": {"fileOperations": {"didCreate": 1}}},
}


def check(capabilities: Json, **params: Json) -> dict[str, Any]:
    """The answer to an `initialize`, which is the same at both doors."""
    body = hello({"capabilities": capabilities, **params})
    front, _ = answers_at_the_front(body)

    assert front == Behind().answer(body)
    return {**front}


def hello(params: Json) -> bytes:
    message = {"jsonrpc": "2.0", "id": "first", "method": "initialize", "params": params}
    return json.dumps(message).encode()


def framed(*bodies: bytes) -> bytes:
    return b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies)


def answers_at_the_front(*bodies: bytes) -> tuple[Json, list[bytes]]:
    """What the front door answers, None for nothing, and what it leaves to the server."""
    chunks, sent = [framed(*bodies)], bytearray()

    def take(data: memoryview) -> int:
        sent.extend(data)
        return len(data)

    editor = greet(lambda _count: chunks.pop() if chunks else b"", take)
    answer = json.loads(sent.partition(b"\r\n\r\n")[2]) if sent else None
    return answer, [body for some in editor.incoming for body in some]


class Behind:
    """The server that has no front door before it."""

    def __init__(self) -> None:
        def make_world(_trusted: object, _folders: object, _catalog: object) -> World:
            return FakeWorld()

        self.sent = bytearray()
        self.server = Server(make_world, lambda task: task(), may_run=True)
        register(self.server)
        self.server.protocol.set_writer(Writer(self._take))

    def answer(self, body: bytes) -> Json:
        self.sent.clear()
        self.server.protocol.receive(body)
        return json.loads(self.sent.partition(b"\r\n\r\n")[2])

    def _take(self, data: memoryview) -> int:
        self.sent += data
        return len(data)


@pytest.mark.parametrize("capabilities", CLIENTS.values(), ids=CLIENTS)
def test_both_doors_say_the_same(capabilities: Mapping[str, Any]) -> None:
    result = check(capabilities)["result"]

    assert json.loads(write(read(result, types.InitializeResult))) == result


@pytest.mark.parametrize("name", [name for name in CLIENTS if "sense" not in name])
def test_what_is_announced_is_what_is_registered(name: str) -> None:
    """pygls gathers it from what is registered."""
    behind = Behind()
    told = behind.answer(hello({"capabilities": CLIENTS[name]}))["result"]["capabilities"]
    known = read(CLIENTS[name] if "own" not in name else {}, types.ClientCapabilities)
    features = behind.server.protocol.fm
    legend = types.SemanticTokensLegend([*TOKEN_KINDS], [*TOKEN_MODIFIERS])
    gathered = ServerCapabilitiesBuilder(
        known,
        {*features.features, *features.builtin_features},
        {method: legend for method in areas.TOKENS.values() if method in features.features},
        [*features.commands],
        types.TextDocumentSyncKind.Incremental,
    ).build()  # type: ignore[no-untyped-call]  # it has no types
    wanted = json.loads(write(gathered))

    assert told.keys() == wanted.keys()
    assert told["textDocumentSync"] == wanted["textDocumentSync"]
    assert told["executeCommandProvider"] == wanted["executeCommandProvider"]
    assert told["renameProvider"] == wanted["renameProvider"]
    assert told.get("semanticTokensProvider") == wanted.get("semanticTokensProvider")


@pytest.mark.parametrize("area", [*areas.ALWAYS, "pulling", "tokens"])
def test_each_module_answers_to_the_methods_of_its_row(area: str) -> None:
    rows = {**areas.ALWAYS, "pulling": areas.PULLED, "tokens": tuple(areas.TOKENS.values())}
    program = (
        "import sys, importlib\n"
        f"print(*importlib.import_module('opencode_ls.lsp.{area}').METHODS, sep='\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert tuple(done.stdout.decode().split()) == rows[area]


def test_what_is_told_in_numbers_and_kinds_is_that_of_the_features() -> None:
    assert (TOKEN_KINDS, TOKEN_MODIFIERS) == (KINDS, MODIFIERS)
    assert {*ACTIONS} == {*get_args(Action.__annotations__["kind"])}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        hello(None),
        hello({"capabilities": {}, "processId": "me"}),
        hello({"capabilities": {}, "workspaceFolders": [{"name": "x"}]}),
        b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {}}',
        b'{"jsonrpc": "2.0", "method": "exit"}',
        b'{"jsonrpc": "2.0", "method": "initialize", "params": {"capabilities": {}}}',
    ],
)
def test_anything_else_is_left_to_the_server(body: bytes) -> None:
    later = hello({"capabilities": {}})

    assert answers_at_the_front(body, later) == (None, [body, later])


def test_what_came_with_the_first_message_is_left_to_the_server() -> None:
    others = [b"{}", hello({"capabilities": {}})]
    answer, left = answers_at_the_front(hello({"capabilities": {}}), *others)

    assert (answer["id"], left) == ("first", others)


def test_the_end_of_the_input_is_left_to_the_server() -> None:
    assert answers_at_the_front() == (None, [])


def test_the_answer_comes_before_the_server_is_loaded() -> None:
    program = (
        "import sys; from opencode_ls.cli import main\n"
        "sys.modules['opencode_ls.cli.serving'] = None\n"
        "code = main(['server', '--stdio'])\n"
        "heavy = {'argparse', 'attrs', 'jsonschema', 'lsprotocol', 'opencode_ls.analysis',\n"
        "         'opencode_ls.jsonc', 'opencode_ls.lsp', 'pygls'}\n"
        "print(code, *sorted(heavy & sys.modules.keys()), file=sys.stderr)\n"
    )
    with RawClient(command=(sys.executable, "-c", program)) as client:
        answer = client.request("initialize", {"capabilities": {}})
        client.exit_code()

        assert answer["result"]["serverInfo"]["name"] == "opencode-ls"
        assert client.errors_at_end().splitlines()[-1] == b"2"


@pytest.mark.parametrize("path", ["/a\ud800", "/a\0b", "a", ""])
def test_a_folder_that_cannot_be_is_none(path: str) -> None:
    document = {"textDocument": {"uri": "file:///work/opencode.json"}}
    with RawClient() as client:
        client.initialize(rootPath=path)

        assert client.request("textDocument/documentSymbol", document)["result"] == []


def test_what_is_sent_at_once_is_answered_in_its_order() -> None:
    with RawClient() as client:
        asked = [
            client.ask("initialize", {"processId": None, "capabilities": {}}),
            client.ask("initialize", {"processId": None, "capabilities": {}}),
            client.ask("textDocument/hover", {}),
            client.ask("shutdown"),
        ]
        client.notify("exit")
        answers = [client.wait(lambda _message: True) for _ in asked]

        assert [answer["id"] for answer in answers] == asked
        assert [answer.get("error", {}).get("code") for answer in answers] == [
            *(None, -32600, -32602, None)
        ]
        assert client.exit_code() == 0
