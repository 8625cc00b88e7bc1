"""What a selection grows to, step by step."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import analyse
from opencode_ls.features.selection import LEVELS, selections
from opencode_ls.text import Span
from support.fake_world import FakeWorld
from support.jsonc_texts import edited_configs, texts
from support.marked import marked

DEEP = 100_000


def check(text: str, *expected: str) -> None:
    """What is selected, step by step."""
    text, offset = marked(text)

    assert tuple(span.of(text) for span in spans(text, offset)) == expected


def spans(text: str, offset: int) -> tuple[Span, ...]:
    return selections(analyse(text, world=FakeWorld()), offset)


def test_a_value_its_property_and_the_object() -> None:
    check(
        '{ "a": {"b": "c$0d"}, "e": 1 }',
        *("cd", '"cd"', '"b": "cd"', '{"b": "cd"}', '"a": {"b": "cd"}'),
        *('"a": {"b": "cd"}, "e": 1', '{ "a": {"b": "cd"}, "e": 1 }'),
    )


def test_a_key_and_its_property() -> None:
    check('{"a$0b": [1]}', "ab", '"ab"', '"ab": [1]', '{"ab": [1]}')


def test_an_item_the_items_and_the_list() -> None:
    check("[ 1, true$0 ]", "true", "1, true", "[ 1, true ]")


def test_between_two_members() -> None:
    check('{"a": 1, $0 "b": 2}', '"a": 1,  "b": 2', '{"a": 1,  "b": 2}')


def test_behind_the_colon() -> None:
    check('{"a":$0 1}', '"a": 1', '{"a": 1}')


def test_the_quotes_of_a_string() -> None:
    check('{"a": $0"b"}', '"b"', '"a": "b"', '{"a": "b"}')


def test_a_placeholder_in_a_string() -> None:
    check('["x{env:K$0}"]', "K", "{env:K}", "x{env:K}", '"x{env:K}"', '["x{env:K}"]')


def test_a_placeholder_as_a_value() -> None:
    check("[{file:a$0b}]", "ab", "{file:ab}", "[{file:ab}]")


def test_a_comment() -> None:
    check("[ 1 // a$0b\n]", "ab", "// ab", "1 // ab", "[ 1 // ab\n]")


def test_a_block_comment_outside_the_value() -> None:
    check("/* a$0b */ {}", "ab", "/* ab */")


def test_half_typed_text() -> None:
    check('{"a": ["b$0', "b", '"b', '["b', '"a": ["b', '{"a": ["b')


@pytest.mark.parametrize("text", ["$0", " $0 5", "5 $0 ", "\n$0"])
def test_nothing_to_select(text: str) -> None:
    check(text, "")


@given(st.data())
def test_each_lies_in_the_next(data: st.DataObject) -> None:
    text = data.draw(texts | edited_configs())
    offset = data.draw(st.integers(0, len(text)))
    found = spans(text, offset)

    assert found
    assert all(span.contains(offset) for span in found)
    assert all(outer.covers(inner) and outer != inner for inner, outer in pairwise(found))


@pytest.mark.parametrize("text", ["[" * DEEP + "]" * DEEP, '{"a":' * DEEP])
def test_a_hundred_thousand_brackets(text: str) -> None:
    found = spans(text, len(text) // 2)

    assert len(found) == LEVELS
    assert found[-1] == Span(0, len(text))
