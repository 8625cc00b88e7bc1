"""How a text falls into tokens, as Microsoft's jsonc-parser has them."""

import pytest
from hypothesis import given

from opencode_ls.jsonc.lexer import is_closed, plain, template, tokens
from support.jsonc_texts import texts


def check(text: str, expected: list[str]) -> None:
    found, comments = tokens(text, plain)

    assert [f"{token.kind} {text[token.start : token.end]}" for token in found[:-1]] == [
        one if " " in one else f"{one} {one}" for one in expected if not one.startswith("comment")
    ]
    assert [f"comment {comment.span.of(text)}" for comment in comments] == [
        one for one in expected if one.startswith("comment")
    ]
    assert (found[-1].kind, found[-1].start, found[-1].end) == ("end", len(text), len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\r\n", []),
        ("{}[],:", ["{", "}", "[", "]", ",", ":"]),
        ('"a" "b"', ['string "a"', 'string "b"']),
        ('"a\\"b"', ['string "a\\"b"']),
        ('"a\\\\"b"', ['string "a\\\\"', "word b", 'string "']),
        ('"a\nb"', ['string "a', "word b", 'string "']),
        ('"a\\\nb"', ['string "a\\', "word b", 'string "']),
        ('"a\rb', ['string "a', "word b"]),
        ('"a\u2028b"', ['string "a\u2028b"']),
        ('"a  \n', ['string "a']),
        ('"a ,  \n', ['string "a', ","]),
        ('"a,,\n', ['string "a,', ","]),
        ('"', ['string "']),
        ('",', ['string "', ","]),
        ('"\\', ['string "\\']),
        ("'a' 'b", ["quoted 'a'", "quoted 'b"]),
        ("'a\\'b'", ["quoted 'a\\'", "word b'"]),
        ("true -1.5e+3 a.b/c", ["word true", "word -1.5e+3", "word a.b", "word /", "word c"]),
        ("a\u00a0\u2028\x0b\x0c\ufeffb", ["word a\u00a0\u2028\x0b\x0c\ufeffb"]),
        ("\ufeff1", ["word 1"]),
        ("// a /* b\n1", ["comment // a /* b", "word 1"]),
        ("// a\r1", ["comment // a", "word 1"]),
        ("// a\u20281", ["comment // a\u20281"]),
        ("/* a\n// b */1", ["comment /* a\n// b */", "word 1"]),
        ("/***/1/**/2", ["comment /***/", "word 1", "comment /**/", "word 2"]),
        ("/*/ 1", ["comment /*/ 1"]),
        ("/* a *", ["comment /* a *"]),
        ("/ 1 /", ["word /", "word 1", "word /"]),
        ("{env:A}", ["{", "word env", ":", "word A", "}"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{env:A}", ["{env:A}"]),
        ("{env:A}{file:b}", ["{env:A}", "{file:b}"]),
        ('{env:a"b\nc,}', ['{env:a"b\nc,}']),
        ("{env:{env:A}}", ["{env:{env:A}"]),
        ("{env:}", []),
        ("{env:A", []),
        ("{env:A} {env:B", ["{env:A}"]),
        ("{ENV:A}", []),
        ('"{env:A}"', []),
        ("// {env:A}", []),
        ('{env:A} "b} ', ["{env:A}"]),
    ],
)
def test_a_placeholder_outside_strings_is_one_token(text: str, expected: list[str]) -> None:
    found, _ = tokens(text, template)

    assert [text[one.start : one.end] for one in found if one.kind == "placeholder"] == expected


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ('"', False),
        ('""', True),
        ('"a"', True),
        ('"\\"', False),
        ('"\\\\"', True),
        ('"\\\\\\"', False),
        ("'", False),
        ("'\\'", True),
    ],
)
def test_a_backslash_takes_the_closing_quote(string: str, *, expected: bool) -> None:
    assert is_closed(string) is expected


@given(texts)
def test_tokens_and_comments_leave_only_blanks(text: str) -> None:
    for matches in (plain, template):
        found, comments = tokens(text, matches)
        spans = sorted([*((one.start, one.end) for one in found), *(one.span for one in comments)])
        ends = [0, *(end for _, end in spans)]

        between = "".join(text[end:start] for end, (start, _) in zip(ends, spans, strict=False))
        assert all(end <= start for end, (start, _) in zip(ends, spans, strict=False))
        assert between.removeprefix("\ufeff").strip(" \t\r\n") == ""
