"""The Analysis: two views of one text, and what may be quoted from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import Settings, analyse
from opencode_ls.analysis.verdict import accepted
from opencode_ls.text import Span
from support.fake_world import FakeWorld
from support.tree_dump import dump

WORLD = FakeWorld(
    env={"N": "3", "KEY": "sk-test-not-a-key", "BROKEN": 'a"b'},
    files={"/work/k": "x", "/work/empty": "", "/work/key": "sk-test-not-a-key\n"},
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("\ufeff", True),
        ("{env:UNSET}", False),
        ("{file:empty}", False),
        (" \n", False),
        ("// nothing", False),
        ("{}", True),
        ("[]", False),
        ("null", False),
        ('{"model": "a/b",}', True),
        ("{'model': 1}", False),
        ('{"model": 5}', False),
        ('{"modle": 5}', True),
        ('{"share": "yes"}', False),
        ('{"theme": 5, "tui": []}', True),
        ('{"permissions": []}', False),
        ('{"agent": {"a": {"permissions": []}}}', False),
        ('{"subagent_depth": {env:N}}', True),
        ('{"subagent_depth": {env:UNSET}}', False),
        ('{"username": "{env:BROKEN}"}', False),
        ('{"username": "{file:k}"}', True),
        ('{"username": "{file:none}"}', False),
        ('/* {file:none} */ {"username": "x"}', False),
        ('// {file:none}\n{"username": "x"}', True),
        ('{"mcp": {"x": {"type": "local", "command": "npx"}}}', False),
        ('{"mcp": {"x": {"type": "local", "command": "npx", "enabled": true}}}', True),
        ('{"provider": {"x": {"options": {"apiKeyCommand": "op read x"}}}}', True),
        ('{"provider": {"x": {"options": {"timeout": 0}}}}', False),
        ('{"provider": {"x": {"options": {"timeout": false}}}}', True),
    ],
)
def test_predicts_the_verdict(text: str, *, expected: bool) -> None:
    assert accepted(analyse(text, path="/work/opencode.json", world=WORLD)) is expected


def test_quotes_what_is_written_never_a_value() -> None:
    text = '{"provider": {"x": {"options": {"apiKey": "{env:KEY}"}}}}'
    analysis = analyse(text, path="/work/opencode.json", world=WORLD)
    assert analysis.effective.root is not None
    node = analysis.effective.root.at("provider", "x", "options", "apiKey")

    assert node is not None
    assert node.value == "sk-test-not-a-key"
    assert analysis.tainted(node)
    assert analysis.quote(node) == '`"{env:KEY}"`'
    assert analysis.span(node).of(text) == '"{env:KEY}"'


def test_a_quote_is_one_short_line_without_backticks() -> None:
    text = '{"username": "a`b' + "c" * 100 + '"}'
    analysis = analyse(text, world=WORLD)

    assert analysis.quote(Span(13, len(text) - 1)) == "`\"a'b" + "c" * 55 + "…`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "unknown"),
        ('{"model": "a/b"}', "unknown"),
        ('{"provider": {}}', "1"),
        ('{"providers": {}}', "2"),
        ('{"providers": {}, "provider": {}}', "mixed"),
    ],
)
def test_tells_the_dialect_by_the_keys(text: str, expected: str) -> None:
    assert analyse(text, world=WORLD).dialect == expected


def test_the_setting_decides_the_dialect() -> None:
    analysis = analyse('{"provider": {}}', world=WORLD, settings=Settings(opencode="2"))

    assert analysis.dialect == "2"


def test_without_placeholders_both_views_are_one_tree() -> None:
    analysis = analyse('{"a": 1}', world=WORLD)

    assert analysis.written is analysis.effective


def test_a_placeholder_outside_a_string_is_one_value_as_written() -> None:
    analysis = analyse('{"subagent_depth": {env:N}, "share": "auto"}', world=WORLD)
    root = analysis.written.root

    assert root is not None
    assert [(found.name, found.value.kind) for found in root.properties] == [
        ("subagent_depth", "placeholder"),
        ("share", "string"),
    ]


PIECES = (
    *("{env:KEY}", "{env:PARTS}", "{file:key}", "{env:UNSET}", "{env:", "}", "{", "[", "]", ":"),
    *('"', ",", '"a": ', "1", "\\", "\n", "// ", "/* ", "*/", "`"),
)
SECRET = "sk-test-not-a-key"


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_no_quote_holds_a_value_and_each_place_with_one_is_tainted(parts: list[str]) -> None:
    world = FakeWorld(
        env={"KEY": SECRET, "PARTS": f'", "{SECRET}": ["{SECRET}'}, files={"/work/key": SECRET}
    )
    analysis = analyse("".join(parts), path="/work/opencode.json", world=world)
    root = analysis.effective.root
    spans = [problem.span for problem in analysis.effective.problems]
    for node in root.walk() if root else ():
        spans += [node.span, *(found.key_span for found in node.properties)]
    for span in spans:
        assert SECRET not in analysis.quote(span)
        assert analysis.tainted(span) or SECRET not in span.of(analysis.effective.text)


def test_an_analysis_depends_on_nothing_but_its_text_and_world() -> None:
    text = '{"model": {env:N}, "username": "{file:k}", "share": "x"'
    one, other = (analyse(text, path="/work/opencode.json", world=WORLD) for _ in range(2))

    assert one.placeholders == other.placeholders
    assert dump(one.effective) == dump(other.effective)
    assert [found.expected for found in one.violations] == [
        found.expected for found in other.violations
    ]


def test_the_text_at_hand_counts_among_the_layers_not_the_saved_one() -> None:
    path = "/home/me/.config/opencode/opencode.json"
    project = "/work/opencode.json"
    world = FakeWorld(files={path: '{"a": 1}', project: '{"b": 1}'})
    analysis = analyse('{"a": 2}', path=path, world=world, folder="/work")

    assert [(layer.path, layer.text) for layer in analysis.layers] == [
        (path, '{"a": 2}'),
        (project, '{"b": 1}'),
    ]


def test_a_file_opened_by_another_name_is_still_that_layer() -> None:
    path, opened = "/home/me/.config/opencode/opencode.json", "/dotfiles/opencode.json"
    world = FakeWorld(files={opened: "{}"}, links={path: opened})
    analysis = analyse('{"a": 2}', path=opened, world=world, folder="/work")

    assert analysis.scope == "user"
    assert [(layer.path, layer.scope, layer.text) for layer in analysis.layers] == [
        (path, "user", '{"a": 2}')
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "/here"),
        ("/work/opencode.json", "/work"),
        ("/work/.opencode/opencode.json", "/work"),
        ("/work/a/config.json", "/work/a"),
    ],
)
def test_the_user_works_where_the_file_applies(path: str, expected: str) -> None:
    assert analyse("{}", path=path, world=FakeWorld(cwd="/here")).folder == expected


def test_while_a_file_is_unknown_its_placeholder_stays_one_value() -> None:
    world = FakeWorld(files={"/work/k": "<unknown>"})
    analysis = analyse('{"a": {file:k}}', path="/work/opencode.json", world=world)

    assert dump(analysis.effective) == '{"a": <{file:k}>}'
    assert analysis.effective.problems == ()
