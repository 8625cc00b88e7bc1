"""The lines of an edited text, by those of the text before, are the lines of that text."""

from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.text import Encoding, LineIndex, Span, TextEdit

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
PIECES = st.text(st.sampled_from(("\r", "\n", "a", "é", "😀", "\u2028")), max_size=9)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[TextEdit]]:
    """A text and edits, each of the text that the one before has left."""
    first = text = draw(PIECES)
    made: list[TextEdit] = []
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(text)))
        span = Span(at, min(len(text), at + draw(st.sampled_from((0, 0, 1, 4)))))
        made.append(TextEdit(span, draw(PIECES | st.just("a"))))
        text = text[: span.start] + made[-1].text + text[span.end :]
    return first, made


def check(text: str, made: list[TextEdit]) -> None:
    lines = LineIndex(text)
    for edit in made:
        lines = lines.edited(edit)
        anew = LineIndex(lines.text)
        assert all_of(lines) == all_of(anew)


def all_of(lines: LineIndex) -> list[object]:
    offsets = range(-1, len(lines.text) + 2)
    numbers = range(-1, lines.line_count + 2)
    return [
        lines.text,
        [lines.line_span(line) for line in numbers],
        [[lines.position(offset, each) for offset in offsets] for each in ENCODINGS],
        [lines.positions(offsets, each) for each in ENCODINGS],
        [
            lines.offset(line, column, each)
            for each in ENCODINGS
            for line in numbers
            for column in range(4)
        ],
    ]


@given(edits())
def test_any_edits(history: tuple[str, list[TextEdit]]) -> None:
    check(*history)


def test_an_edit_within_a_line_shares_the_list_of_lines() -> None:
    lines = LineIndex("{\n  \n}\n" * 9)
    for at in (4, 5, 6):
        before, lines = lines, lines.edited(TextEdit(Span(at, at), "x"))
        assert lines._starts.listed is before._starts.listed
    check(lines.text, [TextEdit(Span(9, 12), "\n"), TextEdit(Span(0, 0), "\r")])
