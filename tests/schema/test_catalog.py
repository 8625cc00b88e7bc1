"""The provider catalogue: its shape, and a few facts that do not change."""

import re

from opencode_ls.schema.load import catalog


def test_has_the_same_facts_of_each_provider() -> None:
    shapes = {
        tuple(sorted((name, type(value).__name__) for name, value in provider.items()))
        for provider in catalog().values()
    }

    assert shapes <= {
        (("env", "list"), ("models", "list"), ("name", "str"), ("npm", "str")),
        (("api", "str"), ("env", "list"), ("models", "list"), ("name", "str"), ("npm", "str")),
    }


def test_names_variables() -> None:
    names = {name for provider in catalog().values() for name in provider["env"]}

    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9_]+", name)] == []


def test_knows_the_variable_of_a_provider() -> None:
    assert catalog()["anthropic"]["env"] == ["ANTHROPIC_API_KEY"]
    assert catalog()["anthropic"]["npm"] == "@ai-sdk/anthropic"
