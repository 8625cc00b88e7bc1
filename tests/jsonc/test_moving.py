"""What a property is moved with, and what it leaves behind."""

import pytest

from opencode_ls.jsonc import Property, Tree, parse
from opencode_ls.jsonc.edit import Edits
from opencode_ls.jsonc.moving import move_before, move_into
from support.marked import after_edits

DEEP = """{
  // How to reach it.
  "p": {
    "a": 1, // the address
    // The team
    // pays.
    "x": { // inner
      // deep
      "b": 2
    } // end of x
  }
}"""
OUT = """{
  // The team
  // pays.
  "y": { // inner
    // deep
    "b": 2
  }, // end of x
  // How to reach it.
  "p": {
    "a": 1 // the address
  }
}"""
FLAT = """{
  // not for x

  "x": 1, // one
  // How to reach it.
  "p": {
    "a": 2
  }
}"""
IN = """{
  // not for x

  // How to reach it.
  "p": {
    "y": 1, // one
    "a": 2
  }
}"""


def check(text: str, edits: Edits, expected: str) -> None:
    assert after_edits(text, *edits) == expected


def parts(text: str) -> tuple[Tree, Property, Property]:
    """The tree, with `x`, which moves, and `p`."""
    tree = parse(text)
    assert tree.root is not None
    every = {found.name: found for node in tree.root.walk() for found in node.properties}
    return tree, every["x"], every["p"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FLAT, IN),
        ('{"x": 1, "p": {}}', '{"p": { "y": 1 }}'),
        ('{"p": {"a": 2}, "x": 1}', '{"p": {"y": 1, "a": 2}}'),
        ('{"p": {"a": 2}, "x": 1,}', '{"p": {"y": 1, "a": 2},}'),
        (
            '{"p": {"a": 2}, "x": /* b */ 1 /* c */, "z": 3}',
            '{"p": {"y": /* b */ 1, /* c */ "a": 2}, "z": 3}',
        ),
        ('{\n"x": 1, // one\n"p": {"a": 2}}', '{\n"p": {"y": 1, // one\n"a": 2}}'),
        ('{\n"x": 1, // one\n"p": {}}', '{\n"p": { "y": 1 // one\n}}'),
        ('{\r\n\t"x": 1,\r\n\t"p": {}\r\n}', '{\r\n\t"p": { "y": 1 }\r\n}'),
    ],
)
def test_into_an_object(text: str, expected: str) -> None:
    tree, found, target = parts(text)
    check(text, move_into(tree, found, "y", target.value), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DEEP, OUT),
        ('{"p": {"x": 1}}', '{"y": 1, "p": {}}'),
        ('{"p": {"a": 2, "x": 1}}', '{"y": 1, "p": {"a": 2}}'),
        ('{"p": {"x": 1 // one\n}}', '{"y": 1, // one\n"p": {\n}}'),
    ],
)
def test_before_a_property(text: str, expected: str) -> None:
    tree, found, target = parts(text)
    check(text, move_before(tree, found, "y", target), expected)
