"""`{env:}` and `{file:}` as opencode 1.18.33 substitutes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.placeholders import substitute
from opencode_ls.text import Span
from support.fake_world import FakeWorld

WORLD = FakeWorld(
    env={"N": "3", "URL": "https://llm.example", "QUOTE": 'a"b', "EMPTY": "", "REF": "{file:k}"},
    files={
        "/work/k": "\ufeff from a file\n",
        "/work/quotes": 'say "hi"\n\tbye\\',
        "/home/me/k": "from home",
        "/work/dir": "<directory>",
        "/work/secret": "<unknown>",
    },
)


def check(text: str, expected: str) -> None:
    assert substitute(text, "/work", WORLD).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", "{}"),
        ('{"a": {env:N}}', '{"a": 3}'),
        ('"{env:URL}/v1"', '"https://llm.example/v1"'),
        ('"{env:UNSET}"', '""'),
        ('"{env:EMPTY}"', '""'),
        ('"{env:}"', '"{env:}"'),
        ('"{env:QUOTE}"', '"a"b"'),
        ("// {env:N}", "// 3"),
        ('"{file:k}"', '"from a file"'),
        ('"{file:./k}"', '"from a file"'),
        ('"{file:~/k}"', '"from home"'),
        ('"{file:/work/k}"', '"from a file"'),
        ('"{file:quotes}"', '"say \\"hi\\"\\n\\tbye\\\\"'),
        ('"{env:REF}"', '"from a file"'),
        ('"{file:none}"', '"{file:none}"'),
        ('  // "{file:k}"', '  // "{file:k}"'),
        ('"a" // {file:k}', '"a" // from a file'),
        ("/* {file:k} */", "/* from a file */"),
        ('"\\u007benv:N}"', '"\\u007benv:N}"'),
        ('"{env:HOME"}', '"'),
    ],
)
def test_substitutes_like_opencode(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{env:N}", [("env", "N", "set", "")]),
        ("{env:UNSET}", [("env", "UNSET", "unset", "")]),
        ("{env:EMPTY}", [("env", "EMPTY", "unset", "")]),
        ("{file:k}", [("file", "k", "set", "/work/k")]),
        ("{file:none}", [("file", "none", "missing", "/work/none")]),
        ("{file:dir}", [("file", "dir", "unreadable", "/work/dir")]),
        ("{file:secret}", [("file", "secret", "unknown", "/work/secret")]),
        ("{file:k} {env:N}", [("file", "k", "set", "/work/k"), ("env", "N", "set", "")]),
        ("// {file:none}", []),
    ],
)
def test_says_what_each_placeholder_is(text: str, expected: list[tuple[str, ...]]) -> None:
    found = substitute(text, "/work", WORLD).placeholders

    assert [(one.kind, one.name, one.status, one.path) for one in found] == expected


def test_a_value_that_json_would_escape_is_marked() -> None:
    found = substitute("{env:QUOTE} {env:N}", "/work", WORLD).placeholders

    assert [one.unescaped for one in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "of", "written"),
    [
        ('{"a": {env:N}, "b": 1}', "3", "{env:N}"),
        ('{"a": {env:N}, "b": 1}', '"b": 1', '"b": 1'),
        ('{"a": "x{env:URL}y"}', '"xhttps://llm.exampley"', '"x{env:URL}y"'),
        ('{"a": "{env:URL}"}', "llm", "{env:URL}"),
        ('{"a": "{env:REF}"}', "from", "{env:REF}"),
        ('{"a": "{env:UNSET}", "b": 1}', '""', '"{env:UNSET}"'),
        ('{"a": {env:N}{env:N}, "b": 1}', "33", "{env:N}{env:N}"),
    ],
)
def test_leads_back_to_what_is_written(text: str, of: str, written: str) -> None:
    substitution = substitute(text, "/work", WORLD)
    start = substitution.text.index(of)
    span = substitution.back(Span(start, start + len(of)))

    assert span.of(text) == written


@pytest.mark.parametrize(
    ("text", "of", "expected"),
    [
        ('{"a": {env:N}, "b": 1}', "3", True),
        ('{"a": {env:N}, "b": 1}', '"b"', False),
        ('{"a": "{env:UNSET}", "b": 1}', '""', True),
        ('{"a": "{env:UNSET}", "b": 1}', '"a"', False),
        ('{"a": "{env:REF}", "b": 1}', "file", True),
        ('{"a": 1}', "1", False),
    ],
)
def test_knows_what_was_substituted(text: str, of: str, *, expected: bool) -> None:
    substitution = substitute(text, "/work", WORLD)
    start = substitution.text.index(of)

    assert substitution.substituted(Span(start, start + len(of))) is expected


@given(
    st.lists(st.sampled_from(["{env:N}", "{env:X}", "{file:k}", "{file:none}", "ab", '"', "\n//"]))
)
def test_any_text_maps_back_inside_itself(parts: list[str]) -> None:
    text = "".join(parts)
    substitution = substitute(text, "/work", WORLD)

    for start in range(len(substitution.text) + 1):
        for end in range(start, len(substitution.text) + 1):
            span = substitution.back(Span(start, end))
            assert 0 <= span.start <= span.end <= len(text)
