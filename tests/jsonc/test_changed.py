"""Where two texts differ: outside of it they are equal, and nothing smaller would do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.jsonc.changed import Absent, changed, edited
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


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from((3, 1000)))
def test_a_known_edit(head: str, old: str, new: str, tail: str, near: int) -> None:
    """The answer is the one that comparing gives, of which it is enough to look at what is near."""
    before, after = f"{head}{old}{tail}", f"{head}{new}{tail}"
    span = Span(len(head), len(head) + len(old))
    expected = changed(before, after)
    changed("x", "y")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("opencode_ls.jsonc.changed._NEAR", near)
        edited(before, after, TextEdit(span, new))

        assert changed(before, after) == expected


def test_of_a_known_edit_only_what_is_near_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = "a" * 2000 + "b", "a" * 2000 + "cb"
    compared: list[str] = []

    def common(one: str, other: str) -> int:
        compared.extend((one, other))
        return 0

    for name in ("common_start", "common_end"):
        monkeypatch.setattr(f"opencode_ls.jsonc.changed.{name}", common)
    edited(old, new, TextEdit(Span(2000, 2000), "c"))

    assert changed(old, new) == (Span(2000, 2000), Span(2000, 2001))
    assert compared == ["b", "cb", "a" * 1000, "a" * 999 + "c"]


@given(st.lists(TEXTS, max_size=6))
def test_a_word_is_found_in_every_version_that_holds_it(versions: list[str]) -> None:
    word = Absent(lambda text: "aba" in text, 3)

    assert [word.is_in(text) for text in versions] == ["aba" in text for text in versions]
