"""All safe fixes at once keep what is not theirs: line ends, comments, indentation."""

import re
from collections import Counter

import pytest
from hypothesis import given

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Finding
from opencode_ls.features.fixing import fixed, safe_fix, safe_fixes
from opencode_ls.rules import findings
from opencode_ls.text import splice
from support.configs import texts
from support.scene import scene

SCENE = scene("own=openai", "env=SET:1", "file=prompts/review.md:x")


def found(text: str) -> tuple[Finding, ...]:
    return findings(SCENE.analyse(text))


def check(text: str, expected: str) -> None:
    edit = safe_fixes(text, found)

    assert (text if edit is None else splice(text, edit)) == expected


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("indent", ["  ", "\t", "      "])
def test_a_file_looks_as_before(line_break: str, indent: str) -> None:
    before = """\
{ // first
> "modle": "a/b", // what it is
> /* why */ "autoshare": true, // "x"
> // last
> "provider": {
>> "x": {
>>> "options": {
>>>> "apiKeyCommand": "op read x", // é😀
>>>> "timeout": 5
>>> },
>>> "baseURL": "http://a"
>> }
> }
}
"""
    after = (
        before.replace("modle", "model")
        .replace('"autoshare": true', '"share": "auto"')
        .replace('"op read x"', '["op", "read", "x"]')
        .replace('5\n>>> },\n>>> "baseURL": "http://a"', '5,\n>>>> "baseURL": "http://a"\n>>> }')
    )

    def shaped(text: str) -> str:
        text = re.sub(
            r"^>+ ?", lambda match: indent * match[0].count(">"), text, flags=re.MULTILINE
        )
        return text.replace("\n", line_break)

    check(shaped(before), shaped(after))


def test_a_choice_and_what_is_not_safe_stay() -> None:
    text = '{"theme": "x", "mcpServers": {"s": {"command": "npx"}}}'
    check(text, text)


def test_a_fix_that_uncovers_another() -> None:
    check(
        '{"provider": {"x": {"apiKeycommand": "op read x"}}}',
        '{"provider": {"x": {"options": { "apiKeyCommand": ["op", "read", "x"] }}}}',
    )


def test_a_text_without_a_mistake_has_no_edit() -> None:
    assert safe_fixes('{"share": "auto"}', found) is None


@given(texts())
def test_any_text_keeps_its_line_ends_comments_and_indentation(text: str) -> None:
    after = fixed(text, found, safe_fix).text
    before = SCENE.analyse(text)

    assert len(SCENE.analyse(after).effective.problems) <= len(before.effective.problems)
    assert line_ends(after) <= line_ends(text)
    assert comments(before) - comments(SCENE.analyse(after)) == Counter()
    assert indents(after) <= indents(text)


@given(texts())
def test_all_fixes_once_more_change_nothing(text: str) -> None:
    after = fixed(text, found, safe_fix).text

    assert fixed(after, found, safe_fix) == (after, 0)


def line_ends(text: str) -> set[str]:
    return {end[0] for end in re.finditer(r"\r\n|\r|\n", text)}


def comments(analysis: Analysis) -> Counter[str]:
    tree = analysis.written
    return Counter(comment.span.of(tree.text) for comment in tree.comments)


def indents(text: str) -> set[str]:
    """What lines are indented with: tabs, or blanks two by two."""
    lines = re.finditer(r"(?:^|[\r\n])([ \t]+)", text)
    return {re.sub(r"^(\t| {2})\1*$", r"\1", line[1]) for line in lines}
