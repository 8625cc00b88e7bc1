"""A canary key is in the header of the request and nowhere else."""

import asyncio
import json
import logging
import sys
import traceback
from pathlib import Path

import pytest

from opencode_ls.sdk import (
    anthropic_client_options,
    anthropic_credentials,
    httpx_auth,
    openai_client_options,
    provider_options,
)
from support.gateway import Gateway
from support.needed import needed

CANARY = "sk-canary-0123456789"
PING = {"model": "m", "messages": [{"role": "user", "content": "ping"}]}


@pytest.fixture
def canary(own: Path, gateway: Gateway) -> Gateway:
    """A provider whose command prints a key that the gateway rejects."""
    argv = [sys.executable, "-c", "print('sk-canary', '0123456789', sep='-')"]
    options = {"apiKeyCommand": argv, "baseURL": gateway.url}
    own.write_text(json.dumps({"provider": {"llm": {"options": options}}}))
    return gateway


def check(gateway: Gateway, shown: list[object], caplog: pytest.LogCaptureFixture) -> None:
    """It was sent, and stands in none of these, nor in what was logged."""
    records = [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]

    assert CANARY in {seen.key for seen in gateway.seen}
    assert [
        text for text in (*map(repr, shown), *map(str, shown), *records) if CANARY in text
    ] == []


def told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def test_openai(canary: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sdk, options = needed("openai"), openai_client_options("llm")
    with sdk.OpenAI(**options) as client, pytest.raises(sdk.AuthenticationError) as caught:
        client.chat.completions.create(**PING)

    check(canary, [options, *options.values(), client, told(caught.value)], caplog)


def test_openai_async(canary: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sdk, options = needed("openai"), openai_client_options("llm", asynchronous=True)

    async def ask() -> str:
        async with sdk.AsyncOpenAI(**options) as client:
            with pytest.raises(sdk.AuthenticationError) as caught:
                await client.chat.completions.create(**PING)
            return told(caught.value)

    check(canary, [asyncio.run(ask()), options, *options.values()], caplog)


def test_anthropic(canary: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sdk, options = needed("anthropic"), anthropic_client_options("llm")
    with sdk.Anthropic(**options) as client, pytest.raises(sdk.AuthenticationError) as caught:
        client.messages.create(max_tokens=9, **PING)
    credentials = anthropic_credentials("llm")

    check(
        canary,
        [options, *options.values(), client, told(caught.value), credentials, credentials()],
        caplog,
    )


def test_httpx(canary: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    httpx, auth = needed("httpx"), httpx_auth("llm")
    with httpx.Client(auth=auth) as client, pytest.raises(httpx.HTTPStatusError) as caught:
        client.get(f"{canary.url}/models").raise_for_status()

    check(canary, [auth, vars(auth), client, told(caught.value)], caplog)


def test_a_key_that_no_command_prints(
    own: Path, gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    options = {"apiKey": CANARY, "baseURL": gateway.url}
    own.write_text(json.dumps({"provider": {"llm": {"options": options}}}))
    needed("httpx")
    sdk, made = needed("anthropic"), anthropic_client_options("llm")
    with sdk.Anthropic(**made) as client, pytest.raises(sdk.AuthenticationError) as caught:
        client.messages.create(max_tokens=9, **PING)

    auth = vars(httpx_auth("llm"))
    check(gateway, [made, *made.values(), client, told(caught.value), auth], caplog)


def test_the_value_of_a_placeholder_in_the_command(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", CANARY)
    argv = [sys.executable, "-c", "print(open)", "{env:SECRET}"]
    own.write_text(json.dumps({"provider": {"llm": {"options": {"apiKeyCommand": argv}}}}))
    key = provider_options("llm")["apiKey"]

    assert CANARY not in repr(key)
    assert "{env:SECRET}" in repr(key)
