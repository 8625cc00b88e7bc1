"""What is offered where, and in which order."""

import pytest

from opencode_ls.analysis.build import Settings, analyse
from opencode_ls.features.completion import Item, complete
from support.fake_world import FakeWorld
from support.marked import marked

WORLD = FakeWorld(
    env={"MISTRAL_API_KEY": "sk-test-not-a-key"},
    programs={"op": "/usr/bin/op", "gh": "/opt/gh", "pass": "/usr/bin/pass", "npx": "/usr/bin/npx"},
)
COMMAND = '{"provider": {"x": {"options": {"apiKeyCommand": %s}}}}'


def check(text: str, *expected: str) -> None:
    """The labels in order; a last `…` stands for any others."""
    found = tuple(item.label for item in items(text))
    shown = found if expected[-1:] != ("…",) else (*found[: len(expected) - 1], "…")

    assert shown == expected


def items(text: str, version: Settings = Settings()) -> tuple[Item, ...]:  # noqa: B008  (frozen)
    plain, offset = marked(text)
    analysis = analyse(plain, path="/work/opencode.json", world=WORLD, settings=version)
    return complete(analysis, offset)


def item(text: str, label: str) -> Item:
    return {found.label: found for found in items(text)}[label]


def test_keys_that_are_not_there_yet() -> None:
    check('{"tool_output": {"max_lines": 1, $0}}', "max_bytes")


def test_the_key_under_the_cursor_is_offered_too() -> None:
    check('{"tool_output": {"max_l$0": 1}}', "max_lines", "max_bytes")


def test_required_keys_come_first_and_deprecated_ones_last() -> None:
    text = '{"agent": {"a": {$0}}}'
    found = [found.label for found in items(text) if found.deprecated]

    assert found == [found.label for found in items(text)][-len(found) :]
    assert found == ["tools", "maxSteps"]
    check('{"mcp": {"a": {"type": "remote", $0}}}', "url", "…")


def test_the_branch_that_the_file_means() -> None:
    check(
        '{"mcp": {"a": {"type": "remote", "url": "http://x", $0}}}',
        *("headers", "oauth", "enabled", "timeout"),
    )


def test_the_value_that_tells_branches_apart_can_change() -> None:
    check('{"mcp": {"a": {"type": "loc$0al", "command": []}}}', "local", "remote")


def test_a_key_says_its_type_and_what_it_does() -> None:
    found = item("{$0}", "autoshare")

    assert (found.kind, found.detail, found.deprecated) == ("property", "boolean", True)
    assert found.documentation.startswith("**Deprecated**: use `share`\n\n")


@pytest.mark.parametrize(
    ("label", "snippet", "retrigger"),
    [
        ("username", '"username": "$1"', False),
        ("model", '"model": "$1"', True),
        ("snapshot", '"snapshot": ${1|false,true|}', False),
        ("share", '"share": "${1|auto,disabled,manual|}"', False),
        ("autoupdate", '"autoupdate": ${1|false,"notify",true|}', False),
        ("subagent_depth", '"subagent_depth": ${1:1}', False),
        ("instructions", '"instructions": ["$1"]', True),
        ("provider", '"provider": {$1}', True),
        ("permission", '"permission": ${1|"ask","allow","deny",{}|}', True),
        ("$schema", r'"\$schema": "${1:https://opencode.ai/config.json}"', False),
    ],
)
def test_a_key_brings_a_value_of_its_type(label: str, snippet: str, *, retrigger: bool) -> None:
    found = item("{$0}", label)

    assert (found.snippet, found.retrigger) == (snippet, retrigger)


def test_an_object_brings_the_keys_it_must_have() -> None:
    found = item('{"provider": {"x": {"models": {"m": {$0}}}}}', "limit")

    assert found.snippet == '"limit": { "context": ${1:131072}, "output": ${2:8192} }'


def test_values_that_the_schema_lists() -> None:
    check('{"share": $0}', "manual", "auto", "disabled")
    check('{"autoupdate": $0}', "true", "false", "notify")
    check('{"snapshot": $0}', "true", "false")
    check('{"agent": {"x": {"mode": "$0"}}}', "subagent", "primary", "all")


@pytest.mark.parametrize("text", ['{"share":$0\n  "auto"}', '{"server": $0{}}', '{"server": {}$0}'])
def test_nothing_beside_a_value_that_stays(text: str) -> None:
    check(text)


def test_a_listed_value_is_explained() -> None:
    found = item('{"share": $0}', "manual")

    assert (found.kind, found.detail) == ("enum", "default")
    assert found.documentation == "Only when you say `/share`."


def test_what_is_typed_with_a_quote_is_compared_with_quotes() -> None:
    assert item("{sha$0}", "share").filter == "share"
    assert item('{"sha$0"}', "share").filter == '"share"'


def test_an_empty_file_starts_with_its_schema() -> None:
    check("$0", "opencode configuration")
    check("// mine\n$0", "opencode configuration")
    found = item("$0", "opencode configuration")

    assert found.edit.text == '{\n  "$schema": "https://opencode.ai/config.json"\n  \n}'
    assert found.snippet == '{\n  "\\$schema": "https://opencode.ai/config.json"\n  $0\n}'


def test_whole_entries_where_a_map_is_typed() -> None:
    check('{"mcp": {$0}}', "local server", "remote server")
    check('{"mcp": $0}', "local server", "remote server", "{}")
    check('{"mcp": {"a": $0}}', "local server", "remote server", "{}")
    check('{"agent": {$0}}', "agent", "…")
    check('{"provider": {$0}}', "gateway with apiKeyCommand", "local server", "mistral", "…")


def test_a_whole_entry_gets_lines_of_its_own() -> None:
    assert item('{\n  "mcp": {$0}\n}', "local server").edit.text == (
        "\n"
        '    "everything": {\n'
        '      "type": "local",\n'
        '      "command": ["npx", "-y", "@modelcontextprotocol/server-everything"]\n'
        "    }\n"
        "  "
    )


def test_a_whole_entry_takes_the_name_that_is_typed() -> None:
    found = item('{"mcp": {"docs$0"}}', "remote server")

    assert found.edit.text == '"docs": { "type": "remote", "url": "https://mcp.example.com/mcp" }'
    assert found.filter == '"docs"'


def test_a_whole_entry_in_braces_that_are_there() -> None:
    found = item('{"mcp": {"docs": { $0 }}}', "remote server")

    assert found.edit.text == '"type": "remote",\n"url": "https://mcp.example.com/mcp"'


def test_commands_for_a_key_those_found_here_first() -> None:
    check(COMMAND % "$0", "op read", "pass show", "pass show, first line", "gh auth token", "…")
    check(COMMAND % "[$0]", "op read", "pass show", "pass show, first line", "gh auth token", "…")


def test_a_command_as_a_list_and_inside_one() -> None:
    whole, inside = item(COMMAND % "$0", "op read"), item(COMMAND % "[$0]", "op read")

    assert whole.snippet == '["op", "read", "op://${1:Private}/${2:OpenAI}/${3:credential}"]'
    assert inside.snippet == '"op", "read", "op://${1:Private}/${2:OpenAI}/${3:credential}"'
    assert whole.edit.text == '["op", "read", "op://Private/OpenAI/credential"]'
    assert (whole.kind, whole.detail) == ("command", "1Password")
    assert item(COMMAND % "$0", "rbw get").detail == "Bitwarden (rbw) · not found here"


def test_a_command_takes_the_place_of_a_string() -> None:
    found = item(COMMAND % '"op rea$0"', "op read")

    assert found.edit.text == '["op", "read", "op://Private/OpenAI/credential"]'
    assert found.filter == '"op read"'


def test_a_program_beside_other_elements() -> None:
    check(COMMAND % '["$0", "read"]', "op", "pass", "gh", "npx", "{env:…}", "{file:…}")
    check('{"mcp": {"a": {"type": "local", "command": ["$0"]}}}', "npx", "{env:…}", "{file:…}")
    check(COMMAND % '["op", "$0"]', "{env:…}", "{file:…}")


def test_models_of_the_file_then_of_providers_with_a_key() -> None:
    text = '{"provider": {"x": {"models": {"m": {"name": "Big"}}}}, "model": "$0"}'
    check(text, "x/m", "mistral/codestral-latest", "…")

    assert item(text, "x/m").detail == "Big"
    assert len([found for found in items(text) if found.kind == "reference"]) <= 100


def test_models_that_fit_what_is_typed() -> None:
    labels = [found.label for found in items('{"model": "anthropic/opus-4-5$0"}')]

    assert labels[:2] == ["anthropic/claude-opus-4-5", "anthropic/claude-opus-4-5-20251101"]


def test_a_provider_leads_to_its_models() -> None:
    found = item('{"model": "anthr$0"}', "anthropic/")

    assert (found.edit.text, found.retrigger) == ('"anthropic/"', True)


def test_providers_with_a_key_here_first() -> None:
    check('{"provider": {"x": {}}, "enabled_providers": ["$0"]}', "x", "mistral", "anthropic", "…")


def test_agents() -> None:
    text = '{"agent": {"me": {"mode": "subagent"}, "you": {}}, %s}'
    own = ("me", "you", "build", "plan", "general", "explore")
    rest = ("{env:…}", "{file:…}")
    check(text % '"command": {"c": {"agent": "$0"}}', *own, *rest)
    check(text % '"default_agent": "$0"', "you", "build", "plan", *rest)


def test_packages_the_general_one_first() -> None:
    check('{"provider": {"x": {"npm": "$0"}}}', "@ai-sdk/openai-compatible", "…")


def test_tools_and_those_of_servers() -> None:
    labels = [found.label for found in items('{"mcp": {"docs": {}}, "tools": {$0}}')]

    assert labels[:2] == ["bash", "edit"]
    assert labels[-1] == "docs_*"


def test_permissions() -> None:
    check('{"permission": {"bash": {"*": $0}}}', "allow", "ask", "deny")


def test_the_providers_own_variable_for_its_key() -> None:
    text = '{"provider": {"mistral": {"options": {"%s": "$0"}}}}'
    check(text % "apiKey", "{env:MISTRAL_API_KEY}", "{env:…}", "{file:…}")

    assert item(text % "apiKey", "{env:MISTRAL_API_KEY}").detail == "set here"
    assert "{env:MISTRAL_API_KEY}" not in [found.label for found in items(text % "baseURL")]


def test_a_custom_providers_variable() -> None:
    text = '{"provider": {"my-llm": {%s"options": {"apiKey": "$0"}}}}'
    check(text % "", "{env:MY_LLM_API_KEY}", "{env:…}", "{file:…}")
    check(text % '"env": ["LLM_TOKEN"], ', "{env:LLM_TOKEN}", "{env:…}", "{file:…}")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"{env:$0"', '"{env:MISTRAL_API_KEY}"'),
        ('"{env:$0}"', '"{env:MISTRAL_API_KEY}"'),
        ('"{env:MIS$0TR}"', '"{env:MISTRAL_API_KEY}"'),
        ('"Bearer {env:MIS$0"', '"Bearer {env:MISTRAL_API_KEY}"'),
    ],
)
def test_names_in_a_placeholder(value: str, expected: str) -> None:
    text = '{"provider": {"mistral": {"options": {"apiKey": %s}}}}'
    plain, _ = marked(text % value)
    found = item(text % value, "MISTRAL_API_KEY")
    after = plain[: found.edit.span.start] + found.edit.text + plain[found.edit.span.end :]

    assert after == text % expected
    assert found.detail == "Mistral · set here"


def test_variables_where_names_of_variables_stand() -> None:
    check('{"provider": {"mistral": {"env": ["$0"]}}}', "MISTRAL_API_KEY", "…")


def test_of_opencode_2_only_what_it_reads_alike() -> None:
    labels = [found.label for found in items("{$0}", Settings(opencode="2"))]

    assert {"model", "share", "lsp"} <= set(labels)
    assert not {"provider", "agent", "permission"} & set(labels)


def test_keys_of_opencode_2_are_not_offered() -> None:
    labels = [found.label for found in items('{"mcp": {$0}, "compaction": {}}')]

    assert "servers" not in labels
