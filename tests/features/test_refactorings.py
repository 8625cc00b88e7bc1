"""What can be rewritten at a place, and the text after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.features.refactorings import refactorings
from opencode_ls.text import Span, apply_edits
from support.configs import texts
from support.fake_world import FakeWorld
from support.jsonc_texts import edited_configs
from support.marked import marked

ENV = {"ID": "sk-test-not-a-key", "KEY": "sk-test-not-a-key"}
FIRST = '{\n"provider": {"my-llm": {"options": {%s}}}}'
SECOND = '{\n"providers": {"my-llm": {"settings": {%s}}}}'
KEY = '"apiKey": $0"a-canary-key"'
TO_ENV = "Move this key to `{env:MY_LLM_API_KEY}` (set the variable to it first)"
OP = "Move this key to 1Password (`op read`; store it there first)"
SCHEMA = '"$schema": "https://opencode.ai/config.json"'


def analysed(text: str, *programs: str, platform: str = "linux") -> Analysis:
    paths = {name: f"/usr/bin/{name}" for name in programs}
    world = FakeWorld(env=ENV, programs=paths, platform=platform)
    return analyse(text, path="/work/opencode.json", world=world)


def check(text: str, *expected: tuple[str, str], programs: tuple[str, ...] = ("op",)) -> None:
    """Each title, and the text after its edits."""
    plain, offset = marked(text)
    found = refactorings(analysed(plain, *programs), Span(offset, offset))
    after = tuple((action.title, apply_edits(plain, action.edits)) for action in found)

    assert after == expected
    assert {action.kind for action in found} <= {"refactor.rewrite"}


@pytest.mark.parametrize("entry", [FIRST, SECOND])
@pytest.mark.parametrize("key", [KEY, '"api$0Key": "a-canary-key"', '"apiKey": "a-canary-key"$0'])
def test_a_key_moves(entry: str, key: str) -> None:
    command = '"apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]'
    check(
        entry % f'\n  {key}, // 😀\n  "timeout": 1\n',
        (TO_ENV, entry % '\n  "apiKey": "{env:MY_LLM_API_KEY}", // 😀\n  "timeout": 1\n'),
        (OP, entry % f'\n  {command}, // 😀\n  "timeout": 1\n'),
    )


def titles(text: str, *programs: str, platform: str = "linux") -> list[str]:
    plain, offset = marked(text)
    found = refactorings(analysed(plain, *programs, platform=platform), Span(offset, offset))
    return [action.title.removeprefix("Move this key to ") for action in found]


def test_the_tools_that_are_here_are_offered() -> None:
    assert titles(FIRST % KEY, "vault", "pass", "security", "keyring")[1:] == [
        "pass (`pass show`; store it there first)",
        "HashiCorp Vault (`vault kv get`; store it there first)",
    ]


@pytest.mark.parametrize(
    ("platform", "labels"),
    [
        ("linux", ["op read", "pass show", "secret-tool lookup"]),
        ("darwin", ["op read", "pass show", "security find-generic-password"]),
        ("win32", ["op read"]),
    ],
)
def test_all_of_the_system_are_offered_if_none_is_here(platform: str, labels: list[str]) -> None:
    found = [title.split("`")[1] for title in titles(FIRST % KEY, platform=platform)[1:]]

    assert found == [*labels, "aws secretsmanager", "vault kv get"]


def test_a_command_that_is_there_is_not_doubled() -> None:
    assert titles(FIRST % f'"apiKeyCommand": ["op"], {KEY}', "op") == [
        "`{env:MY_LLM_API_KEY}` (set the variable to it first)"
    ]


@pytest.mark.parametrize(
    "options",
    [
        '"apiKey": $0"{env:KEY}"',
        '"apiKey": $0"x{file:key}"',
        '"apiKey": $0""',
        '"apiKey": $0" "',
        '"apiKey": $012',
        '"apiKey": $0["a-canary-key"]',
        '"apiKey": $0',
        '"apiKey"$0',
        '"apiKey": "a-canary-key", "baseURL": $0"x"',
        '"other": $0"a-canary-key"',
    ],
)
def test_nothing_moves_that_is_no_literal_key(options: str) -> None:
    check(FIRST % options)


def test_an_id_from_a_placeholder_names_no_variable() -> None:
    check((FIRST % KEY).replace("my-llm", "{env:ID}"))


def test_a_half_typed_key_moves() -> None:
    start = '{\n"provider": {"my-llm": {"options": {'
    moved = start + '"apiKey": "{env:MY_LLM_API_KEY}"'
    named = start + '"apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]'
    check(start + '"apiKey": "a-can$0ary', (TO_ENV, moved), (OP, named))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("$0{}", "{ %s }"),
        ("{$0\n}", "{\n  %s\n}"),
        ('{$0"share": "auto"}', '{%s, "share": "auto"}'),
        ('{ "share"$0: "auto" }', '{ %s, "share": "auto" }'),
        ('{$0\n\t"share": "auto"\n}', '{\n\t%s,\n\t"share": "auto"\n}'),
        ('// x\n{ $0// y\r\n  "share": 1\r\n}', '// x\n{ // y\r\n  %s,\r\n  "share": 1\r\n}'),
        ("{$0/* x */}", "{/* x */\n  %s\n}"),
    ],
)
def test_the_schema_is_named_first(before: str, after: str) -> None:
    check(before, ("Add $schema", after % SCHEMA))


@pytest.mark.parametrize(
    "text",
    ["$0", "$0[]", '$0"x"', "$0{", '$0{"$schema": "x"}', '{\n$0"share": "auto"}', "// x$0\n{}"],
)
def test_the_schema_is_not_offered(text: str) -> None:
    check(text)


@given(texts(), st.data())
def test_the_text_after_it_still_parses(text: str, data: st.DataObject) -> None:
    problems_stay(text, data.draw(st.integers(0, len(text))))


@given(edited_configs())
def test_no_text_gets_more_problems(text: str) -> None:
    problems_stay(text, len(text) // 2)


def problems_stay(text: str, offset: int) -> None:
    before = analysed(text)
    for span in (Span(offset, offset), Span(0, len(text))):
        for action in refactorings(before, span):
            after = analysed(apply_edits(text, action.edits))

            assert len(after.written.problems) <= len(before.written.problems)
