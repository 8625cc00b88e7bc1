"""Which patterns of permissions cover which others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.permissions import LIMIT, covers


def check(general: str, special: str, *, expected: bool) -> None:
    assert covers(general, special) is expected


@pytest.mark.parametrize(
    ("general", "special", "expected"),
    [
        ("*", "git status", True),
        ("*", "*", True),
        ("git *", "git status *", True),
        ("git *", "git", True),
        ("git *", "gitk", False),
        ("git*", "git *", True),
        ("git *", "git*", False),
        ("git status", "git *", False),
        ("git ?", "git *", False),
        ("g?t", "git", True),
        ("g?t", "g?t", True),
        ("g?t", "g*t", False),
        ("*.env", "secrets/*.env", True),
        ("*.env", "*.env.example", False),
        ("a*b*c", "axbxbxc", True),
        ("a*b*c", "axbxbx", False),
        ("**", "a", True),
        ("", "a", False),
        ("", " *", False),
        ("a.c", "abc", False),
        ("a\nb*", "a\nbc", True),
    ],
)
def test_what_covers_what(general: str, special: str, *, expected: bool) -> None:
    check(general, special, expected=expected)


def read(pattern: str) -> re.Pattern[str]:
    """The pattern as opencode 1.18 makes an expression of it."""
    text = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern)
    return re.compile(re.sub(r"\\ \.\*$", r"(?: .*)?", text), re.DOTALL)


PATTERNS = st.text("ab *?", max_size=6)


@given(PATTERNS, PATTERNS, st.text("ab ", max_size=6))
def test_what_is_covered_fits_both(general: str, special: str, text: str) -> None:
    if covers(general, special) and read(special).fullmatch(text):
        assert read(general).fullmatch(text)


def test_many_stars_take_no_long_time() -> None:
    check("*a" * 300 + "b", "a" * (LIMIT - 601), expected=False)


def test_longer_patterns_are_not_compared() -> None:
    check("*", "a" * LIMIT, expected=False)
