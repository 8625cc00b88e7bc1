"""The word that was probably meant, and none where it could be another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.spelling import fold, nearest

NAMES = ("model", "mode", "npm", "api", "apiKey", "apiKeyCommand", "baseURL", "initialization")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("modle", "model"),
        ("modell", "model"),
        ("Mode", "mode"),
        ("nmp", "npm"),
        ("apikey", "apiKey"),
        ("api_key", "apiKey"),
        ("apiKeycommand", "apiKeyCommand"),
        ("api-key-comand", "apiKeyCommand"),
        ("baseUrl", "baseURL"),
        ("initizalization", "initialization"),
        ("apiKeyId", None),
        ("aip", "api"),
        ("app", None),
        ("", None),
        ("x", None),
        ("mo", None),
    ],
)
def test_the_nearest(word: str, expected: str | None) -> None:
    assert nearest(word, NAMES) == expected


@given(st.text(), st.text())
def test_only_near_words_are_near(word: str, other: str) -> None:
    assert nearest(word, (other,)) is None or abs(len(fold(word)) - len(fold(other))) <= 2


@given(st.text(), st.lists(st.text(), max_size=4))
def test_a_word_is_nearest_to_itself(word: str, others: list[str]) -> None:
    assert fold(nearest(word, (*others, word)) or "") == fold(word)
