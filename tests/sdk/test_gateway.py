"""A token ends in the middle: the next request succeeds after exactly one more run, in each SDK."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Literal

import pytest

from opencode_ls.resolver import KeyCommandError
from opencode_ls.sdk import (
    anthropic_client_options,
    anthropic_credentials,
    httpx_auth,
    openai_client_options,
    provider_options,
)
from support.gateway import LIFE, Gateway
from support.needed import needed

Response = Any
"""Of either library."""

PROVIDER = "my-llm-proxy"
PING = {"model": "m", "messages": [{"role": "user", "content": "ping"}]}
Ask = Callable[[], str]
Client = Callable[[], AbstractContextManager[Ask]]


@contextmanager
def openai() -> Iterator[Ask]:
    with needed("openai").OpenAI(**openai_client_options(PROVIDER)) as client:
        yield lambda: client.chat.completions.create(**PING).choices[0].message.content


@contextmanager
def openai_async() -> Iterator[Ask]:
    made = needed("openai").AsyncOpenAI(**openai_client_options(PROVIDER, asynchronous=True))

    async def ask() -> str:
        text: str = (await made.chat.completions.create(**PING)).choices[0].message.content
        return text

    with asyncio.Runner() as runner:
        yield lambda: runner.run(ask())
        runner.run(made.close())


@contextmanager
def anthropic() -> Iterator[Ask]:
    with needed("anthropic").Anthropic(**anthropic_client_options(PROVIDER)) as client:
        yield lambda: client.messages.create(max_tokens=9, **PING).content[0].text


@contextmanager
def anthropic_async() -> Iterator[Ask]:
    sdk = needed("anthropic")
    made = sdk.AsyncAnthropic(**anthropic_client_options(PROVIDER, asynchronous=True))

    async def ask() -> str:
        text: str = (await made.messages.create(max_tokens=9, **PING)).content[0].text
        return text

    with asyncio.Runner() as runner:
        yield lambda: runner.run(ask())
        runner.run(made.close())


@contextmanager
def httpx(library: Literal["httpx", "httpx2"] = "httpx") -> Iterator[Ask]:
    url, made = provider_options(PROVIDER)["baseURL"], needed(library).Client
    with made(base_url=url, auth=httpx_auth(PROVIDER, library=library)) as client:
        yield lambda: _pong(client.post("/chat/completions", json=PING))


@contextmanager
def httpx_async() -> Iterator[Ask]:
    url = provider_options(PROVIDER)["baseURL"]
    made = needed("httpx").AsyncClient(base_url=url, auth=httpx_auth(PROVIDER))

    async def ask() -> str:
        return _pong(await made.post("/chat/completions", json=PING))

    with asyncio.Runner() as runner:
        yield lambda: runner.run(ask())
        runner.run(made.aclose())


def _pong(response: Response) -> str:
    text: str = response.raise_for_status().json()["choices"][0]["message"]["content"]
    return text


def check(client: Client, gateway: Gateway, refusal: int = 401) -> None:
    gateway.refusal = refusal
    with client() as ask:
        assert gateway.runs == 0

        answers = [ask(), ask()]
        gateway.pass_time(LIFE)
        answers += [ask(), ask()]

    assert answers == ["pong"] * 4
    assert gateway.statuses == [200, 200, refusal, 200, 200]
    assert gateway.runs == 2


ALL = [openai, openai_async, anthropic, anthropic_async, httpx, httpx_async]


@pytest.mark.parametrize("refusal", [401, 400])
@pytest.mark.parametrize("client", ALL)
@pytest.mark.usefixtures("configured")
def test_a_token_that_ends_is_renewed_once(client: Client, refusal: int, gateway: Gateway) -> None:
    check(client, gateway, refusal)


@pytest.mark.usefixtures("configured")
def test_the_other_httpx(gateway: Gateway) -> None:
    needed("httpx2", "openai>=3")

    check(lambda: httpx("httpx2"), gateway)


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("name", ["Anthropic", "AsyncAnthropic"])
def test_credentials_of_anthropic(name: str, gateway: Gateway) -> None:
    sdk = needed("anthropic")

    @contextmanager
    def client() -> Iterator[Ask]:
        url = gateway.url.removesuffix("/v1")
        made = getattr(sdk, name)(credentials=anthropic_credentials(PROVIDER), base_url=url)

        async def ask() -> str:
            found = made.messages.create(max_tokens=9, **PING)
            message = await found if asyncio.iscoroutine(found) else found
            text: str = message.content[0].text
            return text

        with asyncio.Runner() as runner:
            yield lambda: runner.run(ask())
            closed = made.close()
            runner.run(closed) if closed else None

    check(client, gateway)


@pytest.mark.parametrize("client", ALL)
@pytest.mark.usefixtures("configured")
def test_a_new_key_that_is_rejected_too_ends_it(client: Client, gateway: Gateway) -> None:
    with client() as ask:
        ask()
        gateway.pass_time(LIFE)
        gateway.fail_all = True
        with pytest.raises(Exception, match="401"):
            ask()

    assert (gateway.statuses, gateway.runs) == ([200, 401, 401], 2)


@pytest.mark.usefixtures("configured")
def test_a_rejected_key_that_is_printed_again_is_not_sent_again(gateway: Gateway) -> None:
    gateway.fail_all = True
    with openai() as ask, pytest.raises(Exception, match="401"):
        ask()

    assert (gateway.statuses, gateway.runs) == ([401], 2)


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("client", ALL)
def test_where_no_new_key_is_to_be_had_its_failure_comes_out(
    client: Client, gateway: Gateway
) -> None:
    with client() as ask:
        ask()
        gateway.pass_time(LIFE)
        gateway.break_program()
        with pytest.raises(KeyCommandError) as caught:
            ask()

    assert caught.value.failure.kind == "exit"
    assert gateway.statuses == [200, 401]


@pytest.mark.usefixtures("configured")
def test_an_answer_in_pieces_arrives_in_pieces(gateway: Gateway) -> None:
    with needed("openai").OpenAI(**openai_client_options(PROVIDER)) as client:
        pieces = []
        for chunk in client.chat.completions.create(**PING, stream=True):
            gateway.more.set()
            pieces.append(chunk.choices[0].delta.content)

    assert (pieces, gateway.waited_in_vain) == (["po", "ng"], False)


@pytest.mark.parametrize(
    ("npm", "header"),
    [("@ai-sdk/anthropic", "x-api-key"), ("@ai-sdk/openai-compatible", "Authorization")],
)
def test_the_key_stands_where_opencode_puts_it(
    npm: str, header: str, gateway: Gateway, configured: Callable[..., None]
) -> None:
    configured(npm=npm)
    for client in (anthropic, httpx):
        with client() as ask:
            ask()

    assert [seen.header for seen in gateway.seen] == [header, header]


@pytest.mark.usefixtures("configured")
def test_a_burst_of_requests_runs_the_command_once(gateway: Gateway) -> None:
    made = needed("openai").AsyncOpenAI(**openai_client_options(PROVIDER, asynchronous=True))

    async def burst() -> None:
        for _ in range(2):
            await asyncio.gather(*(made.chat.completions.create(**PING) for _ in range(20)))
            gateway.pass_time(LIFE)
        await made.close()

    asyncio.run(burst())

    assert gateway.runs == 2
    assert gateway.statuses.count(200) == 40
