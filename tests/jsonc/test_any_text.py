"""Any text has a tree whose parts lie where they say, and no text is too deep or too long."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.jsonc import Node, Tree, parse, parse_template
from opencode_ls.jsonc.parser import MOST
from opencode_ls.jsonc.value import to_value
from opencode_ls.text import Span
from support.jsonc_texts import edited_configs, layouts, texts, values

DEEP = 100_000
LONG = 1_000_000


def check(tree: Tree) -> None:
    whole = Span(0, len(tree.text))
    assert all(whole.covers(problem.span) for problem in tree.problems)
    assert all(whole.covers(comment.span) for comment in tree.comments)
    for node in tree.root.walk() if tree.root else ():
        assert whole.covers(node.span)
        inside(node)
        reads_again(tree, node)


def inside(node: Node) -> None:
    """The parts of a container lie in it, in order, beside each other."""
    spans = [
        *(span for found in node.properties for span in (found.key_span, found.value.span)),
        *(item.span for item in node.items),
    ]
    assert all(node.span.covers(span) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for found in node.properties:
        assert found.span.covers(found.key_span)
        assert found.colon is None or found.key_span.end <= found.colon < node.span.end


def reads_again(tree: Tree, node: Node) -> None:
    """What stands at a scalar's place means the same on its own."""
    if node.children() or node.span.start == node.span.end:
        return
    alone = parse_template(" " + node.span.of(tree.text)).root

    assert alone is not None
    assert (alone.kind, alone.value, alone.closed) == (node.kind, node.value, node.closed)


@given(texts | edited_configs())
def test_parts_lie_where_they_say(text: str) -> None:
    check(parse(text))
    check(parse_template(text))


@given(st.data(), values)
def test_any_layout_of_a_value_gives_the_value(data: st.DataObject, value: object) -> None:
    tree = parse(data.draw(layouts(value)))

    assert tree.problems == ()
    assert tree.root is not None
    assert to_value(tree.root) == value


@given(texts)
def test_a_text_without_placeholders_reads_the_same_as_written(text: str) -> None:
    text = text.replace("{env:", "").replace("{file:", "")

    assert parse(text).problems == parse_template(text).problems


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[" * DEEP, DEEP),
        ('[{"a":' * (DEEP // 2), DEEP + 1),
        ('[{"a":' * (DEEP // 2) + "1" + "}]" * (DEEP // 2), DEEP + 1),
        ("[\n" * DEEP + " }\n" * DEEP, DEEP),
        ("]" * DEEP, 0),
    ],
    ids=["open", "mixed", "closed", "wrong", "only closing"],
)
def test_a_hundred_thousand_brackets(text: str, count: int) -> None:
    tree = parse(text)

    assert sum(1 for _ in tree.root.walk()) == count if tree.root else count == 0
    assert len(tree.problems) <= MOST


# Were one of these quadratic, it would take minutes, and this limit would end it.
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"' + "a" * LONG + '"', 0),
        ('"' + '\\"' * LONG + '"', 0),
        ('"' + '\\"' * LONG, 1),
        ('"' + "\\u" * (LONG // 10) + '"', MOST),
        ("/*" + "*" * LONG, 2),
        ("[" + " /**/" * (LONG // 10) + "]", 0),
        ("{env:" * (LONG // 5), MOST),
        ("[{env:" + "{env:" * (LONG // 10) + "}]", 0),
        ("1" * LONG, 0),
        ("[1 " + "," * (LONG // 10) + "]", MOST),
        ("{" + '"a"\n' * (LONG // 10) + "}", MOST),
    ],
    ids=lambda value: repr(value)[:12],
)
def test_a_long_text(text: str, expected: int) -> None:
    assert len(parse_template(text).problems) == expected
