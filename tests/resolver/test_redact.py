"""Secrets go out of texts, by what they are and by what they look like; the rest stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.resolver.redact import mask_argv, masked_words, redact


def check(text: str, expected: str, secrets: tuple[str, ...] = ()) -> None:
    assert redact(text, secrets) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("key sk-proj-abcdefgh1234 is bad", "key … is bad"),
        ("eyJhbGciOiJ4In0.eyJzdWIiOi.c2ln", "…"),
        ("AKIAIOSFODNN7EXAMPLE", "…"),
        ("ghp_abcdefghijklmnop1234", "…"),
        ("Authorization: Bearer abcdef123456", "Authorization: Bearer …"),
        ("https://me:hunter22@host/x", "https://me:…@host/x"),
        ("password=hunter22, user=me", "password=…, user=me"),
        ('"api_key": "abcd1234"', '"api_key": "…"'),
        ("-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\nx", "…\nx"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMII", "…"),
        ("AGE-SECRET-KEY-1QQQ", "…"),
        ("token expired, bearer authentication is required", None),
        ("not signed in; run `op signin`", None),
        ("https://host/path?x=1", None),
        ("the secret openai-key was not found", None),
    ],
)
def test_by_form(text: str, expected: str | None) -> None:
    check(text, text if expected is None else expected)


def test_by_value_the_longest_first() -> None:
    check("abcd abcdef", "… …", ("abcd", "abcdef"))


def test_a_short_value_is_no_secret() -> None:
    check("an error", "an error", ("", "a", "err"))


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("get", "--token", "abc"), ("get", "--token", "…")),
        (("get", "--token=abc"), ("get", "--token=…")),
        (("get", "-password", "a b"), ("get", "-password", "…")),
        (("get", "--client-secret", "x"), ("get", "--client-secret", "…")),
        (("bw", "--session", "x"), ("bw", "--session", "…")),
        (("env", "MY_API_KEY=abc", "get"), ("env", "MY_API_KEY=…", "get")),
        (("curl", "-H", "Authorization: abc"), ("curl", "-H", "Authorization: …")),
        (("curl", "-H", "x-api-key: abc"), ("curl", "-H", "x-api-key: …")),
        (("sh", "-c", "echo sk-abcdefgh1234"), ("sh", "-c", "echo …")),
        (("get", "--with-token", "--host", "h"), ("get", "--with-token", "--host", "h")),
        (("aws", "--secret-id", "openai"), ("aws", "--secret-id", "openai")),
        (("gcloud", "--secret=openai"), ("gcloud", "--secret=openai")),
        (("op", "read", "op://Private/x/key"), ("op", "read", "op://Private/x/key")),
        ((), ()),
    ],
)
def test_in_an_argv(argv: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert mask_argv(argv) == expected


def test_what_was_masked_can_be_looked_for() -> None:
    assert masked_words(("get", "--token", "abc", "--pin=12", "x")) == ("abc", "12")


@given(st.text(), st.lists(st.text(min_size=4)))
def test_a_known_secret_never_stays(text: str, secrets: list[str]) -> None:
    shown = redact("".join(secrets) + text, secrets)

    assert all(secret not in shown for secret in secrets if "…" not in secret)


@pytest.mark.parametrize(
    "piece", ["a-", "eyJ-", "sk-", "://", "a://", "token ", "token:", "-----BEGIN "]
)
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    began = time.process_time()
    redact(piece * 50_000)
    mask_argv((piece * 50_000, "x"))

    assert time.process_time() - began < 20
