"""Text of a stranger's file does no harm on a terminal or in a workflow's log."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.cli.sink import columns, github_message, github_property, terminal

HARMFUL = st.text(
    st.sampled_from(
        "ab%:, \n\r\t\x00\x1b\x7f\x9b\u200b\u202e\u2066\u2028\u00a0\ufeff\ud83d\U000e0041"
    )
    | st.characters()
)
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def check(text: str, expected: str) -> None:
    assert terminal(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("a b", "a b"),
        ("é 漢 😀", "é 漢 😀"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x00\x07\x7f\x9b", "\\x00\\x07\\x7f\\x9b"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("a\u200bb\u200dc\ufeff", "a\\u200bb\\u200dc\\ufeff"),
        ("a\u00a0b\u3000c\u2003", "a\\xa0b\\u3000c\\u2003"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("a\u3164b\u2800c\u115f", "a\\u3164b\\u2800c\\u115f"),
        ("a\ufe0f\U000e0100", "a\\ufe0f\\U000e0100"),
        ("a\U000e0041", "a\\U000e0041"),
        ("\ud83d", "\\ud83d"),
        ("\\n", "\\n"),
    ],
)
def test_a_terminal_obeys_nothing_and_hides_nothing(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("漢字", 4), ("😀", 2), ("\uff41", 2)],
)
def test_columns(text: str, expected: int) -> None:
    assert columns(text) == expected


@pytest.mark.parametrize(
    ("text", "message", "value"),
    [
        ("a: b, c", "a: b, c", "a%3A b%2C c"),
        ("100%", "100%25", "100%25"),
        ("a\n::error::b", "a\\n::error::b", "a\\n%3A%3Aerror%3A%3Ab"),
        ("a%0A::set-env", "a%250A::set-env", "a%250A%3A%3Aset-env"),
        ("\r\n", "\\r\\n", "\\r\\n"),
    ],
)
def test_a_workflow_takes_no_command(text: str, message: str, value: str) -> None:
    assert (github_message(text), github_property(text)) == (message, value)


@given(HARMFUL)
def test_any_text_is_one_line_of_what_can_be_seen(text: str) -> None:
    shown = terminal(text)

    assert {
        unicodedata.category(character) for character in shown.replace(" ", "")
    } & HIDDEN == set()
    assert len(shown.splitlines()) <= 1
    assert terminal(shown) == shown


@given(HARMFUL)
def test_any_text_stays_inside_its_part_of_a_workflow_command(text: str) -> None:
    assert len(github_message(text).splitlines()) <= 1
    assert re.search("[:,\r\n]|%(?!25|3A|2C)", github_property(text)) is None
