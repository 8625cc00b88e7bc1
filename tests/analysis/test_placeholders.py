"""`{env:}` and `{file:}` as opencode 1.18.33 substitutes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.placeholders import LIMIT, substitute
from opencode_ls.analysis.world import FileRead
from opencode_ls.jsonc import parse
from opencode_ls.text import Span
from support.fake_world import FakeWorld

WORLD = FakeWorld(
    env={
        "N": "3",
        "URL": "https://llm.example",
        "QUOTE": 'a"b',
        "SLASH": "a\\b",
        "LINES": "a\nb",
        "EMPTY": "",
        "REF": "{file:k}",
        "AGAIN": "{env:N}",
    },
    files={
        "/work/k": "\ufeff from a file\n",
        "/work/quotes": 'say "hi"\n\tbye\\',
        "/work/odd": "a\u2028b\x7f\u00e9\x01/",
        "/work/breaks": "a\r\nb\r\n",
        "/work/blank": "\u2028 \u00a0\n",
        "/work/both": "{env:N} {file:k}",
        "/work/dollar": "$& $1 \\1",
        "/work/with space": "spaced",
        "/home/me/k": "from home",
        "/work/dir": "<directory>",
        "/work/secret": "<unknown>",
    },
)


def check(text: str, expected: str) -> None:
    assert substitute(text, "/work", WORLD).text == expected


# Every row was seen in opencode 1.18.33, which tells the substituted text of a broken file.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", "{}"),
        ('{"a": {env:N}}', '{"a": 3}'),
        ("{env:N}{env:N}", "33"),
        ('"{env:URL}/v1"', '"https://llm.example/v1"'),
        ('"{env:UNSET}"', '""'),
        ('"{env:EMPTY}"', '""'),
        ('"{env:}"', '"{env:}"'),
        ('"{env: N}"', '""'),
        ('"{env:N }"', '""'),
        ('"{env:N\n}"', '""'),
        ("{env:N", "{env:N"),
        ("{ENV:N}", "{ENV:N}"),
        ("{env:{env:N}}", "}"),
        ('"{env:AGAIN}"', '"{env:N}"'),
        ('"{env:QUOTE}"', '"a"b"'),
        ('"{env:SLASH}"', '"a\\b"'),
        ('"{env:LINES}"', '"a\nb"'),
        ("// {env:N}", "// 3"),
        ('"{env:HOME"}', '"'),
        ('"{env:HOME"} }', '" }'),
        ('{"{env:N}": 1}', '{"3": 1}'),
        ('"\\u007benv:N}"', '"\\u007benv:N}"'),
    ],
)
def test_variables(text: str, expected: str) -> None:
    check(text, expected)


# The same; where it refuses the file, the placeholder stays as it is written.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"{file:k}"', '"from a file"'),
        ('"{file:./k}"', '"from a file"'),
        ('"{file:k/}"', '"from a file"'),
        ('"{file:./d/../k}"', '"from a file"'),
        ('"{file:/work/k}"', '"from a file"'),
        ('"{file:~/k}"', '"from home"'),
        ('"{file:with space}"', '"spaced"'),
        ('"{file:quotes}"', '"say \\"hi\\"\\n\\tbye\\\\"'),
        ('"{file:odd}"', '"a\u2028b\x7f\u00e9\\u0001/"'),
        ('"{file:breaks}"', '"a\\r\\nb"'),
        ('"{file:blank}"', '""'),
        ('"{file:both}"', '"{env:N} {file:k}"'),
        ('"{file:dollar}"', '"$& $1 \\\\1"'),
        ('"{env:REF}"', '"from a file"'),
        ('"{file:k}" {file:k}', '"from a file" from a file'),
        ("{file:k", "{file:k"),
        ('"{file:}"', '"{file:}"'),
        ('"{file:none}"', '"{file:none}"'),
        ('"{file: k}"', '"{file: k}"'),
        ('"{file:k }"', '"{file:k }"'),
        ('"{file:k\n}"', '"{file:k\n}"'),
        ('"{file:~}"', '"{file:~}"'),
        ('"{file:~k}"', '"{file:~k}"'),
        ('"{file:dir}"', '"{file:dir}"'),
        ('"{file:.}"', '"{file:.}"'),
        ("{file:{env:N}}", "{file:3}"),
    ],
)
def test_files(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("// {file:k}", "// {file:k}"),
        (" \t// {file:k}", " \t// {file:k}"),
        ("\u00a0// {file:k}", "\u00a0// {file:k}"),
        ("\u2028// {file:k}", "\u2028// {file:k}"),
        ("//{file:k} {file:k}", "//{file:k} {file:k}"),
        ("// {env:REF}", "// {file:k}"),
        ("// {file:k}\n{file:k}", "// {file:k}\nfrom a file"),
        ("\n\n{file:k}\n// {file:k}", "\n\nfrom a file\n// {file:k}"),
        ('"a" // {file:k}', '"a" // from a file'),
        ("x\r// {file:k}", "x\r// from a file"),
        ("/* {file:k} */", "/* from a file */"),
        ("/ / {file:k}", "/ / from a file"),
    ],
)
def test_a_line_that_starts_with_slashes_keeps_its_files(text: str, expected: str) -> None:
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


PIECES = (
    *("{env:N}", "{env:X}", "{env:QUOTE}", "{file:k}", '"', "{", "}", "[", ",", ":", "1", "//"),
    *("\n", "\\", '{"a": '),
)


@given(st.lists(st.sampled_from(PIECES)))
def test_every_node_stands_for_what_is_written_there(parts: list[str]) -> None:
    text = "".join(parts)
    substitution = substitute(text, "/work", WORLD)
    root = parse(substitution.text).root
    for node in root.walk() if root else ():
        written = substitution.back(node.span)

        assert node.span.of(substitution.text) in substitute(written.of(text), "/work", WORLD).text
        if not substitution.substituted(node.span):
            assert written.of(text) == node.span.of(substitution.text)


def test_a_file_is_read_once() -> None:
    class Counting(FakeWorld):
        def read(self, path: str) -> FileRead:
            reads.append(path)
            return super().read(path)

    reads: list[str] = []
    substitute("{file:a} {file:b} {file:a}", "/work", Counting())

    assert reads == ["/work/a", "/work/b"]


@pytest.mark.parametrize("opening", ["{env:", "{file:", "{env:A", "{file:a {env:a"])
def test_a_million_openings_without_an_end(opening: str) -> None:
    text = opening * (1_000_000 // len(opening))

    check(text, text)


def test_a_text_does_not_grow_without_bounds() -> None:
    world = FakeWorld(env={"BIG": "x" * 1_000_000}, files={"/work/big": "y" * 1_000_000})
    found = substitute("{env:BIG}" * 9 + "{file:big}" * 9, "/work", world)

    assert len(found.text) < 2 * LIMIT
    assert [one.status for one in found.placeholders] == 2 * (["set"] * 4 + ["unknown"] * 5)
