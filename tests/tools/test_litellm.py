"""The real LiteLLM proxy: tokens that a command prints, and that end in the middle.

It asks our own gateway whether a token is good, so that a test decides what time it is.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from opencode_ls.sdk import anthropic_client_options, openai_client_options
from support.gateway import LIFE, Gateway
from support.needed import needed
from tools.home import Home

pytestmark = [pytest.mark.litellm, pytest.mark.timeout(300)]

PROVIDER = "my-llm-proxy"
PING = {"model": "m", "messages": [{"role": "user", "content": "ping"}]}
PROXY = """\
model_list:
  - model_name: m
    litellm_params: {model: openai/fake, api_key: unused, mock_response: pong}
general_settings:
  custom_auth: gate.user_api_key_auth
"""
GATE = """\
import asyncio
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from litellm.proxy._types import UserAPIKeyAuth

async def user_api_key_auth(request, api_key):
    question = Request("URL/models", headers={"Authorization": "Bearer " + api_key})
    try:
        (await asyncio.to_thread(urlopen, question)).close()
    except HTTPError:
        raise ValueError("token expired or invalid: run my-auth-cli login") from None
    return UserAPIKeyAuth(api_key=api_key)
"""


class Proxy(NamedTuple):
    """A proxy that runs, in its home, and the gateway that it asks."""

    home: Home
    gateway: Gateway
    url: str


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    home = Home(tmp_path_factory.mktemp("litellm"), "litellm")
    home.env |= {
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "LITELLM_MASTER_KEY": "sk-test-master-key-that-nobody-uses",
        "PYTHONPATH": str(home.folder),
    }
    argv = "exec litellm --config proxy.yaml --host 127.0.0.1 --port 0 2>&1"
    with Gateway(home.folder) as gateway:
        (home.folder / "proxy.yaml").write_text(PROXY)
        (home.folder / "gate.py").write_text(GATE.replace("URL", gateway.url))
        with home.start("sh", "-c", argv) as process:
            try:
                assert process.stdout is not None
                line = next(line for line in process.stdout if "running on http" in line)
                # It tells of each request, and would stop when nobody reads that.
                Thread(target=process.stdout.read, daemon=True).start()
                url = next(word for word in line.split() if word.startswith("http"))
                yield Proxy(home, gateway, f"{url}/v1")
            finally:
                process.terminate()


@pytest.fixture(autouse=True)
def configured(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own file names the proxy, and the current folder is no project."""
    monkeypatch.setenv("HOME", str(proxy.home.folder))
    (proxy.home.folder / "nowhere").mkdir(exist_ok=True)
    monkeypatch.chdir(proxy.home.folder / "nowhere")
    own = Path(proxy.home.folder) / ".config" / "opencode" / "opencode.json"
    own.parent.mkdir(parents=True, exist_ok=True)
    options = {"baseURL": proxy.url, "apiKeyCommand": proxy.gateway.argv}
    entry = {"npm": "@ai-sdk/openai-compatible", "options": options}
    own.write_text(json.dumps({"provider": {PROVIDER: entry}}))


def check(proxy: Proxy, ask: Callable[[], str]) -> None:
    """The token ends after two answers: it is renewed once, and nobody notices."""
    gateway = proxy.gateway
    seen, runs = len(gateway.seen), gateway.runs
    answers = [ask(), ask()]
    gateway.pass_time(LIFE)
    answers += [ask(), ask()]

    assert answers == ["pong"] * 4
    assert gateway.statuses[seen:] == [200, 200, 401, 200, 200]
    assert gateway.runs == runs + 2


def test_openai(proxy: Proxy) -> None:
    with needed("openai").OpenAI(**openai_client_options(PROVIDER)) as client:
        check(proxy, lambda: client.chat.completions.create(**PING).choices[0].message.content)


def test_anthropic(proxy: Proxy) -> None:
    with needed("anthropic").Anthropic(**anthropic_client_options(PROVIDER)) as client:
        check(proxy, lambda: client.messages.create(max_tokens=9, **PING).content[0].text)


def test_a_token_of_our_command_line(proxy: Proxy) -> None:
    code, token, said = proxy.home.opencode_ls("key", PROVIDER, "--reveal")
    sdk = needed("openai")
    with sdk.OpenAI(base_url=proxy.url, api_key=token.strip()) as client:
        models = [model.id for model in client.models.list()]
        proxy.gateway.pass_time(LIFE)
        with pytest.raises(sdk.AuthenticationError, match="Authentication Error"):
            client.models.list()

    assert (code, said, models) == (0, "", ["m"])
