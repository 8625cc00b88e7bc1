"""Live keys are told from dummies, and the answer never holds the key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.key_shape import known_key, live_key


def check(text: str, expected: str | None) -> None:
    found = live_key(text)

    assert found == expected
    assert found is None or text not in found


# Put together here, so that no scanner takes this file for one with keys in it.
TAIL = "9Xk2Lq8vTz41mWbR7cYdQ0"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("sk-ant-api03-", "an Anthropic key, `sk-ant-…`"),
        ("sk-or-v1-", "an OpenRouter key, `sk-or-…`"),
        ("sk-proj-", "an OpenAI key, `sk-proj-…`"),
        ("sk-", "a key of the form `sk-…`"),
        ("gsk_", "a Groq key, `gsk_…`"),
        ("xai-", "an xAI key, `xai-…`"),
        ("hf_", "a Hugging Face token, `hf_…`"),
        ("ctx7sk-", "a Context7 key, `ctx7sk-…`"),
        ("glpat-", "a GitLab token, `glpat-…`"),
        ("AIzaSyDf83hgk", "a Google key, `AIza…`"),
        ("ghp_12a45b78", "a GitHub token, `gh._…`"),
    ],
)
def test_a_known_form(start: str, expected: str) -> None:
    check(start + TAIL, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("q7Gd2vXw9LmT4sKp8RzB1nYc5HfJ3aQe", "a long random text"),
        ("0b6d8c1e-55a2-4f39-9d17-c2f0a9be7734", "a UUID"),
        ("AKIA" + "Q3W7RT5YU1IOPA2S", "an AWS access key, `AKIA…`"),
        ("eyJhbGciOiJI.eyJzdWIiOiIxMjM0.c2lnbmF0dXJl", "a JSON Web Token, `eyJ…`"),
    ],
)
def test_other_keys(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        *("", "local", "sk-local", "unused", "ollama", "lm-studio", "dummy", "none", "API_KEY"),
        *("YOUR_API_KEY", "sk-your-key-here-0123456789", "sk-xxxxxxxxxxxxxxxxxxxxxxxx", "omlx"),
        *("sk-test-not-a-key", "sk-1234567890abcdefghij", "{env:OPENAI_API_KEY}", "<your key>"),
        *("aaaaaaaaaaaaaaaaaaaaaaaaaaaa1", "the-name-of-our-company-gateway-2026", "proxy-managed"),
        *("http://127.0.0.1:4000/v1", "sk-ant-placeholder-9Xk2Lq8vTz41mWbR7cYd", "changeme123456"),
    ],
)
def test_a_dummy(text: str) -> None:
    check(text, None)


def test_only_a_known_form_is_sure_where_no_key_is_expected() -> None:
    assert known_key("q7Gd2vXw9LmT4sKp8RzB1nYc5HfJ3aQe") is None
    assert known_key("gsk_" + TAIL) == "a Groq key, `gsk_…`"


@given(st.text(min_size=12))
def test_no_answer_holds_the_text(text: str) -> None:
    assert text not in (live_key(text) or "")
