"""The catalogue: what is read of a list of models, what is not, and what we came with."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.schema.catalog import (
    LENGTH,
    NAME,
    Model,
    OwnList,
    Provider,
    packaged,
    read_catalog,
)
from opencode_ls.schema.load import data_text


def check(found: object, expected: dict[str, Provider]) -> None:
    assert read_catalog(found) == expected


def check_model(entry: object, expected: Model) -> None:
    check({"p": {"models": {"m": entry}}}, {"p": Provider("p", models={"m": expected})})


def test_a_provider_and_its_models_by_their_ids() -> None:
    entry: dict[str, Any] = {
        "id": "p",
        "name": "The P",
        "env": ["P_KEY"],
        "npm": "@ai-sdk/p",
        "api": "https://${P_HOST}/v1",
        "doc": "https://p.example/en-us/@p?a=b#c",
        "models": {
            "b/c@d:e": {
                "name": "B",
                "limit": {"context": 200000},
                "cost": {"input": 3, "output": 15},
            },
            "a": {"name": "A", "status": "beta"},
        },
    }
    models = {"a": Model(0, "A"), "b/c@d:e": Model(200000, "B", (3, 15))}
    check(
        {"p": entry},
        {"p": Provider("The P", ("P_KEY",), "@ai-sdk/p", entry["api"], models, entry["doc"])},
    )


@pytest.mark.parametrize("found", [None, [], "x", 1, {}, {"p": []}, {"p": {"models": []}}])
def test_what_is_no_list(found: object) -> None:
    check(found, {})


@pytest.mark.parametrize("name", ["", "a b", "a\n", "é", "x" * (LENGTH + 1)])
def test_an_id_that_is_none(name: str) -> None:
    check({name: {"models": {}}}, {})
    check({"p": {"models": {name: {}}}}, {"p": Provider("p")})


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("name", 7),
        ("env", "P_KEY"),
        ("env", [None, "", "A B", "`A`"]),
        ("npm", ["x"]),
        ("npm", "a b"),
        ("api", "https://a b"),
        ("api", "x" * (LENGTH + 1)),
        ("doc", "http://p.example"),
        ("doc", "https://me@p.example"),
        ("doc", "https://p.example/`x`"),
        ("doc", "https://p.example/" + "x" * LENGTH),
        ("more", {}),
    ],
)
def test_a_fact_of_another_shape_is_none(fact: str, value: object) -> None:
    check({"p": {fact: value, "models": {}}}, {"p": Provider("p")})


@pytest.mark.parametrize("entry", [None, [], "x", {"name": "Gone", "status": "deprecated"}])
def test_a_model_that_is_none(entry: object) -> None:
    check({"p": {"models": {"m": entry}}}, {"p": Provider("p")})


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({}, Model()),
        ({"limit": {"context": 1e6}}, Model(1000000)),
        ({"limit": [1]}, Model()),
        *(
            ({"limit": {"context": value}}, Model())
            for value in (0, -1, True, "1", 1e400, float("nan"), 10**400)
        ),
        ({"cost": {"input": 0.5, "output": 0}}, Model(price=(0.5, 0))),
        ({"cost": {"input": 0, "output": 0}}, Model()),
        ({"cost": {"input": "1"}}, Model()),
        ({"cost": 3}, Model()),
    ],
)
def test_numbers_that_can_be_true(entry: object, expected: Model) -> None:
    check_model(entry, expected)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Qwen 3.5 9B (Q4_K_M), 50% + more's", "Qwen 3.5 9B (Q4_K_M), 50% + more's"),
        ("a\t\nb  c", "a b c"),
        ("[a](https://b.example) `c` **d** <e>", "a (https: b.example) c d e"),
        ("www.b.example or c@d.example", "b.example or c d.example"),
        ("a\u202eb\u200b\x1b[c", "a b c"),
        ("x" * (NAME + 1), "x" * (NAME - 1) + "…"),
        ("***", ""),
        (5, ""),
    ],
)
def test_a_name_is_a_line_of_words(written: object, name: str) -> None:
    check_model({"name": written}, Model(name=name))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["models", "name", "env", "limit", "cost", "context", "p"]), inner
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read(found: object) -> None:
    for provider in read_catalog({"p": found}).values():
        assert all(isinstance(model, Model) for model in provider.models.values())


def listed(**models: object) -> str:
    return json.dumps({"p": {"models": models}})


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"p": 1}', "[" * 10**5])
def test_a_list_without_providers_is_as_good_as_none(text: str) -> None:
    own = OwnList(text)

    assert own["anthropic"] == packaged().providers["anthropic"]
    assert dict(own) == packaged().providers


def test_an_own_list_replaces_ours() -> None:
    own = OwnList(listed(m={}))

    assert dict(own) == {"p": Provider("p", models={"m": Model()})}
    assert ("p" in own, "anthropic" in own, "q" in own, len(own)) == (True, False, False, 1)


def test_a_list_is_not_parsed_for_an_id_that_is_not_in_it() -> None:
    own = OwnList(listed(m={}))

    assert own.get("my-gateway") is None
    assert "_providers" not in vars(own)


def test_each_provider_of_the_packaged_catalogue_is_found_where_it_is_described() -> None:
    found = json.loads(data_text("catalog.json"))
    date, providers, packages = packaged()

    assert date == found["date"]
    assert list(providers) == list(found["providers"])
    for name, entry in found["providers"].items():
        texts = {fact: entry[fact] for fact in ("name", "npm", "api", "doc") if fact in entry}
        models = {each: Model(*facts) for each, facts in entry["models"].items()}
        assert providers[name] == Provider(env=tuple(entry["env"]), models=models, **texts)
    assert packages == {provider.npm for provider in providers.values()} - {""}


def test_facts_of_the_packaged_catalogue() -> None:
    date, providers, _ = packaged()
    claude = providers["anthropic"]
    variables = {name for provider in providers.values() for name in provider.env}

    assert re.fullmatch(r"\d{4}-\d\d-\d\d", date)
    assert claude[:4] == ("Anthropic", ("ANTHROPIC_API_KEY",), "@ai-sdk/anthropic", "")
    assert claude.models["claude-opus-4-5"] == Model(200000, "Claude Opus 4.5 (latest)")
    assert [name for name in variables if not re.fullmatch(r"[A-Za-z0-9_]+", name)] == []
