"""Formatting: only blanks between tokens change, and what is laid out well is left alone."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.trees import Trees
from opencode_ls.features.formatting import Style, format_range, format_text
from opencode_ls.features.layout import LEVELS
from opencode_ls.jsonc.lexer import template, tokens
from opencode_ls.jsonc.value import to_value
from opencode_ls.text import Span, apply_edits
from support import configs
from support.fake_world import FakeWorld
from support.jsonc_texts import CONFIG, edited_configs, histories, layouts, texts, values

WORLD = FakeWorld(env={"A": '1"', "B": "1 //", "SET": "x", "N": "5"}, files={"/work/f": "*/ 1 /*"})
DEFAULT = Style()


def check(text: str, expected: str, style: Style = DEFAULT) -> None:
    """The text after formatting, which formatting again leaves alone."""
    assert formatted(text, style) == expected
    assert format_text(look(expected), style) == ()


def look(text: str) -> Analysis:
    return analyse(text, path="/work/opencode.json", world=WORLD)


def formatted(text: str, style: Style = DEFAULT) -> str:
    return apply_edits(text, format_text(look(text), style))


LAID_OUT = """\
// my own
{
  "$schema": "https://opencode.ai/config.json",
  "model": "acme/m-1", /* the big one */

  "provider": {
    "acme": {
      // how to get it
      "options": { "apiKeyCommand": ["op", "read", "op://a/b"] },
      "models": { "m-1": {}, "m-2": { "limit": [1, 2] } },   // aligned
    },
  },
  "instructions": [
    "a",
    "b"
  ]
}
"""


def test_what_is_laid_out_is_left_alone() -> None:
    check(LAID_OUT, LAID_OUT)


def test_what_stands_on_one_line_stays_there() -> None:
    check(
        '{"mcp":{"x":{"command":["npx","-y" ,"s"],"enabled":true}}}',
        '{\n  "mcp": { "x": { "command": ["npx", "-y", "s"], "enabled": true } }\n}',
    )


def test_what_is_too_long_for_a_line_is_spread_and_no_more_than_that() -> None:
    word = '"' + "x" * 30 + '"'
    check(
        f'{{"a": {{"b": [{word}, {word}], "c": [{word}]}}}}',
        f'{{\n  "a": {{\n    "b": [{word}, {word}],\n    "c": [{word}]\n  }}\n}}',
    )


@pytest.mark.parametrize(("length", "spread"), [(71, False), (72, True)])
def test_a_line_has_eighty_columns(length: int, *, spread: bool) -> None:
    word = '"' + "x" * (length - 2) + '"'
    on_lines = f"[\n    {word}\n  ]" if spread else f"[{word}]"
    check(f'{{\n  "a":[{word}],\n}}', f'{{\n  "a": {on_lines},\n}}')


def test_a_list_with_a_line_break_has_a_line_for_each_item() -> None:
    check('{"a": [1,\n2]}', '{\n  "a": [\n    1,\n    2\n  ]\n}')


@pytest.mark.parametrize(
    "text", ["{}", "[]", "5", '"a"', "{\n}", "[ ]", "{\n  // x\n}", "{ /* x */ }"]
)
def test_small_texts(text: str) -> None:
    brackets = "{" in text or "[" in text
    empty = brackets and "/" not in text
    check(text, "".join(text.split()) if empty else text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[// x\n1]", "[ // x\n  1\n]"),
        ("[1 // x\n,2]", "[\n  1 // x\n  ,\n  2\n]"),
        ("[1, // x\n2   // y\n]", "[\n  1, // x\n  2   // y\n]"),
        ("[1, /* x */ 2,\n3 /* y */ ]", "[\n  1,\n  /* x */ 2,\n  3 /* y */\n]"),
        ("[[1,/*x*/2]]", "[\n  [1, /*x*/ 2]\n]"),
        ("[[/*x*/1/*y*/],{/*x*/}]", "[\n  [/*x*/ 1 /*y*/],\n  { /*x*/ }\n]"),
        ('{"a"/* x */:/* y */1}', '{\n  "a" /* x */: /* y */ 1\n}'),
        ('{"a": // x\n1}', '{\n  "a": // x\n  1\n}'),
        ("[1,\n/* x\n      y */\n2]", "[\n  1,\n  /* x\n      y */\n  2\n]"),
        ("/* a */{}//b", "/* a */ {} //b"),
        ("\n\n// a\n\n\n\n{}", "// a\n\n{}"),
        ("\ufeff  {}", "\ufeff{}"),
    ],
)
def test_comments_stay_where_they_are(text: str, expected: str) -> None:
    check(text, expected)


def test_one_blank_line_stays_save_beside_a_bracket() -> None:
    check("[\n\n1,\n\n\n\n2,\n\n]", "[\n  1,\n\n  2,\n]")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_the_file_stay(line_end: str) -> None:
    text = '{"a": 1,\n\n"b": [\n2]}\n'.replace("\n", line_end)
    check(text, '{\n  "a": 1,\n\n  "b": [\n    2\n  ]\n}\n'.replace("\n", line_end))


def test_a_line_end_that_is_there_is_not_changed_into_another() -> None:
    check('{\r\n  "a": 1,\n"b": 2 }', '{\r\n  "a": 1,\n  "b": 2\r\n}')


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style(4), '{\n    "a": [\n        1\n    ]\n}\n\n'),
        (Style(4, insert_spaces=False), '{\n\t"a": [\n\t\t1\n\t]\n}\n\n'),
        (Style(0, trim_final_newlines=True), '{\n"a": [\n1\n]\n}\n'),
        (Style(10**9), f'{{\n{" " * 16}"a": [\n{" " * 32}1\n{" " * 16}]\n}}\n\n'),
        (Style(2, insert_final_newline=True), '{\n  "a": [\n    1\n  ]\n}\n\n'),
    ],
)
def test_styles(style: Style, expected: str) -> None:
    check('{"a": [\n1]} \n \n', expected, style)


@pytest.mark.parametrize("text", ["[]", "[] // x"])
def test_a_final_line_end_is_put_in_where_it_is_wished(text: str) -> None:
    check(text, text + "\n", Style(insert_final_newline=True, trim_final_newlines=True))


def test_edits_are_small_and_only_where_something_changes() -> None:
    text = '{\r\n  "a": 1,\r\n\r\n\r\n   "b":2\r\n}\n\r\n'
    edits = format_text(look(text), Style(trim_final_newlines=True))

    assert [(edit.span.of(text), edit.text) for edit in edits] == [
        ("\r\n ", ""),
        ("", " "),
        ("\n", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("", "//", '{"a" 1}', "[1 2]", '["a]', "[1", "[] []", "{'a':1}", "[tru]", "/* x"),
        *('[ "{env:A}" ]', "[ {env:B},\n2]", "[ 1 /* {file:f} */ ]"),
        *("[1, // {env:\n2, 3 // }\n]", '{"a":/*{env:*/1,"b":2/*}*/}'),
        *('{"a": "{env:",   "b": 2}', '{"a": 1 // {env:\n,   "b": 2}'),
        "[" * (LEVELS + 1) + "]" * (LEVELS + 1),
        "[" * 100_000 + "]" * 100_000,
    ],
)
def test_what_is_not_safe_is_left_alone(text: str) -> None:
    check(text, text)


@pytest.mark.parametrize("value", ["{env:N}", '"{env:SET}"', '"{file:none}"', '"{env:UNSET}"'])
def test_placeholders_are_values(value: str) -> None:
    check(f"[{value},\n2 ]", f"[\n  {value},\n  2\n]")


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("1", '{"a":1,\n "b":2,\n"c":3}'),
        ('"b"', '{"a":1,\n  "b": 2,\n"c":3}'),
        ('"b":2,\n', '{"a":1,\n  "b": 2,\n"c":3}'),
        ('"b":2,\n"', '{"a":1,\n  "b": 2,\n  "c": 3\n}'),
    ],
)
def test_a_range_takes_its_whole_lines(part: str, expected: str) -> None:
    text = '{"a":1,\n "b":2,\n"c":3}'
    start = text.index(part)
    edits = format_range(look(text), Span(start, start + len(part)), DEFAULT)
    expected = expected.replace('{"a":1,', '{\n  "a": 1,') if part == "1" else expected

    assert apply_edits(text, edits) == expected


styles = st.builds(Style, st.integers(0, 9), st.booleans(), st.booleans(), st.booleans())
any_text = values.flatmap(layouts) | texts | edited_configs() | configs.texts() | st.just(CONFIG)


@given(any_text, styles)
def test_tokens_and_comments_stay_and_once_is_enough(text: str, style: Style) -> None:
    after = formatted(text, style)

    assert parts(after) == parts(text)
    assert format_text(look(after), style) == ()


def parts(text: str) -> list[str]:
    """Every token and comment."""
    found, comments = tokens(text, template)
    spans = [*(Span(token.start, token.end) for token in found), *(each.span for each in comments)]
    return [span.of(text) for span in sorted(spans)]


@given(any_text, styles)
@example("[]\r\r\n", Style(trim_final_newlines=True))
def test_edits_hold_nothing_but_blanks(text: str, style: Style) -> None:
    edits = format_text(look(text), style)

    assert all(not (edit.span.of(text) + edit.text).strip(" \t\r\n") for edit in edits)
    assert all(edit.span.of(text) != edit.text for edit in edits)
    assert not any(text[at - 1 : at + 1] == "\r\n" for edit in edits for at in edit.span)
    assert all(one.span.end <= other.span.start for one, other in pairwise(edits))


@given(histories(edited_configs() | configs.texts()), styles)
def test_what_is_kept_of_earlier_versions_changes_nothing(
    versions: list[str], style: Style
) -> None:
    trees = Trees()
    for text in versions:
        resumed = analyse(text, path="/work/opencode.json", world=WORLD, trees=trees)
        for each in (style, DEFAULT):
            assert format_text(resumed, each) == format_text(look(text), each)


@given(st.data())
def test_what_opencode_reads_stays_also_of_a_part(data: st.DataObject) -> None:
    text = data.draw(any_text)
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in "12")
    edits = format_range(look(text), Span(start, end), data.draw(styles))

    assert read(apply_edits(text, edits)) == read(text)


def read(text: str) -> object:
    tree = look(text).effective
    return to_value(tree.root) if tree.root else None, [each.code for each in tree.problems]
