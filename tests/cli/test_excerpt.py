"""The line of a finding, and carets exactly below what it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.cli.excerpt import WIDTH, excerpt
from opencode_ls.cli.sink import columns, terminal
from opencode_ls.text import LineIndex, Span


def check(text: str, span: Span, *expected: str) -> None:
    found = excerpt(text, LineIndex(text), span)

    assert (found.text, " " * found.caret + "^" * found.carets) == expected


@pytest.mark.parametrize(
    ("text", "marked", "line", "carets"),
    [
        ('{"a": 1}', '"a"', '{"a": 1}', " ^^^"),
        ("x\n  ab  \ny", "ab", "  ab", "  ^^"),
        ("x\r\nab\r\ny", "ab", "ab", "^^"),
        ("\tab", "ab", "    ab", "    ^^"),
        ("漢😀ab", "ab", "漢😀ab", "    ^^"),
        ("漢😀ab", "漢😀", "漢😀ab", "^^^^"),
        ("e\u0301ab", "ab", "e\u0301ab", " ^^"),
        ("\x1b[0mab", "ab", "\\x1b[0mab", "       ^^"),
        ("\u202eab", "ab", "\\u202eab", "      ^^"),
        ("a\u2028b", "b", "a\\u2028b", "       ^"),
    ],
)
def test_carets_stand_below_what_is_marked(text: str, marked: str, line: str, carets: str) -> None:
    start = text.index(marked)
    check(text, Span(start, start + len(marked)), line, carets)


@pytest.mark.parametrize(
    ("span", "line", "carets"),
    [
        (Span(1, 1), "abc", " ^"),
        (Span(3, 3), "abc", "   ^"),
        (Span(1, 6), "abc", " ^^"),
        (Span(4, 99), "def", "^^^"),
        (Span(7, 7), "def", "   ^"),
        (Span(99, 99), "def", "   ^"),
    ],
)
def test_an_empty_span_has_one_caret_and_a_long_one_ends_with_its_line(
    span: Span, line: str, carets: str
) -> None:
    check("abc\ndef", span, line, carets)


def test_an_empty_text() -> None:
    check("", Span(0, 0), "", "^")


@pytest.mark.parametrize(
    ("start", "line", "caret"),
    [
        (0, "X" + "." * (WIDTH - 1) + "…", 0),
        (
            500,
            "…" + "." * (WIDTH // 3) + "X" + "." * (WIDTH - WIDTH // 3 - 1) + "…",
            WIDTH // 3 + 1,
        ),
        (999, "…" + "." * (WIDTH - 1) + "X", WIDTH),
    ],
)
def test_a_long_line_is_cut_around_the_mark(start: int, line: str, caret: int) -> None:
    text = "." * start + "X" + "." * (999 - start)
    check(text, Span(start, start + 1), line, " " * caret + "^")


@given(
    st.text(st.sampled_from("ab\t\n\r漢😀\u202e\x1b\u0301"), max_size=300),
    st.integers(0, 300),
    st.integers(0, 300),
)
def test_carets_begin_below_the_first_character_of_any_span(
    text: str, one: int, other: int
) -> None:
    span = Span(*sorted((min(one, len(text)), min(other, len(text)))))
    found = excerpt(text, LineIndex(text), span)
    first = text[span.start : span.start + 1].strip("\n\r\u0301").replace("\t", "    ")
    begins = [at for at in range(len(found.text) + 1) if columns(found.text[:at]) == found.caret]

    assert found.text == terminal(found.text)
    assert found.carets >= 1
    assert not first.strip() or any(found.text.startswith(terminal(first), at) for at in begins)
