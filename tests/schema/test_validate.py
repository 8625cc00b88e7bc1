"""Violations: what is told of a text, where it points, and in which words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.jsonc import parse, parse_template
from opencode_ls.schema.lookup import walk
from opencode_ls.schema.validate import LIMIT, describe, violations

ACTIONS = '`"ask"`, `"allow"` or `"deny"`'
RULE = '`"ask"`, `"allow"`, `"deny"` or an object'
TYPES = '`"local"` or `"remote"`'
TIME_LIMIT = "a whole number above 0 or `false`"
COLOUR = (
    '`"primary"`, `"secondary"`, `"accent"`, `"success"`, `"warning"`, `"error"`, `"info"` '
    'or a colour such as `"#ff5733"`'
)
TIMEOUTS = "an object with `startup`, `catalog` or `execution`"

Told = tuple[str, str, str]


def check(text: str, expected: list[Told]) -> None:
    """Each violation as its kind, the text there (of a missing key: its name), and "must be …"."""
    found = [
        (told.kind, told.name or told.node.span.of(text), told.expected)
        for told in violations(parse(text))
    ]

    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"snapshot": "yes"}', [("type", '"yes"', "`true` or `false`")]),
        ('{"model": 5}', [("type", "5", "a string")]),
        ('{"username": null}', [("type", "null", "a string")]),
        ('{"instructions": "a.md"}', [("type", '"a.md"', "a list")]),
        ('{"instructions": ["a.md", 5]}', [("type", "5", "a string")]),
        ('{"provider": []}', [("type", "[]", "an object")]),
        ('{"share": "yes"}', [("value", '"yes"', '`"manual"`, `"auto"` or `"disabled"`')]),
        ('{"share": 5}', [("type", "5", '`"manual"`, `"auto"` or `"disabled"`')]),
        ('{"subagent_depth": -1}', [("value", "-1", "a whole number of at least 0")]),
        ('{"subagent_depth": 1.5}', [("type", "1.5", "a whole number of at least 0")]),
        ('{"server": {"port": 0}}', [("value", "0", "a whole number above 0")]),
        ('{"agent": {"a": {"top_p": "1"}}}', [("type", '"1"', "a number")]),
        ('{"command": {"c": {"prompt": "x"}}}', [("missing", "template", "a string")]),
        ("[]", [("type", "[]", "an object")]),
        ('{"modell": 5, "theme": []}', []),
    ],
)
def test_a_value(text: str, expected: list[Told]) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('{"type": "remote"}', [("missing", "url", "a string")]),
        ('{"type": "loca"}', [("value", '"loca"', TYPES)]),
        ('{"type": 5, "command": 6}', [("value", "5", TYPES)]),
        ('{"command": ["npx"]}', [("missing", "type", TYPES)]),
        ("{}", [("missing", "type", TYPES)]),
        ('{"enabled": "yes"}', [("type", '"yes"', "`true` or `false`")]),
        ('"npx"', [("type", '"npx"', "an object")]),
        ('{"type": "local", "command": "npx x"}', [("type", '"npx x"', "a list")]),
        (
            '{"type": "local", "command": ["npx", 1], "timeout": "1"}',
            [("type", "1", "a string"), ("type", '"1"', "a whole number above 0")],
        ),
        (
            '{"type": "remote", "url": "u", "oauth": {"callbackPort": 0}}',
            [("value", "0", "a whole number from 1 to 65535")],
        ),
        (
            '{"type": "remote", "url": "u", "oauth": true}',
            [("value", "true", "an object or `false`")],
        ),
    ],
)
def test_an_mcp_server_is_told_by_its_type(value: str, expected: list[Told]) -> None:
    check(f'{{"mcp": {{"x": {value}}}}}', expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"mcp": {"timeout": 5000}}', [("type", "5000", TIMEOUTS)]),
        ('{"mcp": {"timeout": {"a": 1}}}', [("value", '{"a": 1}', TIMEOUTS)]),
        (
            '{"mcp": {"timeout": {"startup": 0}}}',
            [("value", "0", "a whole number above 0")],
        ),
        (
            '{"mcp": {"servers": {"x": {"type": "remote", "url": "u", "enabled": 1}}}}',
            [("type", "1", "`true` or `false`")],
        ),
        ('{"skills": ["~/skills", 5]}', [("type", '["~/skills", 5]', "an object")]),
        ('{"model": {"model": "x"}}', [("type", '{"model": "x"}', "a string")]),
        ('{"provider": {"x": {"options": {"apiKeyCommand": 5, "headers": 6}}}}', []),
    ],
)
def test_what_nobody_should_write_is_not_asked_for(text: str, expected: list[Told]) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"permission": 3}', [("type", "3", RULE)]),
        ('{"permission": "always"}', [("value", '"always"', RULE)]),
        ('{"permission": {"edit": "maybe"}}', [("value", '"maybe"', RULE)]),
        (
            '{"permission": {"edit": {"a": "maybe", "b": 3}}}',
            [("value", '"maybe"', ACTIONS), ("type", "3", ACTIONS)],
        ),
        ('{"permission": {"question": {"*": "ask"}}}', [("type", '{"*": "ask"}', ACTIONS)]),
        ('{"autoupdate": "true"}', [("value", '"true"', '`true`, `false` or `"notify"`')]),
        ('{"provider": {"x": {"options": {"timeout": "1"}}}}', [("type", '"1"', TIME_LIMIT)]),
        ('{"provider": {"x": {"options": {"timeout": 0}}}}', [("value", "0", TIME_LIMIT)]),
        ('{"provider": {"x": {"options": {"timeout": true}}}}', [("value", "true", TIME_LIMIT)]),
        ('{"agent": {"a": {"color": "red"}}}', [("value", '"red"', COLOUR)]),
        ('{"agent": {"a": {"color": 5}}}', [("type", "5", COLOUR)]),
        ('{"lsp": {"x": {}}}', [("missing", "command", "a list")]),
        ('{"lsp": {"x": {"disabled": "x"}}}', [("type", '"x"', "`true`")]),
        ('{"lsp": {"x": {"command": "gopls"}}}', [("type", '"gopls"', "a list")]),
        ('{"lsp": {"enabled": true}}', [("type", "true", "an object")]),
        ('{"references": {"a": {}}}', [("missing", "path", "a string")]),
        ('{"references": {"a": {"repository": 5}}}', [("type", "5", "a string")]),
        ('{"references": {"a": 5}}', [("type", "5", "a string or an object")]),
        ('{"plugin": [5]}', [("type", "5", "a string or a list of 2")]),
        ('{"plugin": [["a"]]}', [("value", '["a"]', "a string or a list of 2")]),
        ('{"plugin": [["a", 5]]}', [("type", "5", "an object")]),
    ],
)
def test_a_union_is_told_by_what_was_meant(text: str, expected: list[Told]) -> None:
    check(text, expected)


def test_is_told_in_the_order_of_the_text() -> None:
    check(
        '{"username": 1, "share": 2, "$schema": 3}',
        [
            ("type", "1", "a string"),
            ("type", "2", '`"manual"`, `"auto"` or `"disabled"`'),
            ("type", "3", "a string"),
        ],
    )


def test_the_last_of_equal_keys_counts() -> None:
    check('{"username": "x", "username": 1}', [("type", "1", "a string")])
    check('{"username": 1, "username": "x"}', [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"mcp": {"x": {"type": "remote", ',
        '{"mcp": {"x": {"type": "remote", "url": }}}',
        '{"mcp": {"x": {"type": }}}',
        '{"command": {"x": {"template": ',
        '{"mcp": {"x": 5}, "mcp": }',
    ],
)
def test_nothing_is_missing_while_it_is_typed(text: str) -> None:
    check(text, [])


def test_a_placeholder_may_be_anything() -> None:
    text = (
        '{"subagent_depth": {file:n}, "instructions": [{file:a}], "mcp": {"x": {"type": {file:t}}}}'
    )

    assert violations(parse_template(text)) == ()


def test_names_the_allowed_values() -> None:
    found = violations(parse('{"provider": {"x": {"models": {"m": {"status": "new"}}}}}'))

    assert [told.allowed for told in found] == [("alpha", "beta", "deprecated", "active")]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({}, "something else"),
        ({"type": ["string", "null"]}, "a string or a null"),
        ({"const": 5}, "`5`"),
        ({"type": "number", "minimum": 1, "maximum": 2}, "a number from 1 to 2"),
        ({"anyOf": [{"type": "string"}, {"x-opencode": {"tolerated": True}}]}, "a string"),
    ],
)
def test_describes_a_schema(schema: dict[str, object], expected: str) -> None:
    assert describe(schema) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["local", "x", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "mcp",
                        "provider",
                        "options",
                        "models",
                        "limit",
                        "type",
                        "command",
                        "enabled",
                    ),
                    *(
                        "servers",
                        "timeout",
                        "permission",
                        "lsp",
                        "plugin",
                        "references",
                        "agent",
                        "x",
                    ),
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_value_is_checked_inside_its_text(value: object) -> None:
    text = json.dumps(value)
    for told in violations(parse(text)):
        assert told.expected
        assert told.node.span.end <= len(text)


@given(st.text(alphabet='{}[]":,x1 "{"', max_size=60))
def test_any_text_is_checked(text: str) -> None:
    tree = parse(text)
    violations(tree)
    if tree.root is not None:
        list(walk(tree.root))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"provider": {"x": {"options": ' + '{"a":' * 100_000,
        '{"permission": ' * 100_000,
    ],
)
def test_any_depth_is_checked(text: str) -> None:
    assert len(violations(parse(text))) < 3


def test_a_thousand_violations_are_enough() -> None:
    text = json.dumps({"tools": {f"t{number}": 1 for number in range(LIMIT * 3)}})

    assert len(violations(parse(text))) == LIMIT
