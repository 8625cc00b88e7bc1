"""What the schema says about a place: unions narrowed, keys listed, documentation carried along."""

import pytest

from opencode_ls.jsonc import Node, parse
from opencode_ls.schema.load import Schema, schema
from opencode_ls.schema.lookup import (
    branches,
    is_open,
    mark,
    properties_of,
    resolve,
    schemas_of,
    values_of,
    walk,
)
from support.marked import marked

LOCAL = ["command", "cwd", "enabled", "environment", "timeout", "type"]
REMOTE = ["enabled", "headers", "oauth", "timeout", "type", "url"]


def at_mark(marked_text: str) -> Node:
    """The innermost object or list around the mark, or the value that begins at it."""
    text, offset = marked(marked_text)
    root = parse(text).root
    assert root is not None
    return [node for node in root.walk() if node.start <= offset < node.span.end][-1]


def check(marked_text: str, keys: list[str], *, opens: bool) -> None:
    """The keys that the schema lists at the mark, and whether others are kept."""
    found = schemas_of(at_mark(marked_text))

    assert sorted(properties_of(found)) == keys
    assert is_open(found) is opens


@pytest.mark.parametrize(
    ("text", "keys", "opens"),
    [
        ("$0{}", sorted(schema()["properties"]), False),
        ('{"enterprise": $0{}}', ["url"], False),
        ('{"mcp": {"x": $0{"type": "local"}}}', LOCAL, False),
        ('{"mcp": {"x": $0{"type": "remote", "command": ["a"]}}}', REMOTE, False),
        ('{"mcp": {"x": $0{"type": "loca"}}}', sorted({*LOCAL, *REMOTE}), False),
        ('{"mcp": {"x": $0{}}}', sorted({*LOCAL, *REMOTE}), False),
        ('{"mcp": $0{}}', ["servers", "timeout"], True),
        ('{"mcp": {"servers": $0{"x": {}}}}', [], True),
        (
            '{"references": {"x": $0{}}}',
            ["branch", "description", "hidden", "path", "repository"],
            False,
        ),
        ('{"watcher": {"ignore": $0[]}}', [], True),
        ('{"skills": $0{}}', ["paths", "urls"], False),
        ('{"unknown": $0{}}', [], False),
    ],
)
def test_the_keys_of_an_object(text: str, keys: list[str], *, opens: bool) -> None:
    check(text, keys, opens=opens)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"model": $0""}', "model"),
        ('{"disabled_providers": [$0""]}', "provider"),
        ('{"provider": {"x": {"npm": $0""}}}', "npm"),
        ('{"provider": {"x": {"options": {"apiKeyCommand": $0[]}}}}', "key-command"),
        ('{"provider": {"x": {"options": {"apiKeyCommand": $0"op read x"}}}}', "key-command"),
        ('{"provider": {"x": {"options": {"apiKeyCommand": [$0"op"]}}}}', "program"),
        ('{"provider": {"x": {"options": {"apiKeyCommand": ["op", $0"read"]}}}}', "argv"),
        ('{"mcp": {"x": {"type": "local", "command": ["npx", $0"-y"]}}}', "argv"),
        ('{"permission": $0"ask"}', "permission-action"),
        ('{"permission": {"bash": {"git *": $0"ask"}}}', "permission-action"),
        ('{"username": $0""}', None),
    ],
)
def test_the_kind_of_a_value(text: str, kind: str | None) -> None:
    found = {mark(each, "value") for each in schemas_of(at_mark(text))}

    assert found == {kind}


def test_a_branch_says_what_its_union_says() -> None:
    text = '{"provider": {"x": {"options": {"apiKeyCommand": $0[]}}}}'
    (found,) = schemas_of(at_mark(text))

    assert found["type"] == "array"
    assert found["description"].startswith("The command that prints the provider's key")


def test_the_first_of_two_branches_documents_a_key() -> None:
    found = properties_of(schemas_of(at_mark('{"mcp": {"x": $0{}}}')))

    assert found["enabled"]["description"].startswith("Whether the server is started")


def test_a_tolerated_branch_is_left_out() -> None:
    (only,) = branches(resolve(schema()["properties"]["model"]))

    assert only["type"] == "string"


@pytest.mark.parametrize(
    ("found", "values"),
    [({"const": 5}, (5,)), ({"enum": ["a", "b"]}, ("a", "b")), ({"type": "string"}, None)],
)
def test_the_values_of_a_schema(found: Schema, values: tuple[object, ...] | None) -> None:
    assert values_of(found) == values


def test_walks_what_the_schema_knows() -> None:
    root = parse('{"share": "auto", "foo": {"a": 1}, "tools": {"bash": true}}').root
    assert root is not None

    assert [node.path for node, _ in walk(root)] == [
        (),
        ("share",),
        ("tools",),
        ("tools", "bash"),
    ]


def test_what_is_beside_a_reference_wins() -> None:
    assert resolve({"$ref": "#/$defs/command", "type": "null"})["type"] == "null"
