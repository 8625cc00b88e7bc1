"""The Analysis: two views of one text, and what may be quoted from it."""

import pytest

from opencode_ls.analysis.build import Settings, analyse
from opencode_ls.analysis.verdict import accepted
from opencode_ls.text import Span
from support.fake_world import FakeWorld

WORLD = FakeWorld(
    env={"N": "3", "KEY": "sk-test-not-a-key", "BROKEN": 'a"b'}, files={"/work/k": "x"}
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("\ufeff", True),
        (" \n", False),
        ("// nothing", False),
        ("{}", True),
        ("[]", False),
        ("null", False),
        ('{"model": "a/b",}', True),
        ("{'model': 1}", False),
        ('{"model": 5}', False),
        ('{"modle": 5}', True),
        ('{"share": "yes"}', False),
        ('{"theme": 5, "tui": []}', True),
        ('{"permissions": []}', False),
        ('{"agent": {"a": {"permissions": []}}}', False),
        ('{"subagent_depth": {env:N}}', True),
        ('{"subagent_depth": {env:UNSET}}', False),
        ('{"username": "{env:BROKEN}"}', False),
        ('{"username": "{file:k}"}', True),
        ('{"username": "{file:none}"}', False),
        ('/* {file:none} */ {"username": "x"}', False),
        ('// {file:none}\n{"username": "x"}', True),
        ('{"mcp": {"x": {"type": "local", "command": "npx"}}}', False),
        ('{"mcp": {"x": {"type": "local", "command": "npx", "enabled": true}}}', True),
        ('{"provider": {"x": {"options": {"apiKeyCommand": "op read x"}}}}', True),
        ('{"provider": {"x": {"options": {"timeout": 0}}}}', False),
        ('{"provider": {"x": {"options": {"timeout": false}}}}', True),
    ],
)
def test_predicts_the_verdict(text: str, *, expected: bool) -> None:
    assert accepted(analyse(text, path="/work/opencode.json", world=WORLD)) is expected


def test_quotes_what_is_written_never_a_value() -> None:
    text = '{"provider": {"x": {"options": {"apiKey": "{env:KEY}"}}}}'
    analysis = analyse(text, path="/work/opencode.json", world=WORLD)
    assert analysis.effective.root is not None
    node = analysis.effective.root.at("provider", "x", "options", "apiKey")

    assert node is not None
    assert node.value == "sk-test-not-a-key"
    assert analysis.tainted(node)
    assert analysis.quote(node) == '`"{env:KEY}"`'
    assert analysis.span(node).of(text) == '"{env:KEY}"'


def test_a_quote_is_one_short_line_without_backticks() -> None:
    text = '{"username": "a`b' + "c" * 100 + '"}'
    analysis = analyse(text, world=WORLD)

    assert analysis.quote(Span(13, len(text) - 1)) == "`\"a'b" + "c" * 55 + "…`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "unknown"),
        ('{"model": "a/b"}', "unknown"),
        ('{"provider": {}}', "1"),
        ('{"providers": {}}', "2"),
        ('{"providers": {}, "provider": {}}', "mixed"),
    ],
)
def test_tells_the_dialect_by_the_keys(text: str, expected: str) -> None:
    assert analyse(text, world=WORLD).dialect == expected


def test_the_setting_decides_the_dialect() -> None:
    analysis = analyse('{"provider": {}}', world=WORLD, settings=Settings(opencode="2"))

    assert analysis.dialect == "2"


def test_without_placeholders_both_views_are_one_tree() -> None:
    analysis = analyse('{"a": 1}', world=WORLD)

    assert analysis.written is analysis.effective


def test_a_placeholder_outside_a_string_is_one_value_as_written() -> None:
    analysis = analyse('{"subagent_depth": {env:N}, "share": "auto"}', world=WORLD)
    root = analysis.written.root

    assert root is not None
    assert [(found.name, found.value.kind) for found in root.properties] == [
        ("subagent_depth", "placeholder"),
        ("share", "string"),
    ]
