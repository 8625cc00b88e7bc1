"""What builds on the SDKs takes the same options; a token that ends is renewed there too."""

import asyncio
from contextlib import closing

import pytest

from opencode_ls.sdk import openai_client_options, provider_options
from support.gateway import LIFE, Gateway
from support.needed import needed

PROVIDER = "my-llm-proxy"


def check(gateway: Gateway, answers: list[str]) -> None:
    assert answers == ["pong", "pong"]
    assert gateway.statuses == [200, 401, 200]
    assert gateway.runs == 2


@pytest.mark.usefixtures("configured")
def test_langchain(gateway: Gateway) -> None:
    chat = needed("langchain_openai", "langchain-openai").ChatOpenAI
    options = openai_client_options(PROVIDER)
    with closing(options["http_client"]):
        model = chat(model="m", **options)
        answers = [model.invoke("ping").content]
        gateway.pass_time(LIFE)
        answers += [model.invoke("ping").content]

    check(gateway, answers)


@pytest.mark.usefixtures("configured")
def test_pydantic_ai(gateway: Gateway) -> None:
    name = "pydantic-ai-slim[openai]"
    sdk, ai = needed("openai"), needed("pydantic_ai", name)
    models, providers = needed("pydantic_ai.models.openai"), needed("pydantic_ai.providers.openai")

    async def ask() -> list[str]:
        async with sdk.AsyncOpenAI(**openai_client_options(PROVIDER, asynchronous=True)) as client:
            provider = providers.OpenAIProvider(openai_client=client)
            agent = ai.Agent(models.OpenAIChatModel("m", provider=provider))
            answers = [(await agent.run("ping")).output]
            gateway.pass_time(LIFE)
            return [*answers, (await agent.run("ping")).output]

    check(gateway, asyncio.run(ask()))


@pytest.mark.usefixtures("configured")
def test_whatever_takes_a_text(gateway: Gateway) -> None:
    key = provider_options(PROVIDER)["apiKey"]

    assert gateway.status_of(key()) == 200
    assert gateway.status_of(asyncio.run(key.acall())) == 200
    assert gateway.runs == 1
