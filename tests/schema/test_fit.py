"""Whether a value would fit a place, unions and references included."""

import pytest

from opencode_ls.jsonc import parse
from opencode_ls.schema.fit import asked_of, asked_of_key, fits
from opencode_ls.schema.lookup import schemas_of

Path = tuple[str | int, ...]


def check(text: str, path: Path, value: object, *, expected: bool) -> None:
    root = parse(text).root
    node = root.at(*path) if root else None

    assert node is not None
    assert fits(value, asked_of(node)) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [(True, True), ("notify", True), ("true", False), (5, False)]
)
def test_a_union_is_asked_as_a_whole(value: object, *, expected: bool) -> None:
    check('{"autoupdate": "x"}', ("autoupdate",), value, expected=expected)


@pytest.mark.parametrize(("value", "expected"), [("a.md", True), (5, False)])
def test_an_item(value: object, *, expected: bool) -> None:
    check('{"instructions": ["a"]}', ("instructions", 0), value, expected=expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"template": "x"}, True), ({}, False), ({"template": "x", "unknown": 1}, True)],
)
def test_an_entry_of_a_map(value: object, *, expected: bool) -> None:
    check('{"command": {"c": {}}}', ("command", "c"), value, expected=expected)


def test_the_root() -> None:
    check("{}", (), {"model": "a/b"}, expected=True)
    check("{}", (), [], expected=False)


def test_where_nothing_is_asked_everything_fits() -> None:
    check('{"unknown": {"a": 1}}', ("unknown", "a"), object, expected=True)


@pytest.mark.parametrize(
    ("name", "value", "expected"), [("share", "auto", True), ("share", 5, False)]
)
def test_a_key_that_is_not_there_yet(name: str, value: object, *, expected: bool) -> None:
    root = parse("{}").root

    assert root is not None
    assert fits(value, asked_of_key(schemas_of(root), name)) is expected
