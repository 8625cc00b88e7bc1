"""The request for a status bar, to the real server."""

import json
import sys
from pathlib import Path

from opencode_ls.door.message import Json
from protocol.raw_client import RawClient

ONCE = {"window/showMessageRequest": lambda _: {"title": "Run once"}}
OPTIONS = {"apiKeyCommand": [sys.executable, "-c", "print('sk-canary', '1234567890', sep='-')"]}
TEXT = json.dumps({"provider": {"a": {"options": OPTIONS}}})
NONE = {"summary": "", "keys": []}

WRONG: tuple[Json, ...] = ({}, [], {"textDocument": None}, {"textDocument": {"uri": 1}})


def check(client: RawClient, params: Json, expected: Json) -> None:
    assert client.request("opencode-ls/keys", params)["result"] == expected


def of(uri: str) -> Json:
    return {"textDocument": {"uri": uri}}


def test_a_run_is_told(tmp_path: Path) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    with RawClient(answers=ONCE) as client:
        asking: Json = {"window": {"showMessage": {}}}
        client.initialize(capabilities=asking, initializationOptions={"trusted": True})
        client.open(uri, TEXT)
        before = {"summary": "1 key not run", "keys": [{"provider": "a", "state": "not run"}]}
        check(client, of(uri), before)
        command = "opencode-ls.runApiKeyCommand"
        params = {"command": command, "arguments": [{"uri": uri, "provider": "a"}]}
        client.request("workspace/executeCommand", params)

        check(client, of(uri), {"summary": "1 key ok", "keys": [{"provider": "a", "state": "ok"}]})


def test_what_is_no_document_of_ours_has_none() -> None:
    with RawClient() as client:
        client.initialize(capabilities={})
        client.open("untitled:opencode.json", TEXT)
        check(client, of("untitled:opencode.json"), NONE)
        check(client, of("file:///nowhere/opencode.json"), NONE)
        for wrong in WRONG:
            check(client, wrong, NONE)
