"""Lines, columns and edits of a text, as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.text import Encoding, LineIndex, Span, TextEdit, apply_edits, difference, splice

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
TEXTS = st.text(st.sampled_from("ab \r\n\u2028é€😀\ud83d\ude00\x0b\x0c\x85"), max_size=12)
ASTRAL = "a😀b"
HALF = "a\ud83db"


def check(text: str, offset: int, encoding: Encoding, expected: tuple[int, int]) -> None:
    lines = LineIndex(text)

    assert lines.position(offset, encoding) == expected
    assert lines.offset(*expected, encoding) == offset


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb", ["a", "b"]),
        ("a\rb", ["a", "b"]),
        ("a\n\rb", ["a", "", "b"]),
        ("a\r\r\nb", ["a", "", "b"]),
        ("a\n", ["a", ""]),
        ("a\u2028b\u2029c\x85d\x0be\x0cf\x1cg", ["a\u2028b\u2029c\x85d\x0be\x0cf\x1cg"]),
    ],
)
def test_lines_break_where_editors_break_them(text: str, lines: list[str]) -> None:
    index = LineIndex(text)

    assert [index.line_span(line).of(text) for line in range(index.line_count)] == lines


@pytest.mark.parametrize(
    ("text", "offset", "encoding", "expected"),
    [
        ("", 0, "utf-16", (0, 0)),
        ("ab", 2, "utf-16", (0, 2)),
        ("a\nb", 1, "utf-16", (0, 1)),
        ("a\nb", 2, "utf-16", (1, 0)),
        ("a\r\nb", 3, "utf-16", (1, 0)),
        ("a\rb", 2, "utf-16", (1, 0)),
        ("a\u2028b", 2, "utf-16", (0, 2)),
        ("a\u2028b", 2, "utf-8", (0, 4)),
        ("é€b", 2, "utf-8", (0, 5)),
        ("é€b", 2, "utf-16", (0, 2)),
        (ASTRAL, 2, "utf-8", (0, 5)),
        (ASTRAL, 2, "utf-16", (0, 3)),
        (ASTRAL, 2, "utf-32", (0, 2)),
        (HALF, 2, "utf-8", (0, 4)),
        (HALF, 2, "utf-16", (0, 2)),
        (HALF, 2, "utf-32", (0, 2)),
        ("é\n😀é", 3, "utf-16", (1, 2)),
    ],
)
def test_positions(text: str, offset: int, encoding: Encoding, expected: tuple[int, int]) -> None:
    check(text, offset, encoding, expected)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("ab\ncd", -3, (0, 0)),
        ("ab\ncd", 99, (1, 2)),
        ("ab\r\ncd", 3, (0, 2)),
        ("", 5, (0, 0)),
    ],
)
def test_an_offset_outside_goes_to_the_nearest_place(
    text: str, offset: int, expected: tuple[int, int]
) -> None:
    assert LineIndex(text).position(offset, "utf-16") == expected


@pytest.mark.parametrize(
    ("text", "line", "character", "encoding", "expected"),
    [
        ("ab\ncd", -1, 5, "utf-16", 0),
        ("ab\ncd", 7, 0, "utf-16", 5),
        ("ab\ncd", 0, 99, "utf-16", 2),
        ("ab\r\ncd", 0, 99, "utf-16", 2),
        ("ab\ncd", 1, -1, "utf-16", 3),
        ("aé", 0, -1, "utf-16", 0),
        ("aé\ncd", 0, 99, "utf-8", 2),
        (ASTRAL, 0, 2, "utf-16", 1),
        (ASTRAL, 0, 3, "utf-8", 1),
        ("é", 0, 1, "utf-8", 0),
    ],
)
def test_a_place_outside_or_inside_a_character_goes_to_the_nearest(
    text: str, line: int, character: int, encoding: Encoding, expected: int
) -> None:
    assert LineIndex(text).offset(line, character, encoding) == expected


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_every_place_can_be_told_and_found_again(text: str, encoding: Encoding) -> None:
    lines = LineIndex(text)
    for offset in range(len(text) + 1):
        place = lines.position(offset, encoding)
        # Between \r and \n there is no place of its own: it is the line's end.
        expected = offset - 1 if text[offset - 1 : offset + 1] == "\r\n" and offset else offset

        assert lines.offset(*place, encoding) == expected


@given(TEXTS, st.lists(st.integers(-2, 20)), st.sampled_from(ENCODINGS))
def test_many_places_are_told_as_one_by_one(
    text: str, offsets: list[int], encoding: Encoding
) -> None:
    lines = LineIndex(text)

    assert lines.positions(offsets, encoding) == {
        offset: lines.position(offset, encoding) for offset in offsets
    }


@given(TEXTS, st.integers(-3, 20), st.integers(-3, 20), st.sampled_from(ENCODINGS))
def test_any_place_has_an_offset_in_the_text(
    text: str, line: int, character: int, encoding: Encoding
) -> None:
    assert 0 <= LineIndex(text).offset(line, character, encoding) <= len(text)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "abcdef"),
        ([TextEdit(Span(0, 0), "x")], "xabcdef"),
        ([TextEdit(Span(6, 6), "x")], "abcdefx"),
        ([TextEdit(Span(4, 6), "x"), TextEdit(Span(0, 1), "")], "bcdx"),
        ([TextEdit(Span(2, 2), "x"), TextEdit(Span(2, 2), "y")], "abxycdef"),
        ([TextEdit(Span(1, 2), "x"), TextEdit(Span(2, 2), "y")], "axycdef"),
        ([TextEdit(Span(2, 3), "x"), TextEdit(Span(2, 2), "y")], "abyxdef"),
    ],
)
def test_edits_count_in_the_text_as_it_was(edits: list[TextEdit], expected: str) -> None:
    assert apply_edits("abcdef", edits) == expected


def test_edits_that_overlap_are_our_mistake() -> None:
    with pytest.raises(ValueError, match="edits overlap at offset 1"):
        apply_edits("abc", [TextEdit(Span(0, 2), "x"), TextEdit(Span(1, 3), "y")])


@given(TEXTS, st.integers(0, 12), st.integers(0, 12), TEXTS)
def test_one_edit_is_a_splice(text: str, one: int, other: int, new: str) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    edit = TextEdit(Span(start, end), new)

    assert splice(text, edit) == apply_edits(text, [edit]) == text[:start] + new + text[end:]


@pytest.mark.parametrize(("offset", "expected"), [(1, False), (2, True), (4, True), (5, False)])
def test_a_cursor_touches_both_ends_of_a_span(offset: int, *, expected: bool) -> None:
    assert Span(2, 4).contains(offset) is expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [(Span(2, 4), True), (Span(3, 3), True), (Span(1, 3), False), (Span(3, 5), False)],
)
def test_a_span_covers_what_lies_inside_it(span: Span, *, expected: bool) -> None:
    assert Span(2, 4).covers(span) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("abcd", "abcd", TextEdit(Span(4, 4), "")),
        ("abcd", "axyd", TextEdit(Span(1, 3), "xy")),
        ("aa", "aaa", TextEdit(Span(2, 2), "a")),
        ("aaa", "aa", TextEdit(Span(2, 3), "")),
        ("", "a", TextEdit(Span(0, 0), "a")),
        ("a\r\nb", "a\r\n\r\nb", TextEdit(Span(3, 3), "\r\n")),
        ("a\r\nb", "a\r\tb", TextEdit(Span(1, 3), "\r\t")),
        ("a\r\nb", "a\nb", TextEdit(Span(1, 3), "\n")),
    ],
)
def test_the_one_edit_between_two_texts(before: str, after: str, expected: TextEdit) -> None:
    assert difference(before, after) == expected


@given(TEXTS, TEXTS)
def test_the_one_edit_makes_the_text_and_splits_no_line_break(before: str, after: str) -> None:
    edit = difference(before, after)
    lines = LineIndex(before)

    assert splice(before, edit) == after
    assert [lines.offset(*lines.position(at, "utf-32"), "utf-32") for at in edit.span] == [
        *edit.span
    ]
