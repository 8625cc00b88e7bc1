"""Where two texts differ: outside of it they are equal, and nothing smaller would do."""

from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.jsonc.changed import Absent, changed
from opencode_ls.text import Span, TextEdit, splice

TEXTS = st.text(st.sampled_from("ab"), max_size=12)


def check(old: str, new: str) -> None:
    before, after = changed(old, new)
    assert splice(old, TextEdit(before, after.of(new))) == new
    assert before.start == after.start
    if before.of(old) and after.of(new):
        assert before.of(old)[0] != after.of(new)[0]
        assert before.of(old)[-1] != after.of(new)[-1]


@given(TEXTS, TEXTS)
def test_any_two_texts(old: str, new: str) -> None:
    check(old, new)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_an_edit_in_a_long_text(head: str, old: str, new: str, tail: str) -> None:
    check(f"{head * 40}{old}{tail * 40}", f"{head * 40}{new}{tail * 40}")


def test_equal_texts_differ_nowhere() -> None:
    assert changed("abc", "abc") == (Span(0, 0), Span(0, 0))


@given(st.lists(TEXTS, max_size=6))
def test_a_word_is_found_in_every_version_that_holds_it(versions: list[str]) -> None:
    word = Absent("aba")

    assert [word.is_in(text) for text in versions] == ["aba" in text for text in versions]
