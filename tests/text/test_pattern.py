"""A pattern that is compiled when it is used is like any other."""

import re

import pytest

from opencode_ls.pattern import pattern


def test_it_finds_what_the_compiled_one_finds() -> None:
    late, compiled = (
        pattern("(?P<name>B)|c", re.IGNORECASE),
        re.compile("(?P<name>B)|c", re.IGNORECASE),
    )
    found = late.search("abc")

    assert found is not None
    assert found["name"] == "b"
    assert late.fullmatch("bc") is None
    assert late.sub("-", "abca") == compiled.sub("-", "abca") == "a--a"
    assert late.findall("abcb") == compiled.findall("abcb") == ["b", "", "b"]
    assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, 1)


def test_what_is_no_expression_is_told_when_it_is_used() -> None:
    wrong = pattern("(")

    with pytest.raises(re.error):
        wrong.match("")
