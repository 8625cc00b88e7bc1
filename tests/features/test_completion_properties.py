"""Accepting anything anywhere: the text still parses, and no text makes a feature raise."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.finding import Finding
from opencode_ls.features.actions import actions
from opencode_ls.features.completion import Item, complete
from opencode_ls.features.hover import hover
from opencode_ls.features.symbols import symbols
from opencode_ls.jsonc import parse_template
from opencode_ls.text import Span
from support.fake_world import FakeWorld
from support.jsonc_texts import edited_configs, layouts, texts
from support.lsp_snippet import expanded
from support.marked import after_edits

WORLD = FakeWorld(
    programs={"op": "/usr/bin/op"},
    env={"A": "sk-test-not-a-key"},
    files={"/work/k": "x", "/work/sub/k": "x"},
)

_ids = st.sampled_from(["openai", "x", "my proxy", "é", "{env:A}", ""])
_options = st.fixed_dictionaries(
    {},
    optional={
        "apiKey": st.sampled_from(["", "{env:A}", "{file:k}", "sk-local"]),
        "apiKeyCommand": st.lists(st.sampled_from(["op", "read", "{env:A}"]), max_size=3),
        "baseURL": st.just("http://localhost/v1"),
        "timeout": st.sampled_from([1, False]),
        "odd": st.none(),
    },
)
_model = st.fixed_dictionaries(
    {}, optional={"limit": st.just({"context": 1}), "modalities": st.just({"input": ["text"]})}
)
_provider = st.fixed_dictionaries(
    {},
    optional={
        "npm": st.just("@ai-sdk/openai"),
        "env": st.just(["A"]),
        "options": _options,
        "models": st.dictionaries(_ids, _model, max_size=2),
    },
)
_server = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from(["local", "remote"]), "command": st.just(["npx"])}
)
_configs: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "model": st.sampled_from(["openai/gpt-5", "x/", ""]),
        "share": st.just("auto"),
        "provider": st.dictionaries(_ids, _provider, max_size=2),
        "mcp": st.dictionaries(_ids, _server, max_size=2),
        "permission": st.sampled_from(["ask", {"bash": {"*": "ask"}}]),
        "disabled_providers": st.lists(_ids, max_size=2),
    },
)


@st.composite
def sites(draw: st.DrawFn) -> tuple[str, int]:
    text = draw(layouts(draw(_configs)))
    return text, draw(st.integers(0, len(text)))


@st.composite
def cut_sites(draw: st.DrawFn) -> tuple[str, int]:
    """A cursor at the end of a text that breaks off, as when one types from top to bottom."""
    text, offset = draw(sites())
    return text[:offset], offset


def check(text: str, offset: int) -> None:
    """Accept every item: no new syntax problem, one parsed value, and the snippet agrees."""
    before = len(parse_template(text).problems)
    for item in some(complete(look(text), offset)):
        after = after_edits(text, *item.extra, item.edit)
        problems = parse_template(after).problems

        assert len(problems) <= before, (item, after)
        assert item.snippet is None or same(expanded(item.snippet), item.edit.text)


def look(text: str) -> Analysis:
    return analyse(text, path="/work/opencode.json", world=WORLD)


def some(items: tuple[Item, ...]) -> list[Item]:
    """One item of each shape: long lists repeat themselves."""
    return list({(item.kind, item.retrigger): item for item in items}.values())


def same(one: str, other: str) -> bool:
    """Equal but for the indentation of lines, which the editor adds to a snippet."""
    return [line.strip() for line in one.splitlines()] == [
        line.strip() for line in other.splitlines()
    ]


@given(sites())
def test_a_correct_text_stays_correct(site: tuple[str, int]) -> None:
    check(*site)


@given(cut_sites())
def test_a_text_that_breaks_off_gets_no_worse(site: tuple[str, int]) -> None:
    check(*site)


@given(_configs, st.sampled_from([None, 2, "\t"]))
def test_a_key_is_offered_once_and_not_again(config: dict[str, Any], indent: str | None) -> None:
    text = json.dumps(config, indent=indent)
    found = [item.label for item in complete(look(text), 1)]

    assert len(found) == len(set(found))
    assert not set(found) & set(config)


@given(texts | edited_configs() | sites().map(lambda site: site[0]), st.integers(0, 10_000))
def test_nothing_raises(text: str, place: int) -> None:
    analysis = look(text)
    offset = place % (len(text) + 1)
    complete(analysis, offset)
    hover(analysis, offset)
    symbols(analysis)
    finding = Finding(Span(offset, offset), "a", "hint", "hint", "m")

    assert actions(analysis, (finding,), Span(offset, offset)) is not None
