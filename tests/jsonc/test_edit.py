"""Edits keep comments, commas, indentation and line ends."""

from collections.abc import Callable

import pytest

from opencode_ls.jsonc import Node, Property, Tree, parse
from opencode_ls.jsonc.edit import (
    Edits,
    add_property,
    quote,
    remove_property,
    rename_key,
    replace_value,
    set_value,
)
from support.marked import after_edits


def check(text: str, edit: Callable[[Tree, Node], Edits], expected: str) -> None:
    tree = parse(text)
    assert tree.root is not None

    assert after_edits(text, *edit(tree, tree.root)) == expected


def last(node: Node, name: str) -> Property:
    return next(found for found in reversed(node.properties) if found.name == name)


def inside(node: Node, *path: str) -> Node:
    found = node.at(*path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1, "b": 2, "c": 3}', '{"a": 1, "c": 3}'),
        ('{"b": 2, "c": 3}', '{"c": 3}'),
        ('{"a": 1, "b": 2}', '{"a": 1}'),
        ('{"b": 2}', "{}"),
        ('{ "b": 2 }', "{ }"),
        ('{"a": 1, "b": 2,}', '{"a": 1,}'),
        ('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', '{\n  "a": 1,\n  "c": 3\n}'),
        ('{\n  "a": 1,\n  "b": 2\n}', '{\n  "a": 1\n}'),
        ('{\n  "b": 2\n}', "{\n}"),
        ('{\r\n  "a": 1,\r\n  "b": 2\r\n}', '{\r\n  "a": 1\r\n}'),
        ('{\r\n  "b": 2,\r\n  "c": 3\r\n}', '{\r\n  "c": 3\r\n}'),
        ('{\n  "a": 1,\n  "b": 2, // two\n  "c": 3\n}', '{\n  "a": 1,\n  // two\n  "c": 3\n}'),
        ('{\n  "a": 1, // one\n  "b": 2\n}', '{\n  "a": 1 // one\n}'),
        ('{\n  "a": 1, // one\n  "b": 2 // two\n}', '{\n  "a": 1 // one\n  // two\n}'),
        ('{\n  // about b\n  "b": 2,\n  "c": 3\n}', '{\n  // about b\n  "c": 3\n}'),
        ('{\n  "a": 1\n  , "b": 2\n  , "c": 3\n}', '{\n  "a": 1\n  , "c": 3\n}'),
        ('{\n  "b": {\n    "x": 1\n  },\n  "c": 3\n}', '{\n  "c": 3\n}'),
        ('{\n  "a": 1, "b": 2,\n  "c": 3\n}', '{\n  "a": 1,\n  "c": 3\n}'),
        ('{"a": 1 /* x */, "b": 2}', '{"a": 1 /* x */}'),
        ('{"b": 2 /* x */, "c": 3}', '{"c": 3}'),
        ('{\n\t"b": 2,\n\n\t"c": 3\n}', '{\n\n\t"c": 3\n}'),
        ('{"b"', "{"),
        ('{"a": 1 "b": 2 "c": 3}', '{"a": 1  "c": 3}'),
        ('{\n  "a": 1,\n  "b":\n}', '{\n  "a": 1\n}'),
        ('{"a":1,"b":2', '{"a":1'),
        ('{\n  "b": 1,\n  "b": 2\n}', '{\n  "b": 1\n}'),
        ('{"b": 2, // x\n "c": 3}', '{// x\n "c": 3}'),
    ],
)
def test_remove_b(text: str, expected: str) -> None:
    check(text, lambda tree, root: remove_property(tree, last(root, "b")), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", '{ "new": 1 }'),
        ("{ }", '{ "new": 1 }'),
        ("{\n}", '{\n  "new": 1\n}'),
        ("{\n\n}", '{\n  "new": 1\n}'),
        ('{"a": 1}', '{"a": 1, "new": 1}'),
        ('{ "a": 1 }', '{ "a": 1, "new": 1 }'),
        ('{"a": 1,}', '{"a": 1, "new": 1,}'),
        ('{\n  "a": 1\n}', '{\n  "a": 1,\n  "new": 1\n}'),
        ('{\n  "a": 1,\n}', '{\n  "a": 1,\n  "new": 1,\n}'),
        ('{\r\n\t"a": 1\r\n}', '{\r\n\t"a": 1,\r\n\t"new": 1\r\n}'),
        ('{\n  "a": 1 // one\n}', '{\n  "a": 1, // one\n  "new": 1\n}'),
        ('{\n  "a": 1, // one\n}', '{\n  "a": 1, // one\n  "new": 1,\n}'),
        ('{\n  "a": 1 // one\n  // end\n}', '{\n  "a": 1, // one\n  "new": 1\n  // end\n}'),
        ("{ // c\n}", '{ // c\n  "new": 1\n}'),
        ("{ /* c */ }", '{ /* c */\n  "new": 1\n}'),
        ("{\n    // c\n}", '{\n    // c\n  "new": 1\n}'),
        ('{"a": {\n  "b": 1}}', '{"a": {\n  "b": 1},\n"new": 1}'),
        ("{", '{ "new": 1 '),
        ('{"a": 1', '{"a": 1, "new": 1'),
        ('{"a": 1,', '{"a": 1, "new": 1,'),
        ('{"a"', '{"a", "new": 1'),
        ('{\n  "a": 1 /* x\n y */\n}', '{\n  "a": 1,\n  "new": 1 /* x\n y */\n}'),
        ('{\r  "a": 1\r}', '{\r  "a": 1, "new": 1\r}'),
        ('{\n "a": {}, "b": 2\n}', '{\n "a": {}, "b": 2,\n "new": 1\n}'),
        ('{"a":\n1}', '{"a":\n1,\n"new": 1}'),
        ('{\n  "a": {\n    "x": 1\n  }\n}', '{\n  "a": {\n    "x": 1\n  },\n  "new": 1\n}'),
    ],
)
def test_add_at_the_end(text: str, expected: str) -> None:
    check(text, lambda tree, root: add_property(tree, root, "new", "1"), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n  "p": {}\n}', '{\n  "p": { "new": 1 }\n}'),
        ('{\n    "p": {\n    }\n}', '{\n    "p": {\n        "new": 1\n    }\n}'),
        ('{\n\t"p": {}\n}', '{\n\t"p": { "new": 1 }\n}'),
        (
            '{\n    "o": {\n        "x": 1\n    },\n    "p": {\n    }\n}',
            '{\n    "o": {\n        "x": 1\n    },\n    "p": {\n        "new": 1\n    }\n}',
        ),
        (
            '{\n    "o": 1,\n    "p": { // c\n    }\n}',
            '{\n    "o": 1,\n    "p": { // c\n        "new": 1\n    }\n}',
        ),
    ],
)
def test_add_in_an_empty_object_by_the_files_own_indentation(text: str, expected: str) -> None:
    check(text, lambda tree, root: add_property(tree, inside(root, "p"), "new", "1"), expected)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("{}", ("a", "b"), '{ "a": { "b": 1 } }'),
        ('{"a": {}}', ("a", "b"), '{"a": { "b": 1 }}'),
        ('{"a": {"b": 2}}', ("a", "b"), '{"a": {"b": 1}}'),
        ('{"a": 5}', ("a", "b"), '{"a": { "b": 1 }}'),
        ('{\n  "c": 1\n}', ("a", "b", "c"), '{\n  "c": 1,\n  "a": { "b": { "c": 1 } }\n}'),
        ('{"a"}', ("a", "b"), '{"a": { "b": 1 }}'),
        ('{"a":}', ("a",), '{"a":1}'),
    ],
)
def test_set_a_value_and_make_what_is_missing(
    text: str, path: tuple[str, ...], expected: str
) -> None:
    check(text, lambda tree, root: set_value(tree, root, path, "1"), expected)


def test_rename_only_the_key() -> None:
    text = '{/* c */ "a" : 1}'
    expected = '{/* c */ "b\\"" : 1}'
    check(text, lambda _tree, root: rename_key(last(root, "a"), 'b"'), expected)


def test_replace_only_the_value() -> None:
    text = '{"a": /* c */ [1, 2] /* d */}'
    expected = '{"a": /* c */ "x" /* d */}'
    check(text, lambda _tree, root: replace_value(inside(root, "a"), '"x"'), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '""'),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("a\nb\x00", '"a\\nb\\u0000"'),
        ("é😀\u2028\x7f", '"é😀\u2028\x7f"'),
        ("\ud83d", '"\\ud83d"'),
    ],
)
def test_quote_escapes_only_what_it_must(text: str, expected: str) -> None:
    assert quote(text) == expected
