"""The plain value of a tree, and the way to a node."""

import pytest

from opencode_ls.jsonc import Node, parse, parse_template
from opencode_ls.jsonc.value import LEVELS, to_value


def check(text: str, expected: object) -> None:
    assert to_value(root(text)) == expected


def root(text: str) -> Node:
    found = parse_template(text).root
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": [1, 2.5, "x", true, null]}', {"a": [1, 2.5, "x", True, None]}),
        ('{"a": 1, "b": 2, "a": 3}', {"a": 3, "b": 2}),
        ('{"a": , "b": 1}', {"b": 1}),
        ('{"a": tru, "b": [tru]}', {"b": [None]}),
        ('{"a": {env:X}, "b": [{env:X}]}', {"b": [None]}),
        ('{"a": {"b": ', {"a": {}}),
        ('{"__proto__": {"a": 1}, "b": 1}', {"b": 1}),
        ("9007199254740993", 9007199254740992),
        ("1e3", 1000),
    ],
)
def test_values(text: str, expected: object) -> None:
    check(text, expected)


def test_whole_numbers_are_integers_as_far_as_javascript_counts() -> None:
    kinds = [type(to_value(root(text))) for text in ("1.0", "1e3", "0.5", "1e300")]

    assert kinds == [int, int, float, float]


def test_what_is_too_deep_is_empty() -> None:
    value = to_value(root("[" * 100_000))
    depth = 0
    while value:
        value, depth = value[0], depth + 1

    assert depth == LEVELS


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), "object"),
        (("a",), "array"),
        (("a", 1), "object"),
        (("a", 1, "b"), "string"),
        (("c",), "boolean"),
        (("a", 2), None),
        (("a", -1), None),
        (("a", "b"), None),
        (("c", "d"), None),
        (("d",), None),
    ],
)
def test_a_path_leads_to_a_node_or_nowhere(
    path: tuple[str | int, ...], expected: str | None
) -> None:
    found = root('{"c": 1, "a": [0, {"b": "x"}], "c": true}').at(*path)

    assert (found.kind if found else None) == expected


def test_each_node_knows_its_path() -> None:
    paths = [node.path for node in root('{"a": [0, {"b": "x"}], "c": 1}').walk()]

    assert paths == [(), ("a",), ("a", 0), ("a", 1), ("a", 1, "b"), ("c",)]


def test_a_property_reaches_from_its_key_to_its_value() -> None:
    text = '{"a" : 1, "b":, "c"}'
    tree = parse(text)
    assert tree.root is not None

    assert [found.span.of(text) for found in tree.root.properties] == ['"a" : 1', '"b":', '"c"']
