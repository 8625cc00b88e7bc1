"""The outline: every key with its value as written."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.features.symbols import LEVELS, Symbol, symbols
from support.fake_world import FakeWorld

WORLD = FakeWorld(env={"KEY": "sk-test-not-a-key"})


def check(text: str, *expected: str) -> None:
    """One line for each symbol: indentation, name, kind, detail."""
    found = symbols(analyse(text, path="/work/opencode.json", world=WORLD))

    assert tuple(map(line, found)) == expected


def line(symbol: Symbol) -> str:
    return f"{'  ' * symbol.level}{symbol.name} {symbol.kind} {symbol.detail}".rstrip()


def test_keys_and_items_with_their_values() -> None:
    check(
        '{"model": "a/b", "mcp": {"x": {"command": ["npx", "-y"], "timeout": 5}}, "no": null}',
        'model string "a/b"',
        "mcp object",
        "  x object",
        "    command array 2 items",
        '      [0] string "npx"',
        '      [1] string "-y"',
        "    timeout number 5",
        "no null null",
    )


def test_a_value_from_a_placeholder_stays_as_written() -> None:
    check('{"username": "{env:KEY}"}', 'username string "{env:KEY}"')


def test_a_live_key_is_not_shown() -> None:
    check('{"a": "Bearer sk-proj-q7Gd2vXw9LmT4sKp8RzB1nYc5HfJ3aQe"}', 'a string "Bearer …"')


@pytest.mark.parametrize(
    ("value", "detail"),
    [
        ('"' + "x" * 80 + '"', '"' + "x" * 58 + "…"),
        ('"a\u202eb"', '"a\\u{202e}b"'),
        ('"un', '"un'),
        ("", ""),
        ("[1]", "1 item"),
    ],
)
def test_details(value: str, detail: str) -> None:
    found = symbols(analyse(f'{{"a": {value}}}' if value != '"un' else '{"a": "un', world=WORLD))

    assert found[0].detail == detail


def test_spans_cover_the_pair_and_select_the_key() -> None:
    text = '{ "a": [1] }'
    found, item = symbols(analyse(text, world=WORLD))

    assert found.span.of(text) == '"a": [1]'
    assert found.selection.of(text) == '"a"'
    assert item.span.of(text) == item.selection.of(text) == "1"


def test_an_empty_key_has_a_name() -> None:
    check('{"": 1}', '"" number 1')


@pytest.mark.parametrize("text", ["", "//", "5", "{}", "]"])
def test_nothing_to_outline(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_a_hundred_thousand_brackets(text: str) -> None:
    found = symbols(analyse(text, world=WORLD))

    assert [symbol.level for symbol in found] == [*range(LEVELS)]
