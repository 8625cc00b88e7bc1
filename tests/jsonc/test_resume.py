"""A text that is read by an earlier one gives the same tree as one that is read from the start."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.jsonc import Tree, parse, parse_template
from opencode_ls.jsonc.nodes import Green
from support.jsonc_texts import CONFIG, edited_configs, histories, texts


def check(versions: list[str]) -> None:
    for read in (parse, parse_template):
        tree: Tree | None = None
        for text in versions:
            tree = read(text, tree)
            assert content(tree) == content(read(text))


def content(tree: Tree) -> tuple[Any, ...]:
    """All that a tree says, without recursion."""
    root = tree.root
    greens = [] if root is None else [root.green]
    for green in greens:
        greens += (member.value for member in green.members)
    return (
        tree.text,
        None if root is None else root.start,
        [(each.kind, each.width, each.value, each.closed) for each in greens],
        [(*member[:1], *member[2:]) for each in greens for member in each.members],
        tree.problems,
        tree.comments,
    )


@given(histories(st.just(CONFIG) | edited_configs()))
def test_edits_of_a_config(versions: list[str]) -> None:
    check(versions)


@given(histories(texts))
def test_edits_of_any_text(versions: list[str]) -> None:
    check(versions)


@given(st.lists(texts | st.just(CONFIG), max_size=3))
def test_texts_that_have_nothing_in_common(versions: list[str]) -> None:
    check(versions)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"a": {"k": 1}, "b": [1]}', '{"a": {"k": 12}, "b": [1]}'),
        ('{"a": {}, "b": [1]}', '{"a": {"k": 1}, "b": [1]}'),
        ('{"a": {"k": 1} "b": [1]}', '{"a": {"k": 1, "l": 2} "b": [1]}'),
        ('{"x": 1, "b": [1]}', '{"a": 2, "x": 1, "b": [1]}'),
        ('{\n"x": 1,\n"b": [1]}', '{\n"x": 1,\n"y",\n"b": [1]}'),
        ('{"b": [1], "x": {"y": 1}}', '{"b": [1], "x": {"y": 1, "z"}}'),
    ],
)
def test_what_is_not_touched_is_the_same_object(before: str, after: str) -> None:
    earlier = parse(before)
    tree = parse(after, earlier)
    check([before, after])
    assert green_of(tree) is green_of(earlier)


def green_of(tree: Tree) -> Green:
    node = tree.root.get("b") if tree.root else None
    assert node is not None
    return node.green
