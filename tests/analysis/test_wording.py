"""Places are named as they are written, short, visible and on one line."""

import pytest

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.shell_syntax import TICK
from opencode_ls.analysis.wording import as_written, kind_of, shown, subject
from opencode_ls.jsonc import Node
from opencode_ls.text import Span
from support.fake_world import FakeWorld

WORLD = FakeWorld(env={"KEY": "sk-test-not-a-key", "N": "3"})


def analysed(text: str) -> Analysis:
    return analyse(text, path="/work/opencode.json", world=WORLD)


def only(analysis: Analysis) -> Node:
    assert analysis.effective.root is not None
    return analysis.effective.root.properties[0].value


def check(written: str, expected: str) -> None:
    """The value of a file's only key, as it is named in messages."""
    analysis = analysed(f'{{"a": {written}}}')

    assert shown(analysis, only(analysis)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"op"', "`op`"),
        ('""', "``"),
        ('"{env:KEY}"', "`{env:KEY}`"),
        ('"{env:UNSET}"', "`{env:UNSET}`"),
        ("{env:N}", "`{env:N}`"),
        ("5", "`5`"),
        ('"a`b"', f"`a{TICK}b`"),
        ('"a\u202eb\u200bc"', "`a\\u202eb\\u200bc`"),
        ('"' + "x" * 100 + '"', f"`{'x' * 59}…`"),
    ],
)
def test_what_is_written(written: str, expected: str) -> None:
    check(written, expected)


def test_a_string_that_is_not_closed() -> None:
    check('"op', "`op}`")


def test_several_lines_are_one() -> None:
    assert as_written(analysed("[1,\n   2]"), Span(0, 9)) == "`[1, 2]`"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{}", "an object"),
        ("[]", "a list"),
        ('""', "a string"),
        ("1.5", "a number"),
        ("true", "`true` or `false`"),
        ("null", "`null`"),
    ],
)
def test_a_kind_has_its_article(written: str, expected: str) -> None:
    assert kind_of(only(analysed(f'{{"a": {written}}}'))) == expected


def test_a_value_is_named_by_its_key_an_item_by_its_list() -> None:
    analysis = analysed('{"{env:KEY}": [[1]]}')
    value = only(analysis)

    assert subject(analysis, value) == "`{env:KEY}`"
    assert subject(analysis, value.items[0].items[0]) == "an item of `{env:KEY}`"
    assert analysis.effective.root is not None
    assert subject(analysis, analysis.effective.root) == "the file"
