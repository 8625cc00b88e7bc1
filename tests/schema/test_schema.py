"""The schemas as data: each key is documented, each example true, other readers can follow."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from opencode_ls.schema.load import Schema, native, schema, schema_of
from opencode_ls.schema.lookup import mark, resolve

FILES = {"1": schema(), "2": native()}
STOP = re.compile(r"\$\{\d+:([^}]*)\}")
MARKS = {"label", "moved", "replacement", "tolerated", "v1", "v2", "value"}
KINDS = {
    *(
        "agent",
        "argv",
        "base-url",
        "env-name",
        "key-command",
        "model",
        "model-id",
        "npm",
        "package",
    ),
    "path",
    *("permission-action", "program", "provider", "shell", "tool", "url"),
}
KEYS = {
    *("$schema", "agent", "attachment", "autoshare", "autoupdate", "command", "compaction"),
    *("default_agent", "disabled_providers", "enabled_providers", "enterprise", "experimental"),
    *("formatter", "instructions", "layout", "logLevel", "lsp", "mcp", "mode", "model"),
    *("permission", "plugin", "provider", "reference", "references", "server", "share", "shell"),
    *("skills", "small_model", "snapshot", "subagent_depth", "tool_output", "tools", "username"),
    "watcher",
}
NATIVE_KEYS = {
    *("$schema", "agents", "commands", "compaction", "default_agent", "enterprise", "experimental"),
    *("formatter", "instructions", "lsp", "mcp", "media", "model", "permissions", "plugins"),
    *("policies", "providers", "references", "share", "shell", "skills", "snapshots"),
    *("tool_output", "update", "username", "warming", "watcher", "websearch", "worktree"),
}


def below(found: Any, path: str) -> Iterator[tuple[str, Schema]]:  # noqa: ANN401  (JSON)
    """Every object of the schema that can be a schema, with its place."""
    if isinstance(found, dict):
        yield path, found
        for name, child in found.items():
            if name not in {"examples", "default", "defaultSnippets", "x-opencode"}:
                yield from below(child, f"{path}/{name}")
    if isinstance(found, list):
        for index, child in enumerate(found):
            yield from below(child, f"{path}/{index}")


SCHEMAS = {path: inner for name, file in FILES.items() for path, inner in below(file, f"{name}#")}
TOLERATED = tuple(path for path, found in SCHEMAS.items() if mark(found, "tolerated"))
ONLY_CHECKED = (*TOLERATED, "1#/$defs/native", "1#/$defs/server/")
PROPERTIES = {
    path: found
    for path, found in SCHEMAS.items()
    if re.search(r"/properties/[^/]+$", path)
    and "/allOf/" not in path
    and not path.startswith(ONLY_CHECKED)
}


def plain(markdown: str) -> str:
    """The text of our Markdown, which uses backticks and fences and nothing else."""
    return re.sub(r"```\w*\n|\n```(?!\w)", "", markdown).replace("`", "")


def filled(body: Any) -> Any:  # noqa: ANN401  (a JSON value)
    """A snippet's body with the text of its tab stops, as somebody who changes nothing gets it."""
    return json.loads(STOP.sub(r"\1", json.dumps(body)))


def check(found: Schema, value: Any) -> None:  # noqa: ANN401  (a JSON value)
    """Ask of a value whether it is valid for one of the schemas in the file."""
    validator = Draft202012Validator(schema_of("mixed")).evolve(schema=found)

    assert [error.json_path for error in validator.iter_errors(value)] == []


def carrying(name: str) -> tuple[tuple[str, Any], ...]:
    """The places that carry a keyword, each with one value of it."""
    found = ((path, found[name]) for path, found in SCHEMAS.items() if name in found)
    lists = ((path, value if isinstance(value, list) else [value]) for path, value in found)
    return tuple((path, value) for path, values in lists for value in values)


def test_is_a_schema_of_its_draft() -> None:
    for file in FILES.values():
        Draft202012Validator.check_schema(file)


def test_lists_the_keys_of_opencode() -> None:
    assert set(schema()["properties"]) == KEYS
    assert set(native()["properties"]) == NATIVE_KEYS


def test_older_readers_find_the_keys_at_the_root() -> None:
    assert [name for name, file in FILES.items() if "$ref" in file] == []


def test_no_name_is_defined_in_both() -> None:
    assert schema()["$defs"].keys() & native()["$defs"].keys() == set()


def test_leads_to_no_other_file() -> None:
    assert [path for path, found in SCHEMAS.items() if "$id" in found] == []
    own = {name: {f"#/$defs/{each}" for each in file["$defs"]} for name, file in FILES.items()}
    assert [
        found["$ref"]
        for path, found in SCHEMAS.items()
        if isinstance(found.get("$ref"), str) and found["$ref"] not in own[path[0]]
    ] == []


def test_forbids_no_key() -> None:
    closed = [path for path, found in SCHEMAS.items() if found.get("additionalProperties") is False]

    assert closed == []


def test_the_type_is_checked_first() -> None:
    keywords = ("enum", "pattern", "minimum", "maximum", "exclusiveMinimum", "minItems", "maxItems")
    late = [
        path
        for path, found in SCHEMAS.items()
        if "type" in found
        for name in keywords
        if name in found and list(found).index(name) < list(found).index("type")
    ]

    assert late == []


@pytest.mark.parametrize("path", PROPERTIES)
def test_a_key_is_documented(path: str) -> None:
    found = PROPERTIES[path]

    assert len(found["description"].split()) > 3
    assert found["description"] == plain(found["markdownDescription"])
    assert found["markdownDescription"].endswith((".", "\n```"))


def test_values_that_are_listed_are_explained() -> None:
    explained = {
        path: len(found["markdownEnumDescriptions"]) - len(found["enum"])
        for path, found in SCHEMAS.items()
        if "markdownEnumDescriptions" in found
    }

    assert set(explained.values()) == {0}


@pytest.mark.parametrize(("path", "value"), carrying("examples"))
def test_an_example_is_valid(path: str, value: object) -> None:
    check(SCHEMAS[path], value)


@pytest.mark.parametrize(("path", "value"), carrying("default"))
def test_a_default_is_valid(path: str, value: object) -> None:
    check(SCHEMAS[path], value)


@pytest.mark.parametrize(("path", "snippet"), carrying("defaultSnippets"))
def test_a_snippet_is_valid(path: str, snippet: dict[str, Any]) -> None:
    assert set(snippet) == {"label", "description", "body"}
    check(SCHEMAS[path], filled(snippet["body"]))


def test_there_is_a_snippet_for_each_kind_of_entry() -> None:
    found = [(path[0], each["label"]) for path, each in carrying("defaultSnippets")]
    both = [
        *("agent", "command", "formatter", "gateway with apiKeyCommand", "language server"),
        *("local server", "local server", "remote server"),
    ]

    assert sorted(label for name, label in found if name == "1") == both
    assert sorted(label for name, label in found if name == "2") == sorted(
        [*both, "ask before commands"]
    )


def test_marks_are_known() -> None:
    marks = [found["x-opencode"] for found in SCHEMAS.values() if "x-opencode" in found]

    assert {name for found in marks for name in found} == MARKS
    assert {found["value"] for found in marks if "value" in found} == KINDS


@pytest.mark.parametrize(
    "path", [path for path, found in PROPERTIES.items() if "deprecated" in found]
)
def test_a_deprecated_key_says_what_to_use(path: str) -> None:
    holder = SCHEMAS[path.rpartition("/")[0]]
    replacement = mark(SCHEMAS[path], "replacement")

    assert SCHEMAS[path]["deprecated"] is True
    nowhere = ("1#/properties/layout", "2#/properties/experimental/properties/mcp_timeout")
    assert replacement in holder or path in nowhere


def test_keys_of_one_version_are_no_keys_of_the_other() -> None:
    both = {
        name
        for found in SCHEMAS.values()
        for version in ("v1", "v2")
        for name in mark(resolve(found), version) or ()
        if name in found.get("properties", {}) and not found["properties"][name].get("doNotSuggest")
    }

    assert both == set()


def test_what_only_opencode_2_knows_is_known_to_be_so() -> None:
    marked = set(mark(schema(), "v2"))

    assert marked == NATIVE_KEYS - KEYS
