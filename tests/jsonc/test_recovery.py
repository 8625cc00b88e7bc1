"""Half-typed text keeps its shape: what is there is found, what is missing is said once."""

import pytest

from opencode_ls.jsonc import parse
from support.tree_dump import dump, problems


def check(text: str, tree: str, found: list[str]) -> None:
    parsed = parse(text)

    assert (dump(parsed), problems(parsed)) == (tree, found)


@pytest.mark.parametrize(
    ("text", "tree", "found"),
    [
        (
            '{"provider": {"x": {"opt',
            '{"provider": {"x": {"opt": ?………',
            ['UnexpectedEndOfString "opt'],
        ),
        (
            '{\n  "model":\n  "share": "manual",\n  "autoupdate": true\n}',
            '{"model": ?, "share": "manual", "autoupdate": true}',
            ["ValueExpected :"],
        ),
        (
            '{\n  "model": "a/b"\n  "share": "manual"\n}',
            '{"model": "a/b", "share": "manual"}',
            ['CommaExpected "'],
        ),
        (
            '{\n  "model": "a/b,\n  "share": "manual"\n}',
            '{"model": "a/b…, "share": "manual"}',
            ['UnexpectedEndOfString "a/b'],
        ),
        (
            '{"options": {\n "apiKeyCommand": ["op", "read",\n "baseURL": "u"\n}, "model": "a/b"}',
            '{"options": {"apiKeyCommand": ["op", "read"…, "baseURL": "u"}, "model": "a/b"}',
            ["CloseBracketExpected ["],
        ),
        (
            '{\n  "provider": {\n    "x": {\n      "options": {}\n  },\n  "model": "a/b"\n}',
            '{"provider": {"x": {"options": {}…}, "model": "a/b"}',
            ["CloseBraceExpected {"],
        ),
        (
            '{\n  "agent": {\n    "a": {}\n  "model": "a/b"\n}',
            '{"agent": {"a": {}…, "model": "a/b"}',
            ["CloseBraceExpected {"],
        ),
        (
            '{"agent": {"build": {"mo"}}, "model": "a/b"}',
            '{"agent": {"build": {"mo": ?}}, "model": "a/b"}',
            ['ColonExpected "mo"'],
        ),
        (
            '{\n  "sh\n  "model": "a/b"\n}',
            '{"sh": ?, "model": "a/b"}',
            ['UnexpectedEndOfString "sh'],
        ),
        (
            '{"model": "a/b", "snapshot": tr\n}',
            '{"model": "a/b", "snapshot": ?tr}',
            ["InvalidSymbol tr"],
        ),
    ],
)
def test_half_typed_text_keeps_its_shape(text: str, tree: str, found: list[str]) -> None:
    check(text, tree, found)


@pytest.mark.parametrize(
    ("text", "tree", "found"),
    [
        ("{", "{…", ["CloseBraceExpected {"]),
        ("[", "[…", ["CloseBracketExpected ["]),
        ('{"', '{"": ?…', ['UnexpectedEndOfString "']),
        ('["', '["……', ['UnexpectedEndOfString "']),
        ('{"a', '{"a": ?…', ['UnexpectedEndOfString "a']),
        ('{"a"', '{"a": ?…', ['ColonExpected "a"']),
        ('{"a":', '{"a": ?…', ["ValueExpected :"]),
        ('{"a": ', '{"a": ?…', ["ValueExpected :"]),
        ('{"a": "', '{"a": "……', ['UnexpectedEndOfString "']),
        ('{"a": 1', '{"a": 1…', ["CloseBraceExpected {"]),
        ('{"a": 1,', '{"a": 1…', ["CloseBraceExpected {"]),
        ('{"a": 1, ', '{"a": 1…', ["CloseBraceExpected {"]),
        ('{"a": 1, b', '{"a": 1, "b": ?…', ["PropertyNameExpected b"]),
        ("{ mod }", '{"mod": ?}', ["PropertyNameExpected mod"]),
        ('{"a": {"b": ', '{"a": {"b": ?……', ["ValueExpected :"]),
        ('{"a": [', '{"a": [……', ["CloseBracketExpected ["]),
        ('{"a": ["x', '{"a": ["x………', ['UnexpectedEndOfString "x']),
        ('{"a": ["x", ', '{"a": ["x"……', ["CloseBracketExpected ["]),
        ('{\n  mod\n  "b": 1\n}', '{"mod": ?, "b": 1}', ["PropertyNameExpected mod"]),
        ('{"a": [\n  "b": 1\n}', '{"a": […, "b": 1}', ["CloseBracketExpected ["]),
        ('{"a": "b\n}', '{"a": "b…}', ['UnexpectedEndOfString "b']),
        ('{"a": "b",\n "c: 1\n}', '{"a": "b", "c: 1": ?}', ['UnexpectedEndOfString "c: 1']),
        ('{"a": {"b": 1}\n,"c": 2', '{"a": {"b": 1}, "c": 2…', ["CloseBraceExpected {"]),
        ('{\n  "a": [\n    1\n  "b": 2\n}', '{"a": [1…, "b": 2}', ["CloseBracketExpected ["]),
        (
            '{\n  "a": {\n    "b": 1\n    }\n  },\n  "c": 1\n}',
            '{"a": {"b": 1}, "c": 1}',
            ["EndOfFileExpected }"],
        ),
        ('{\n  "a": 1\n  },\n  "c": 1\n}', '{"a": 1, "c": 1}', ["EndOfFileExpected }"]),
        (
            '[{"a": 1, {"b": 2}]',
            '[{"a": 1, "": {"b": 2}…]',
            ["CloseBraceExpected {", "PropertyNameExpected {"],
        ),
        ('{"a": {"b": 1, "c": 2}', '{"a": {"b": 1, "c": 2}…', ["CloseBraceExpected {"]),
        ('{\n"a": {\n"b": 1\n,\n"c": 2\n}', '{"a": {"b": 1, "c": 2}…', ["CloseBraceExpected {"]),
        (
            '{"command": ["a", "b" "c"}',
            '{"command": ["a", "b", "c"…}',
            ["CloseBracketExpected [", 'CommaExpected "'],
        ),
        (
            '{"a": x y, "b": 1}',
            '{"a": ?x, "y": ?, "b": 1}',
            ["CommaExpected x", "InvalidSymbol x", "PropertyNameExpected y"],
        ),
        (
            '{"a": "b" "c", "d": 1}',
            '{"a": "b", "c": ?, "d": 1}',
            ['CommaExpected "', 'ColonExpected "c"'],
        ),
        ('{"a": "b: 1}', '{"a": "b: 1}……', ['UnexpectedEndOfString "b: 1}']),
    ],
)
def test_what_is_being_typed_is_found(text: str, tree: str, found: list[str]) -> None:
    check(text, tree, found)
