"""No text of a file gets out of its code span, and nothing in it is invisible."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.features.markdown import LIMIT, markdown_code, markdown_message, plain

_PIECES = (
    *("`", "``", "```", "[a](http://x)", "![i](x)", "<b>", "</script>", "# h", "* l", "|", "::"),
    *("\n", "\r\n", "\n\n", "\x00", "\x1b[31m", "\u202e", "\u200b", "\u2066", "\ufeff", "\u2028"),
    *(" ", "  ", "\t", "\\", "\\`", "$0", "é", "🦊", "\ud83d", "a", "{env:A}"),
)
texts = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join) | st.text(st.characters())


def check(text: str) -> str:
    """The span is one code span from end to end; returns what is in it."""
    code = markdown_code(text)
    fence = re.match("`+", code)
    assert fence is not None
    inside = code[len(fence[0]) : -len(fence[0])]

    assert code.endswith(fence[0])
    assert fence[0] not in re.findall("`+", inside)
    assert inside[:1] != "`"
    assert inside[-1:] != "`"
    assert all(char.isprintable() for char in code)
    return inside


@given(texts)
def test_any_text_stays_in_its_span(text: str) -> None:
    inside = check(text)

    assert len(inside) <= (LIMIT + 1) * len("\\u{10ffff}") + 2


@given(texts)
def test_a_message_has_no_marks_outside_its_code_spans(text: str) -> None:
    shown = markdown_message(text)
    outside = re.sub(r"\\[!-/:-@\[-`{-~]|(`+)(?!`).*?(?<!`)\1(?!`)", "", shown)

    assert not set(outside) & set("[]<>*_#`|!")
    assert all(char.isprintable() for char in shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("op", "`op`"),
        ("", "`  `"),
        ("a`b", "``a`b``"),
        ("`a", "`` `a ``"),
        ("a\nb", r"`a\u{a}b`"),
        ("\u202eevil", r"`\u{202e}evil`"),
        ("é🦊", "`é🦊`"),
        ("x" * (LIMIT + 1), "`" + "x" * (LIMIT - 1) + "…`"),
    ],
)
def test_code(text: str, expected: str) -> None:
    assert markdown_code(text) == expected


def test_a_message_keeps_its_quotations() -> None:
    assert markdown_message("`op` ended: *no*") == r"`op` ended: \*no\*"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**`share`**: `string`", "share: string"),
        ("see [the page](https://x) for `**`", "see the page for **"),
        (r"\*no\*", "*no*"),
        ("`` `a ``", "`a"),
        (r"\`a\_b\`", "`a_b`"),
    ],
)
def test_plain(markdown: str, expected: str) -> None:
    assert plain(markdown) == expected
