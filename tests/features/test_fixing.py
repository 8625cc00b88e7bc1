"""Fixes are applied round by round; what overlaps waits, what turns in a circle stops."""

import re
from collections.abc import Callable

import pytest

from opencode_ls.analysis.finding import Finding, Fix
from opencode_ls.features.fixing import ROUNDS, Fixed, any_fix, fixed, safe_fix, safe_fixes
from opencode_ls.text import Span, TextEdit

SAFE, UNSAFE = (Fix(str(safe), (), safe=safe) for safe in (True, False))


def check(text: str, rules: dict[str, str], expected: str, applied: int) -> None:
    assert fixed(text, finder(rules), safe_fix) == Fixed(expected, applied)


def finder(rules: dict[str, str]) -> Callable[[str], tuple[Finding, ...]]:
    """Finds each key of `rules` in a text; the fix puts the value in its place."""

    def find(text: str) -> tuple[Finding, ...]:
        return tuple(
            finding(
                Span(*match.span()), Fix("fix", (TextEdit(Span(*match.span()), new),), safe=True)
            )
            for old, new in rules.items()
            for match in re.finditer(re.escape(old), text)
        )

    return find


def finding(span: Span, *fixes: Fix) -> Finding:
    return Finding(span, "code", "ignored", "warning", "message", fixes)


@pytest.mark.parametrize(
    ("text", "rules", "expected", "applied"),
    [
        ("abc", {}, "abc", 0),
        ("abc", {"x": "y"}, "abc", 0),
        ("abc", {"b": "x"}, "axc", 1),
        ("b b b", {"b": "x"}, "x x x", 3),
        ("a", {"a": "b", "b": "c"}, "c", 2),
        ("abc", {"ab": "x", "bc": "y"}, "xc", 1),
        ("bb", {"b": "x"}, "xx", 2),
        ("a", {"a": ""}, "", 1),
    ],
)
def test_all_that_can_be_fixed_is(
    text: str, rules: dict[str, str], expected: str, applied: int
) -> None:
    check(text, rules, expected, applied)


def test_a_fix_that_changes_nothing_ends_it() -> None:
    check("a", {"a": "a"}, "a", 0)


def test_a_circle_is_left_before_it_closes() -> None:
    check("a", {"a": "b", "b": "a"}, "b", 1)


def test_what_never_ends_is_left_after_some_rounds() -> None:
    check("a", {"a": "ab"}, "a" + "b" * ROUNDS, ROUNDS)


def test_an_edit_beside_another_waits_too() -> None:
    first = Fix("first", (TextEdit(Span(1, 2), "x"),), safe=True)
    other = Fix("other", (TextEdit(Span(0, 0), "y"), TextEdit(Span(2, 2), "z")), safe=True)
    findings = finding(Span(0, 0), first), finding(Span(0, 0), other)

    assert fixed("abc", lambda text: findings if text == "abc" else (), safe_fix) == Fixed("axc", 1)


@pytest.mark.parametrize(
    ("fixes", "safe", "every"),
    [
        ((), None, None),
        ((SAFE,), SAFE, SAFE),
        ((UNSAFE,), None, UNSAFE),
        ((SAFE, SAFE), None, None),
        ((UNSAFE, UNSAFE), None, None),
        ((SAFE, UNSAFE), SAFE, SAFE),
        ((SAFE, SAFE, UNSAFE), None, None),
    ],
)
def test_a_choice_between_fixes_is_the_users(
    fixes: tuple[Fix, ...], safe: Fix | None, every: Fix | None
) -> None:
    found = finding(Span(0, 0), *fixes)

    assert (safe_fix(found), any_fix(found)) == (safe, every)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"b": "x"}, TextEdit(Span(1, 2), "x")),
        ({"a": "x", "c": "y"}, TextEdit(Span(0, 3), "xby")),
        ({"b": "b"}, None),
        ({}, None),
    ],
)
def test_the_one_edit_of_all(rules: dict[str, str], expected: TextEdit | None) -> None:
    assert safe_fixes("abc", finder(rules)) == expected
