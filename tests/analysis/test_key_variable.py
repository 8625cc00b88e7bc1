"""Which variable a key would stand in."""

import json

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.key_variable import known_variable, variable
from support.fake_world import FakeWorld

WORLD = FakeWorld(env={"NAME": "sk_test_not_a_key"})


def check(provider: str, entry: dict[str, object], known: str | None, name: str) -> None:
    analysis = analyse(json.dumps({"provider": {provider: entry}}), world=WORLD)
    [(_, node)] = providers(analysis)

    found = known_variable(analysis, provider, node), variable(analysis, provider, node)
    assert found == (known, name)


@pytest.mark.parametrize(
    ("provider", "entry", "known", "name"),
    [
        ("openai", {}, "OPENAI_API_KEY", "OPENAI_API_KEY"),
        ("openai", {"env": ["MINE", "OTHER"]}, "MINE", "MINE"),
        ("openai", {"env": [1, "a b", "MINE"]}, "MINE", "MINE"),
        ("openai", {"env": []}, None, "OPENAI_API_KEY"),
        ("my-llm.proxy", {}, None, "MY_LLM_PROXY_API_KEY"),
        ("é", {}, None, "API_KEY"),
        ("x", {"env": ["{env:NAME}"]}, None, "X_API_KEY"),
    ],
)
def test_the_variable(
    provider: str, entry: dict[str, object], known: str | None, name: str
) -> None:
    check(provider, entry, known, name)
