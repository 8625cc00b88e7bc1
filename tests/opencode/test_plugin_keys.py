"""Which key the released opencode sends with our plugin, and how often the command runs for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from opencode.endpoint import Endpoint
from opencode.plugged import CANARY, Plugged

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

BEARER = "Authorization: Bearer "


def check(
    folder: Path, prepare: Callable[[Plugged], None], expected: list[str], runs: int = 1
) -> None:
    """`opencode run` is answered, and sends these headers; the command runs so often."""
    with Endpoint() as endpoint:
        plugged = Plugged(folder, endpoint)
        plugged.own()
        prepare(plugged)
        ran = plugged.run("run", "say pong")

    assert (ran.code, "pong" in ran.text, endpoint.keys, plugged.runs) == (0, True, expected, runs)
    assert CANARY not in ran.text
    assert plugged.places_of_the_key() == []


@pytest.mark.parametrize(
    ("npm", "header"),
    [
        ("@ai-sdk/openai-compatible", BEARER),
        ("@ai-sdk/openai", BEARER),
        ("@ai-sdk/anthropic", "x-api-key: "),
    ],
)
def test_the_commands_key_as_the_package_sends_it(tmp_path: Path, npm: str, header: str) -> None:
    check(tmp_path, lambda plugged: plugged.own(npm), [f"{header}tok-1-{CANARY}"])


def test_a_key_in_a_file_counts_over_the_command(tmp_path: Path) -> None:
    check(tmp_path, lambda plugged: plugged.own(apiKey="sk-own"), [f"{BEARER}sk-own"], runs=0)


def test_an_empty_key_in_a_file_counts_too(tmp_path: Path) -> None:
    check(tmp_path, lambda plugged: plugged.own(apiKey=""), [""], runs=0)


def test_a_header_counts_over_the_command(tmp_path: Path) -> None:
    headers = {"authorization": "Bearer sk-own"}

    check(tmp_path, lambda plugged: plugged.own(headers=headers), [f"{BEARER}sk-own"], runs=0)


def test_the_command_counts_over_a_stored_key(tmp_path: Path) -> None:
    def prepare(plugged: Plugged) -> None:
        plugged.env["OPENCODE_AUTH_CONTENT"] = json.dumps({"llm": {"type": "api", "key": "sk-own"}})

    check(tmp_path, prepare, [f"{BEARER}tok-1-{CANARY}"])


def test_the_command_counts_over_a_variable(tmp_path: Path) -> None:
    def prepare(plugged: Plugged) -> None:
        plugged.env["OPENAI_API_KEY"] = "sk-own"
        plugged.own("@ai-sdk/openai")

    check(tmp_path, prepare, [f"{BEARER}tok-1-{CANARY}"])


def test_a_placeholder_in_the_command(tmp_path: Path) -> None:
    def prepare(plugged: Plugged) -> None:
        plugged.env["SUFFIX"] = "-of-me"
        plugged.own(apiKeyCommand=[*plugged.argv, "{env:SUFFIX}"])

    check(tmp_path, prepare, [f"{BEARER}tok-1-{CANARY}-of-me"])


def test_the_plugin_needs_no_package_of_opencode(tmp_path: Path) -> None:
    check(tmp_path, lambda plugged: plugged.forget_packages(), [f"{BEARER}tok-1-{CANARY}"])


@pytest.mark.parametrize("refusal", [401, 400])
def test_a_rejected_key_is_fetched_once_more(tmp_path: Path, refusal: int) -> None:
    def prepare(plugged: Plugged) -> None:
        plugged.endpoint.refusal = refusal
        plugged.endpoint.refuses = lambda key: "tok-1" in key

    check(tmp_path, prepare, [f"{BEARER}tok-1-{CANARY}", f"{BEARER}tok-2-{CANARY}"], runs=2)


def test_a_log_of_everything_does_not_hold_the_key(tmp_path: Path) -> None:
    with Endpoint() as endpoint:
        plugged = Plugged(tmp_path, endpoint)
        plugged.own()
        ran = plugged.run("run", "--print-logs", "--log-level", "DEBUG", "say pong")

    assert (ran.code, endpoint.keys) == (0, [f"{BEARER}tok-1-{CANARY}"])
    assert ("level=" in ran.text, CANARY in ran.text) == (True, False)
    assert plugged.places_of_the_key() == []
