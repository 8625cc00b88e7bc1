"""What can be folded: objects, arrays, comments and regions that go over several lines."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.features.folding import Fold, folds, outermost, whole_lines
from support.fake_world import FakeWorld

DEEP = 100_000


def check(text: str, *expected: tuple[int, int, str]) -> None:
    """The first and the last line of each fold, and its kind."""
    assert tuple((fold.first, fold.last, fold.kind) for fold in found(text)) == expected


def found(text: str) -> tuple[Fold, ...]:
    return folds(analyse(text, world=FakeWorld()))


def lines(every: tuple[Fold, ...]) -> list[tuple[int, int]]:
    return [(fold.first, fold.last) for fold in every]


def hidden(text: str) -> list[str]:
    """What goes away in an editor that folds from column to column."""
    return [fold.span.of(text) for fold in found(text)]


def test_objects_and_arrays_but_for_their_closing_line() -> None:
    check('{\n  "a": [\n    1\n  ],\n  "b": {}\n}', (0, 4, "value"), (1, 2, "value"))


def test_brackets_stay_in_sight() -> None:
    assert hidden('{\n  "a": [\n    1\n  ]\n}') == ['\n  "a": [\n    1\n  ]\n', "\n    1\n  "]


def test_what_is_not_closed_is_folded_to_its_end() -> None:
    check('{\n  "a": [\n    1,\n    2\n', (0, 3, "value"), (1, 3, "value"))


def test_one_line_is_no_fold() -> None:
    check('{"a": [1, {}]} // x /* y */')


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end(line_end: str) -> None:
    check(line_end.join(["{", "// a", "// b", '"a": 1', "}"]), (0, 3, "value"), (1, 2, "comment"))


def test_a_separator_of_unicode_is_no_line_end() -> None:
    check('{"a": "\u2028", "b": [\u2028]}')


def test_a_block_comment() -> None:
    check("/* a\n b */ {} /* c */", (0, 1, "comment"))


def test_an_unclosed_block_comment() -> None:
    check("{}\n/* a\n", (1, 2, "comment"))


def test_runs_of_line_comments() -> None:
    check("// a\n// b\n\n// c\n{} // d\n// e\n // f", (0, 1, "comment"), (5, 6, "comment"))


def test_a_run_shows_its_first_line() -> None:
    assert hidden("// a\n// b\n{}") == ["\n// b"]


def test_a_block_comment_ends_a_run() -> None:
    check("// a\n/* b */\n// c\n{}")


def test_regions_within_each_other() -> None:
    text = "{\n// #region a\n//#region b\n1\n//\t#endregion\n// #endregion a\n}"

    check(text, (0, 5, "value"), (1, 5, "region"), (2, 4, "region"))


@pytest.mark.parametrize(
    "text", ["{}\n// #region", "{}\n// #endregion", "{}\n// #regions\n//x #end"]
)
def test_half_a_region_is_none(text: str) -> None:
    check(text, *([(1, 2, "comment")] if "regions" in text else []))


def test_a_region_ends_a_run_of_comments() -> None:
    check("// a\n// b\n// #region\n// c\n{}\n// #endregion", (0, 1, "comment"), (2, 5, "region"))


def test_whole_lines_begin_once_on_a_line() -> None:
    text = '{\n  "a": [{\n    "b": {\n    }\n  }, {\n    "c": 1\n  }]\n}'

    assert [(fold.first, fold.last) for fold in whole_lines(found(text))] == [
        (0, 6),
        (1, 5),
        (4, 5),
    ]


def test_the_outermost_where_the_limit_is_small() -> None:
    text = "[\n[\n[\n]\n],\n[\n]\n]"

    assert [(fold.first, fold.last) for fold in outermost(found(text), 3)] == [
        (0, 6),
        (1, 3),
        (5, 5),
    ]


@pytest.mark.parametrize("text", ["", "5", "]", "\ufeff", '"a'])
def test_nothing_to_fold(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["[" * DEEP + "\n" + "]" * DEEP, "[\n" * DEEP, '{"a":\n' * DEEP])
def test_a_hundred_thousand_brackets(text: str) -> None:
    every = found(text)

    assert len(every) in {DEEP, DEEP - 1}
    assert outermost(every, 2) == every[:2]
