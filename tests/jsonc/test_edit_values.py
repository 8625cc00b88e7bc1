"""An edit of a readable text gives a readable text with exactly the value that was meant."""

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.jsonc import Node, Property, parse
from opencode_ls.jsonc.edit import (
    Edits,
    add_property,
    remove_property,
    rename_key,
    replace_value,
    set_value,
)
from opencode_ls.jsonc.moving import move_before, move_into
from opencode_ls.jsonc.value import to_value
from opencode_ls.text import apply_edits
from support.jsonc_texts import layouts, objects, values

NEW = "new name"


def check(text: str, edits: Edits, expected: object) -> None:
    tree = parse(apply_edits(text, edits))

    assert tree.problems == ()
    assert tree.root is not None
    assert to_value(tree.root) == expected


def root(text: str) -> Node:
    found = parse(text).root
    assert found is not None
    return found


def at(value: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401  (a JSON value)
    for step in path:
        value = value[step]
    return value


def some_object(data: st.DataObject, within: Node) -> Node:
    return data.draw(st.sampled_from([node for node in within.walk() if node.kind == "object"]))


def some_property(data: st.DataObject, within: Node) -> Property | None:
    found = [found for node in within.walk() for found in node.properties]
    return data.draw(st.sampled_from(found)) if found else None


@given(st.data(), objects, values)
def test_add_property(data: st.DataObject, value: dict[str, Any], new: object) -> None:
    text = data.draw(layouts(value))
    tree = parse(text)
    node = some_object(data, root(text))
    at(value, node.path)[NEW] = new

    check(text, add_property(tree, node, NEW, json.dumps(new)), value)


@given(st.data(), objects)
def test_remove_property(data: st.DataObject, value: dict[str, Any]) -> None:
    text = data.draw(layouts(value))
    tree = parse(text)
    assert tree.root is not None
    found = some_property(data, tree.root)
    if found is None:
        return
    del at(value, found.parent.path)[found.name]

    check(text, remove_property(tree, found), value)


@given(st.data(), objects)
def test_move_into(data: st.DataObject, value: dict[str, Any]) -> None:
    value["target"] = {}
    text = data.draw(layouts(value))
    tree = parse(text)
    found, target = some_property(data, root(text)), some_object(data, root(text))
    if found is None or found.span.covers(target.span) or found.parent.span == target.span:
        return
    expected = copy.deepcopy(value)
    moved = at(expected, found.parent.path).pop(found.name)
    at(expected, target.path)[NEW] = moved

    check(text, move_into(tree, found, NEW, target), expected)


@given(st.data(), objects)
def test_move_before(data: st.DataObject, value: dict[str, Any]) -> None:
    text = data.draw(layouts(value))
    tree = parse(text)
    found, target = some_property(data, root(text)), some_property(data, root(text))
    if found is None or target is None or found.span.covers(target.span):
        return
    expected = copy.deepcopy(value)
    moved = at(expected, found.parent.path).pop(found.name)
    at(expected, target.parent.path)[NEW] = moved

    check(text, move_before(tree, found, NEW, target), expected)


@given(st.data(), objects)
def test_rename_key(data: st.DataObject, value: dict[str, Any]) -> None:
    text = data.draw(layouts(value))
    found = some_property(data, root(text))
    if found is None:
        return
    holder = at(value, found.parent.path)
    holder[NEW] = holder.pop(found.name)

    check(text, rename_key(found, NEW), value)


@given(st.data(), objects, values)
def test_replace_value(data: st.DataObject, value: dict[str, Any], new: object) -> None:
    text = data.draw(layouts(value))
    found = some_property(data, root(text))
    if found is None:
        return
    at(value, found.parent.path)[found.name] = new

    check(text, replace_value(found.value, json.dumps(new)), value)


@given(st.data(), objects, st.lists(st.sampled_from("ab"), min_size=1, max_size=3), values)
def test_set_value(
    data: st.DataObject, value: dict[str, Any], path: list[str], new: object
) -> None:
    text = data.draw(layouts(value))
    tree = parse(text)
    *above, last = path
    holder = value
    for step in above:
        if not isinstance(holder.get(step), dict):
            holder[step] = {}
        holder = holder[step]
    holder[last] = new

    assert tree.root is not None
    check(text, set_value(tree, tree.root, tuple(path), json.dumps(new)), value)
