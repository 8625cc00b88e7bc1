"""The options of a provider as opencode merges them, its key resolved, or why there is none."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.resolver import KeyCommandError
from opencode_ls.sdk import anthropic_client_options, openai_client_options, provider_options
from support.needed import needed

KEY = "sk-canary-0123456789"
URL = "http://127.0.0.1:9/v1"


def write(path: Path, entry: dict[str, Any], provider: str = "llm") -> None:
    path.write_text(json.dumps({"provider": {provider: entry}}))


def check(own: Path, entry: dict[str, Any], expected: dict[str, Any] | str) -> None:
    """The options, or the message that there are none."""
    write(own, entry)
    if isinstance(expected, dict):
        assert provider_options("llm") == expected
        return
    with pytest.raises(KeyCommandError) as caught:
        provider_options("llm")

    assert caught.value.failure.message == expected


def test_each_setting_of_the_highest_file(own: Path, project: Path) -> None:
    below = {"apiKey": KEY, "baseURL": "http://below", "headers": {"x-a": "1"}}
    above = {"baseURL": URL, "headers": {"x-b": "2"}, "more": {"a": [2], "b": 3}}
    write(project / "opencode.json", {"options": above})

    check(
        own,
        {"options": below | {"more": {"a": [1], "c": 4}}},
        {
            "apiKey": KEY,
            "baseURL": URL,
            "headers": {"x-a": "1", "x-b": "2"},
            "more": {"a": [2], "b": 3, "c": 4},
        },
    )


def test_the_api_of_a_provider_is_its_address(own: Path) -> None:
    check(own, {"api": URL, "options": {"apiKey": KEY}}, {"apiKey": KEY, "baseURL": URL})
    check(own, {"api": URL, "options": {"baseURL": ""}}, {"baseURL": URL})


@pytest.mark.parametrize("where", ["variable", "file", "stored"])
def test_a_key_from_elsewhere(where: str, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own.parent / "key").write_text(f"{KEY}\n")
    monkeypatch.setenv("LLM_KEY", f"{KEY}\n")
    monkeypatch.setenv("OPENCODE_AUTH_CONTENT", "{}")
    if where == "stored":
        stored = {"llm": {"type": "api", "key": KEY}}
        monkeypatch.setenv("OPENCODE_AUTH_CONTENT", json.dumps(stored))
    options = {"apiKey": "{file:key}"} if where == "file" else {}

    check(own, {"env": ["LLM_KEY"], "options": options}, {"apiKey": KEY})


def test_a_header_that_carries_the_key_comes_alone(own: Path) -> None:
    options = {"headers": {"authorization": f"Bearer {KEY}"}, "apiKey": "other"}

    check(own, {"options": options}, {"headers": {"Authorization": f"Bearer {KEY}"}})


def test_a_server_that_needs_no_key(own: Path) -> None:
    check(own, {"options": {"baseURL": URL}}, {"baseURL": URL})


def test_a_provider_without_a_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    assert provider_options("openai", folder=project) == {"apiKey": KEY}


def test_what_gives_no_key(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(own, {}, "the key of `llm` comes from nowhere: no key is set up")
    check(
        own,
        {"options": {"apiKey": "{env:UNSET}"}},
        "the key of `llm` comes from nowhere: `apiKey` in `~/.config/opencode/opencode.json` "
        "is empty, and nothing else is tried",
    )
    sign_in = {"llm": {"type": "oauth", "refresh": "r", "access": "a"}}
    monkeypatch.setenv("OPENCODE_AUTH_CONTENT", json.dumps(sign_in))
    check(
        own,
        {},
        "the key of `llm` comes from nowhere: "
        "the sign-in in `OPENCODE_AUTH_CONTENT` is not usable as an API key",
    )


def test_a_provider_that_is_in_no_file(own: Path) -> None:
    own.write_text("{}")
    with pytest.raises(KeyCommandError) as caught:
        provider_options("lmm")

    assert caught.value.failure.message == "`lmm` is a provider of no file that applies here"


def test_a_command_in_one_string(own: Path) -> None:
    check(
        own,
        {"options": {"apiKeyCommand": "op read op://a/b"}},
        "`llm` has no `apiKeyCommand` that could run in this file",
    )


@pytest.mark.parametrize("options", [{"apiKey": "a\nb"}, {"headers": {"apiKey": "a\x7fb"}}])
def test_a_key_that_no_request_can_carry(options: dict[str, Any], own: Path) -> None:
    check(
        own,
        {"options": options | {"baseURL": URL}},
        "`apiKey` of `llm` has a line break or a control character",
    )


def test_no_key_goes_where_an_sdk_sends_it_by_default(own: Path) -> None:
    needed("openai")
    needed("anthropic")
    write(own, {"options": {"apiKey": KEY}})
    for make in (openai_client_options, anthropic_client_options):
        with pytest.raises(KeyCommandError) as caught:
            make("llm")

        assert caught.value.failure.message == (
            "`llm` has no `baseURL`: there is nowhere to send its key"
        )


@pytest.mark.parametrize(
    ("npm", "url"),
    [("@ai-sdk/openai", "https://api.openai.com/v1"), ("@ai-sdk/xai", "https://api.x.ai/v1")],
)
def test_a_package_that_has_one_address(
    npm: str, url: str, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed("openai")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.example")
    write(own, {"npm": npm, "options": {"apiKey": KEY}})

    assert openai_client_options("llm") == {
        "base_url": url,
        "default_headers": {},
        "api_key": KEY,
    }


def test_nothing_optional_is_imported_before_it_is_used() -> None:
    names = {"openai", "anthropic", "httpx", "httpx2", "pygls", "lsprotocol"}
    program = f"import sys, opencode_ls.sdk; print({names} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "set()\n"
