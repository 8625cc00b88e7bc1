"""Who is asked, how, and what is remembered."""

import json
from pathlib import Path
from typing import Any

import pytest

from protocol.raw_client import Answer, RawClient, Refuse

ASKS: dict[str, Any] = {"window": {"showMessage": {}}}
CONFIRMS: dict[str, Any] = {"experimental": {"opencodeLs": {"confirm": True}}}
NO_OBJECT = "the argument must be one object {uri, provider} of strings"
NOT_OPEN = "`uri` must name an open configuration file of opencode"
ARGV = ["sh", "-c", "echo sk-test-not-a-key"]


def check(client: RawClient, folder: Path, expected: tuple[bool, str | None]) -> dict[str, Any]:
    """Whether a run went well, else the failure; returns the result."""
    path = folder / "opencode.json"
    options = {"apiKeyCommand": ARGV, "baseURL": "https://llm.test/v1"}
    text = json.dumps({"provider": {"a b": {"options": options}}})
    path.write_text(text)
    client.open(path.as_uri(), text)
    params = {
        "command": "opencode-ls.runApiKeyCommand",
        "arguments": [{"uri": path.as_uri(), "provider": "a b"}],
    }
    result: dict[str, Any] = client.request("workspace/executeCommand", params)["result"]

    assert (result["ok"], result.get("kind")) == expected
    return result


def started(client: RawClient, capabilities: dict[str, Any]) -> RawClient:
    client.initialize(capabilities=capabilities, initializationOptions={"trusted": True})
    return client


def test_a_client_that_can_ask_in_no_way_is_told_what_to_type(tmp_path: Path) -> None:
    with RawClient() as client:
        result = check(started(client, {}), tmp_path, (False, "not-allowed"))
        line = f"opencode-ls key 'a b' --config {tmp_path}/opencode.json"

        assert f"Run `{line}` in a terminal" in result["message"]
        assert client.wait_for("window/showMessage")["message"] == result["message"]


@pytest.mark.parametrize("answer", [{}, [], "Run once", {"action": ["Run once"]}, {"title": 1}, 5])
def test_an_answer_that_makes_no_sense_is_a_no(answer: object, tmp_path: Path) -> None:
    with RawClient(answers={"window/showMessageRequest": lambda _: answer}) as client:
        check(started(client, ASKS), tmp_path, (False, "not-allowed"))


def test_an_error_is_a_no(tmp_path: Path) -> None:
    def refuse(_params: object) -> None:
        raise Refuse

    with RawClient(answers={"window/showMessageRequest": refuse}) as client:
        check(started(client, ASKS), tmp_path, (False, "not-allowed"))


def test_always_is_remembered_for_the_next_session(tmp_path: Path) -> None:
    always: Answer = lambda _: {"title": "Always allow this exact command"}  # noqa: E731  (one answer)
    env = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    with RawClient(answers={"window/showMessageRequest": always}, env=env) as client:
        check(started(client, ASKS), tmp_path, (True, None))
    with RawClient(env=env) as client:
        check(started(client, ASKS), tmp_path, (True, None))

        assert [each for each in client.seen if "Request" in each.get("method", "")] == []


def test_once_is_not_remembered(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    answers = iter([{"title": "Run once"}, None])
    with RawClient(
        answers={"window/showMessageRequest": lambda _: next(answers)}, env=env
    ) as client:
        check(started(client, ASKS), tmp_path, (True, None))
        check(client, tmp_path, (False, "not-allowed"))


def test_our_own_request_tells_all_that_is_asked(tmp_path: Path) -> None:
    with RawClient(answers={"opencode-ls/confirm": lambda _: {"action": "Run once"}}) as client:
        check(started(client, ASKS | CONFIRMS), tmp_path, (True, None))
        asked = client.wait_for("opencode-ls/confirm")

    text = asked.pop("text")
    assert all(word in text for word in ARGV)
    assert asked.pop("program").endswith("sh")
    assert asked == {
        "provider": "a b",
        "file": str(tmp_path / "opencode.json"),
        "argv": ARGV,
        "folder": str(tmp_path),
        "destination": {
            "baseURL": "https://llm.test/v1",
            "api": None,
            "npm": None,
            "headers": {},
            "others": {},
        },
        "actions": ["Run once", "Always allow this exact command", "Cancel"],
    }


def test_trust_can_be_taken_back(tmp_path: Path) -> None:
    with RawClient(
        answers={"window/showMessageRequest": lambda _: {"title": "Run once"}}
    ) as client:
        check(started(client, ASKS), tmp_path, (True, None))
        client.notify("opencode-ls/didChangeTrust", {"trusted": False})
        check(client, tmp_path, (False, "not-allowed"))


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (None, NO_OBJECT),
        ([], NO_OBJECT),
        ([{}, {}], NO_OBJECT),
        (
            [{"uri": 5, "provider": "a"}],
            NO_OBJECT,
        ),
        (
            [{"uri": "file:///never/opened/opencode.json", "provider": "a"}],
            NOT_OPEN,
        ),
        (
            [{"uri": "untitled:opencode.json", "provider": "a"}],
            NOT_OPEN,
        ),
    ],
)
def test_wrong_arguments(arguments: object, problem: str) -> None:
    with RawClient() as client:
        started(client, ASKS)
        client.open("untitled:opencode.json", "{}")
        params = {"command": "opencode-ls.runApiKeyCommand", "arguments": arguments}
        reply = client.request("workspace/executeCommand", params)

        assert reply["error"] == {"code": -32602, "message": problem}


def test_a_provider_without_a_command(tmp_path: Path) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    with RawClient() as client:
        started(client, ASKS)
        client.open(uri, "{}")
        params = {
            "command": "opencode-ls.runApiKeyCommand",
            "arguments": [{"uri": uri, "provider": "a"}],
        }
        result = client.request("workspace/executeCommand", params)["result"]

        assert (result["ok"], result["kind"]) == (False, "missing-command")
