"""Which places of a file name something, in the shape of either opencode."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.names import Name, files, name_at
from support.fake_world import FakeWorld
from support.marked import marked

PATH = "/work/opencode.json"
INNER = "/work/.opencode/opencode.json"
LINK = "/work/.opencode/opencode.jsonc"
WORLD = FakeWorld(env={"SET": "p"}, files={"/work/.git": "<directory>"})


def check(text: str, *expected: str) -> None:
    """One line for each name: what it stands for, and `=` where it defines that."""
    [found] = files(analyse(text, path=PATH, world=WORLD))

    assert tuple(line(name, text) for name in found.names) == expected


def line(name: Name, text: str) -> str:
    kind, subject, owner = name.subject
    written = name.span.of(text)
    words = [kind, f"{owner}/{subject}" if owner else subject, "=" * name.defines]
    words.append(f"as {written}" if written != subject else "")
    return " ".join(filter(None, words))


@pytest.mark.parametrize("section", ["provider", "providers"])
def test_a_provider_with_models(section: str) -> None:
    check(
        f'{{"{section}": {{"p": {{"models": {{"m": {{}}, "a/b": {{}}}}}}}}}}',
        *("provider p =", "model p/m =", "model p/a/b ="),
    )


@pytest.mark.parametrize("list_", ["disabled_providers", "enabled_providers"])
def test_a_list_of_providers(list_: str) -> None:
    check(f'{{"{list_}": ["p", 5, "q"]}}', "provider p", "provider q")


@pytest.mark.parametrize(
    "text",
    [
        '{"model": "p/a/b"}',
        '{"small_model": "p/a/b"}',
        '{"model": "p/a/b#high"}',
        '{"model": {"providerID": "p", "model": "a/b", "variant": "high"}}',
    ],
)
def test_a_model(text: str) -> None:
    check(text, "provider p", "model p/a/b")


@pytest.mark.parametrize("section", ["agent", "agents", "mode", "command", "commands"])
def test_the_model_of_an_entry(section: str) -> None:
    kind = "command" if section.startswith("command") else "agent"
    check(f'{{"{section}": {{"x": {{"model": "p/m"}}}}}}', f"{kind} x =", "provider p", "model p/m")


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("p", []),
        ("", []),
        ("p/", ["provider p"]),
        ("/m", []),
        ("p/#v", ["provider p"]),
        ("p//", ["provider p", "model p//"]),
    ],
)
def test_a_half_typed_model(model: str, expected: list[str]) -> None:
    check(f'{{"model": "{model}"}}', *expected)


@pytest.mark.parametrize("list_", ["whitelist", "blacklist"])
def test_a_providers_list_of_models(list_: str) -> None:
    check(f'{{"provider": {{"p": {{"{list_}": ["m"]}}}}}}', "provider p =", "model p/m")


@pytest.mark.parametrize("section", ["command", "commands"])
def test_an_agent(section: str) -> None:
    check(f'{{"default_agent": "a", "{section}": {{"c": {{"agent": "b"}}}}}}', *AGENTS)


AGENTS = ("agent a", "command c =", "agent b")


@pytest.mark.parametrize("holder", ["agent", "mode"])
def test_the_agents_that_a_task_may_be_given_to(holder: str) -> None:
    task = '"permission": {"task": {"a": "allow", "a-*": "deny", "b?": "ask"}}'
    check(f"{{{task}}}", "agent a")
    check(f'{{"{holder}": {{"x": {{{task}}}}}}}', "agent x =", "agent a")


@pytest.mark.parametrize("action", ["subagent", "task"])
def test_a_rule_about_an_agent(action: str) -> None:
    rules = f'"permissions": [{{"action": "{action}", "resource": "a"}}]'
    check(f"{{{rules}}}", "agent a")
    check(f'{{"agents": {{"x": {{{rules}}}}}}}', "agent x =", "agent a")


def test_a_rule_about_something_else() -> None:
    check('{"permissions": [{"action": "shell", "resource": "a"}, {"resource": "a"}, 5]}')
    check('{"permissions": [{"action": "subagent", "resource": "*"}]}')


def test_a_rule_about_a_provider() -> None:
    rules = '"policies": [{"action": "provider.use", "resource": "p"}]'
    check(f"{{{rules}}}", "provider p")
    check(f'{{"experimental": {{{rules}}}}}', "provider p")


def test_mcp_servers() -> None:
    check(
        '{"mcp": {"a": {}, "timeout": {}, "servers": {"b": {}, "timeout": {}}}}',
        *("mcp a =", "mcp b =", "mcp timeout ="),
    )


@pytest.mark.parametrize(
    "tools",
    [
        '"tools": {"docs_*": true, "docs*": true, "docs_find": true, "docs": true, "doc_*": true}',
        '"permission": {"docs_*": "ask", "docs*": {"*": "ask"}, "docs_find": "deny", "bash": 1}',
        '"experimental": {"primary_tools": ["docs_*", "docs*", "docs_find", "read", 5]}',
        '"permissions": [{"action": "docs_*"}, {"action": "docs*"}, {"action": "docs_find"}]',
    ],
)
def test_the_tools_of_an_mcp_server(tools: str) -> None:
    check(f'{{"mcp": {{"docs": {{}}}}, {tools}}}', "mcp docs =", *["mcp docs"] * 3)


@pytest.mark.parametrize("holder", ["agent", "mode"])
def test_the_tools_of_an_agent(holder: str) -> None:
    for tools in ('"tools": {"docs_*": true}', '"permission": {"docs_*": "ask"}'):
        text = f'{{"mcp": {{"docs": {{}}}}, "{holder}": {{"x": {{{tools}}}}}}}'
        check(text, "mcp docs =", "agent x =", "mcp docs")


def test_of_two_servers_the_longer_name_counts() -> None:
    text = '{"mcp": {"gh": {}, "gh_grep": {}}, "tools": {"gh_grep_*": true, "gh_g_*": true}}'
    check(text, "mcp gh =", "mcp gh_grep =", "mcp gh_grep", "mcp gh")


def test_a_server_whose_tools_are_written_otherwise() -> None:
    check(
        '{"mcp": {"my.docs": {}}, "tools": {"my_docs_*": true}}',
        *("mcp my.docs =", "mcp my.docs as my_docs"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'{"model": "\u0070\/a\ud83d\ude00\"b#c"}', [r"\u0070", r"a\ud83d\ude00\"b"]),
        ('{"model": "😀/é"}', ["😀", "é"]),
        (r'{"disabled_providers": ["\u0070"]}', [r"\u0070"]),
    ],
)
def test_escapes_and_wide_characters(text: str, expected: list[str]) -> None:
    [found] = files(analyse(text, path=PATH, world=WORLD))

    assert [name.span.of(text) for name in found.names] == expected


@pytest.mark.parametrize(
    "text",
    [
        *('{"model": "{env:SET}/m"}', '{"model": "p/{env:SET}"}', '{"model": "p/m#{env:SET}"}'),
        *('{"model": {env:SET}}', '{"provider": {"{env:SET}": {"models": {"m": {}}}}}'),
        *('{"provider": {"{env:UNSET}p": {}}}', '{"model": {"providerID": "{env:SET}"}}'),
        '{"permissions": [{"action": "{env:SET}", "resource": "p"}]}',
    ],
)
def test_a_name_with_a_placeholder_takes_no_part(text: str) -> None:
    check(text)


def test_a_placeholder_elsewhere_moves_nothing() -> None:
    check('{"username": "{env:SET}{env:UNSET}", "model": "p/m"}', "provider p", "model p/m")


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "5", '{"model": "p/m', "{'model': 'p/m'}", '{"model": "p/m\n}'),
        *('{"provider": {"p', '{"provider": {p: {}}}', '{"provider": ["p"]}', '{"mcp": {"": {}}}'),
        *('{"disabled_providers": [""]}', '{"default_agent": 5}', '{"default_agent": null}'),
    ],
)
def test_what_names_nothing(text: str) -> None:
    check(text)


def test_half_typed_text_around_a_name() -> None:
    check('{"provider": {"p": {"models": {"m": ', "provider p =", "model p/m =")
    check('{"provider": {"p"', "provider p =")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"model": $0"p/m"}', "provider p"),
        ('{"model": "$0p/m"}', "provider p"),
        ('{"model": "p$0/m"}', "provider p"),
        ('{"model": "p/$0m"}', "model p/m"),
        ('{"model": "p/m"$0}', "model p/m"),
        ('{"model": "p/m$0#v"}', "model p/m"),
        ('{"model": "p/m#$0v"}', "model p/m"),
        ('{"model": "p/m#v$0"}', ""),
        ('{"model$0": "p/m"}', ""),
    ],
)
def test_the_name_at_a_cursor(text: str, expected: str) -> None:
    text, offset = marked(text)
    found = name_at(analyse(text, path=PATH, world=WORLD), offset)

    assert (line(found, text) if found else "") == expected


def test_the_other_files_lowest_first_and_each_once() -> None:
    texts = {PATH: '{"model": "a/b"}', INNER: '{"mcp": {"x": {}}}'}
    tools = '{"tools": {"x_*": true}}'
    own = "/home/me/.config/opencode/opencode.json"
    world = FakeWorld(files={"/work/.git": "", own: tools, **texts}, links={LINK: INNER})
    found = files(analyse(texts[INNER], path=LINK, world=world))

    assert [(file.path, [line(name, file.text) for name in file.names]) for file in found] == [
        (LINK, ["mcp x ="]),
        (own, ["mcp x"]),
        (PATH, ["provider a", "model a/b"]),
    ]


def test_a_text_in_no_file() -> None:
    [found] = files(analyse('{"default_agent": "a"}', world=WORLD))

    assert (found.path, len(found.names)) == ("", 1)
