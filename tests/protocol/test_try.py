"""Trying a key from an editor: asked with the address, refused where a run is, told in words."""

import json
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from protocol.raw_client import PATIENCE, RawClient
from support.answering import Answering, answer

KEY = "sk-canary-1234567890"
PROGRAM = "print('sk-canary', '1234567890', sep='-')"
CAPABILITIES = {"window": {"showMessage": {}, "workDoneProgress": True}}
ONCE = {"window/showMessageRequest": lambda _: {"title": "Run once"}}


def check(
    client: RawClient, folder: Path, url: str, expected: tuple[bool, str | None, str | None]
) -> dict[str, Any]:
    """Whether it went well, else the failure, and what was found; returns the result."""
    result: dict[str, Any] = client.request(*trying(client, folder, url))["result"]

    assert (result["ok"], result.get("kind"), result.get("try", {}).get("status")) == expected
    assert KEY.encode() not in client.output + client.errors
    return result


def trying(client: RawClient, folder: Path, url: str) -> tuple[str, dict[str, Any]]:
    """Open the file; returns the request that tries its key."""
    uri = (folder / "opencode.json").as_uri()
    options = {"apiKeyCommand": [sys.executable, "-c", PROGRAM], "baseURL": url}
    client.open(uri, json.dumps({"provider": {"a": {"options": options}}}))
    arguments = [{"uri": uri, "provider": "a"}]
    return "workspace/executeCommand", {"command": "opencode-ls.tryKey", "arguments": arguments}


def started(client: RawClient, *, trusted: bool = True, asks: bool = True) -> RawClient:
    options = {"trusted": trusted}
    client.initialize(capabilities=CAPABILITIES if asks else {}, initializationOptions=options)
    return client


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, (False, "key-rejected", "rejected")),
        (500, (False, "unreachable", "unreachable")),
    ],
)
def test_what_the_provider_says(
    status: int, expected: tuple[bool, str, str], tmp_path: Path
) -> None:
    with Answering(answer(status)) as server, RawClient(answers=ONCE) as client:
        result = check(started(client), tmp_path, server.url, expected)

        assert client.wait_for("window/showMessage")["message"] == result["message"]


def test_accepted_is_told_with_the_address_that_was_asked_about(tmp_path: Path) -> None:
    with Answering(answer(200)) as server, RawClient(answers=ONCE) as client:
        expected = (True, None, "accepted")
        result = check(started(client), tmp_path, server.url, expected)
        question = client.wait_for("window/showMessageRequest")["message"]
        told = client.wait_for("window/showMessage")["message"]

    assert f"Tries the key at: {server.url}/models\n" in question
    assert f"; {server.site} accepted it (" in result["message"]
    assert told.startswith(f"The key of `a`: {result['message']}. ")


def test_a_rejected_key_is_no_failure_of_the_command(tmp_path: Path) -> None:
    with Answering(answer(401)) as server, RawClient(answers=ONCE) as client:
        result = check(started(client), tmp_path, server.url, (False, "key-rejected", "rejected"))

        assert result["length"] == len(KEY)
        assert b"key-command-failed" not in client.output


def test_who_says_no_sends_nothing(tmp_path: Path) -> None:
    with Answering(answer(200)) as server, RawClient() as client:
        check(started(client), tmp_path, server.url, (False, "not-allowed", None))

    assert server.seen == []


def test_not_without_trust(tmp_path: Path) -> None:
    with Answering(answer(200)) as server, RawClient(answers=ONCE) as client:
        untrusted = started(client, trusted=False)
        check(untrusted, tmp_path, server.url, (False, "not-allowed", None))

    assert server.seen == []


def test_a_client_that_cannot_ask_is_told_what_to_type(tmp_path: Path) -> None:
    with Answering(answer(200)) as server, RawClient() as client:
        silent = started(client, asks=False)
        result = check(silent, tmp_path, server.url, (False, "not-allowed", None))

    line = f"opencode-ls key a --config {tmp_path}/opencode.json --try"
    assert f"Run `{line}` in a terminal" in result["message"]
    assert server.seen == []


def test_it_can_be_called_off(tmp_path: Path) -> None:
    asked = Event()
    with Answering() as server, RawClient(answers=ONCE) as client:
        server.asked = asked.set
        name = started(client).ask(*trying(client, tmp_path, server.url))
        token = client.wait_for("window/workDoneProgress/create")["token"]
        assert asked.wait(PATIENCE)
        client.notify("window/workDoneProgress/cancel", {"token": token})
        result = client.answer_to(name)["result"]

    assert (result["kind"], result["try"]["status"]) == ("cancelled", "unknown")


def test_wrong_arguments() -> None:
    with RawClient() as client:
        params = {"command": "opencode-ls.tryKey", "arguments": []}
        reply = started(client).request("workspace/executeCommand", params)

    message = "the argument must be one object {uri, provider} of strings"
    assert reply["error"] == {"code": -32602, "message": message}
