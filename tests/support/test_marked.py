"""The support code for marked texts and snippets does what the tests rely on."""

import pytest

from opencode_ls.text import Span, TextEdit
from support.lsp_snippet import expanded
from support.marked import after_edits, marked, with_mark


@pytest.mark.parametrize(
    ("text", "expected"),
    [("$0", ("", 0)), ("{$0}", ("{}", 1)), ("ab$0", ("ab", 2))],
)
def test_the_mark_is_taken_out(text: str, expected: tuple[str, int]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize("text", ["", "a", "$0$0"])
def test_one_mark_is_needed(text: str) -> None:
    with pytest.raises(ValueError, match="a marked text has one"):
        marked(text)


def test_a_mark_can_be_put_in() -> None:
    assert with_mark("{}", 1) == "{$0}"


def test_edits_count_in_the_text_as_it_was() -> None:
    edits = (TextEdit(Span(1, 1), ","), TextEdit(Span(2, 3), "xyz"))

    assert after_edits("abc", *edits) == "a,bxyz"


@pytest.mark.parametrize(
    ("snippet", "expected"),
    [
        ("plain", "plain"),
        ("a$1b", "ab"),
        ("a$0", "a"),
        ("${1:one} ${2}", "one "),
        ("${1|one,two|}", "one"),
        (r"${1|a\,b,c|}", "a,b"),
        (r"\$schema \\ \}", "$schema \\ }"),
        (r"${1:a\}b}}", "a}b}"),
        ('${1|"a",{}|}', '"a"'),
    ],
)
def test_a_snippet_expands_as_in_an_editor(snippet: str, expected: str) -> None:
    assert expanded(snippet) == expected


@pytest.mark.parametrize("snippet", ["$", "$schema", "a\\", "${x}"])
def test_what_is_no_snippet_is_refused(snippet: str) -> None:
    with pytest.raises(ValueError, match="not a snippet"):
        expanded(snippet)
