"""What stands under a cursor, and what a completion there would replace."""

import pytest
from hypothesis import given

from opencode_ls.jsonc import parse, parse_template
from opencode_ls.jsonc.cursor import node_at
from opencode_ls.text import Span
from support.jsonc_texts import edited_configs, texts
from support.marked import marked


def check(text: str, where: str, path: tuple[str | int, ...], replace: str) -> None:
    plain, offset = marked(text)
    place = node_at(parse(plain), offset)

    assert (place.where, place.path, place.replace.of(plain)) == (where, path, replace)


@pytest.mark.parametrize(
    ("text", "where", "path", "replace"),
    [
        ('{"a":$0 {}}', "value", ("a",), ""),
        ('{"a":$0\n 1}', "value", ("a",), ""),
        ("$0", "value", (), ""),
        ("// c$0", "comment", (), ""),
        ("$0{}", "outside", (), ""),
        ("{$0}", "between", (), ""),
        ("{ $0 }", "between", (), ""),
        ("{}$0", "outside", (), ""),
        ("{} $0", "outside", (), ""),
        ('{"a$0": 1}', "key", ("a",), '"a"'),
        ('{$0"a": 1}', "key", ("a",), '"a"'),
        ('{"a"$0: 1}', "key", ("a",), '"a"'),
        ('{"a":$0 1}', "value", ("a",), " 1"),
        ('{"a": $0 1}', "value", ("a",), " 1"),
        ('{"a": $01}', "value", ("a",), "1"),
        ('{"a": 1$0}', "value", ("a",), "1"),
        ('{"a": 1 $0}', "between", (), ""),
        ('{"a": 1, $0}', "between", (), ""),
        ('{"a": 1,$0 "b": 2}', "between", (), ""),
        ('{"a": "x$0y"}', "value", ("a",), '"xy"'),
        ('{"a": "$0"}', "value", ("a",), '""'),
        ('{"a": ""$0}', "value", ("a",), '""'),
        ('{"a":$0}', "value", ("a",), ""),
        ('{"a": $0}', "value", ("a",), ""),
        ('{"a": $0\n}', "value", ("a",), ""),
        ('{"a":\n$0}', "between", (), ""),
        ('{"a": $0, "b": 1}', "value", ("a",), ""),
        ('{"a":\n  $0\n  "b": 1}', "between", (), ""),
        ('{"a": {$0}}', "between", ("a",), ""),
        ('{"a": {"b$0"}}', "key", ("a", "b"), '"b"'),
        ('{"a": {"b": $0', "value", ("a", "b"), ""),
        ('{"a": {$0', "between", ("a",), ""),
        ('{"a": {"b$0', "key", ("a", "b"), '"b'),
        ('{"a": {b$0', "key", ("a", "b"), "b"),
        ('{"a": [$0]}', "value", ("a", 0), ""),
        ('{"a": [1,$0 2]}', "value", ("a", 1), ""),
        ('{"a": [1, $02]}', "value", ("a", 1), "2"),
        ('{"a": [1, 2$0]}', "value", ("a", 1), "2"),
        ('{"a": [1, 2, $0]}', "value", ("a", 2), ""),
        ('{"a": [$0', "value", ("a", 0), ""),
        ('{"a": ["x$0', "value", ("a", 0), '"x'),
        ('{"a": ["$0"]}', "value", ("a", 0), '""'),
        ('{"a": ["x"$0, "y"]}', "value", ("a", 0), '"x"'),
        ('{"a": [{"b": $0}]}', "value", ("a", 0, "b"), ""),
        ("[[$0]]", "value", (0, 0), ""),
        ('{"a": tr$0}', "value", ("a",), "tr"),
        ('{"a": "x$0\n "b": 1}', "value", ("a",), '"x'),
        ('{"a": "op rea$0d x, "b": 1}', "value", ("a",), '"op read x, "'),
        ('{"a": 1 /* $0 */}', "comment", (), ""),
        ('{"a": 1} /* */$0', "outside", (), ""),
        ('{"a": 1 // $0\n}', "comment", (), ""),
        ('{"a": 1 //$0', "comment", (), ""),
        ('{"a": 1 /* $0', "comment", (), ""),
        ('{"a": 1 /$0/ c\n}', "comment", (), ""),
        ('"a$0b"', "value", (), '"ab"'),
        ("tru$0", "value", (), "tru"),
        ('{"a": 1}$0x', "outside", (), ""),
        ('{"a": {}$0}', "value", ("a",), ""),
        ('{"a": {} $0}', "between", (), ""),
        ('{"a": $0{}}', "value", ("a",), ""),
        ('{\n  "a": 1\n  $0\n}', "between", (), ""),
        ('{\n  "a": {\n    "b": 1\n  },\n  $0\n}', "between", (), ""),
        ("{\n  mo$0\n}", "key", ("mo",), "mo"),
        ('{"": $0}', "value", ("",), ""),
        ('{"a": 1, "a": $02}', "value", ("a",), "2"),
        ("{\"a\": 'x$0'}", "value", ("a",), "'x'"),
        ('{"a" $0"b"}', "value", ("a",), '"b"'),
        ('{"a" $0}', "between", (), ""),
    ],
)
def test_places(text: str, where: str, path: tuple[str | int, ...], replace: str) -> None:
    check(text, where, path, replace)


def test_a_key_has_its_property_and_its_value() -> None:
    place = node_at(parse('{"a": 1}'), 2)

    assert place.property is not None
    assert place.node is place.property.value
    assert (place.property.name, place.node.value) == ("a", 1)


def test_between_properties_stands_the_object() -> None:
    tree = parse('{"a": {}}')
    place = node_at(tree, 7)

    assert (place.node, place.property) == (tree.root and tree.root.get("a"), None)


@given(texts | edited_configs())
def test_each_cursor_has_a_place_on_its_line(text: str) -> None:
    for tree in (parse(text), parse_template(text)):
        for offset in range(len(text) + 1):
            place = node_at(tree, offset)

            assert place.replace.contains(offset)
            assert Span(0, len(text)).covers(place.replace)
            assert "\n" not in place.replace.of(text)
