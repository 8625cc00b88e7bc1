"""What all files give together: what counts, where it stands, no value of a placeholder."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.effective import effective, plugin_name
from opencode_ls.analysis.layers import layers
from opencode_ls.text import LineIndex
from support.configs import texts
from support.fake_world import FakeWorld

OWN = "/home/me/.config/opencode/opencode.json"
PROJECT = "/work/opencode.json"
CANARY = "canary-4f9Kq2"


def check(own: str, project: str, *expected: str, env: dict[str, str] | None = None) -> None:
    """Each value as `path = JSON FILE:LINE:COLUMN`; the files are `own` and `project`."""
    files = {"/work/.git": "<directory>", OWN: own, PROJECT: project}
    assert told(FakeWorld(env=env or {}, files=files)) == list(expected)


def told(world: FakeWorld) -> list[str]:
    lines = []
    for value in effective(layers(world, "/work")):
        line, column = LineIndex(value.layer.text).position(value.span.start, "utf-32")
        name = {OWN: "own", PROJECT: "project"}[value.layer.path]
        path = ".".join(map(str, value.path))
        shown = json.dumps(value.shown, ensure_ascii=False)
        lines.append(f"{path} = {shown} {name}:{line + 1}:{column + 1}")
    return lines


def test_each_value_has_its_place() -> None:
    check(
        '{\n  "model": "a/b", // mine\n  "server": {"port": 1}\n}',
        '{"share": "manual"}',
        'model = "a/b" own:2:12',
        "server.port = 1 own:3:22",
        'share = "manual" project:1:11',
    )


def test_objects_are_merged_deep_and_the_later_file_counts() -> None:
    check(
        '{"provider": {"x": {"name": "X", "options": {"apiKey": "", "baseURL": "u"}}}}',
        '{"provider": {"x": {"options": {"baseURL": "v"}}, "y": {"name": "Y"}}}',
        'provider.x.name = "X" own:1:29',
        'provider.x.options.apiKey = "" own:1:56',
        'provider.x.options.baseURL = "v" project:1:44',
        'provider.y.name = "Y" project:1:65',
    )


def test_a_list_replaces_a_list() -> None:
    check(
        '{"provider": {"x": {"options": {"apiKeyCommand": ["op", "read"]}}}}',
        '{"provider": {"x": {"options": {"apiKeyCommand": ["pass"]}}}}',
        'provider.x.options.apiKeyCommand = ["pass"] project:1:50',
    )


@pytest.mark.parametrize(
    ("own", "project", "expected"),
    [
        ('{"share": "auto"}', '{"share": {}}', "share = {} project:1:11"),
        ('{"server": {"port": 1}}', '{"server": true}', "server = true project:1:12"),
        ('{"server": {"port": 1}}', '{"server": {}}', "server.port = 1 own:1:21"),
        ('{"server": {}}', "{}", "server = {} own:1:12"),
        ('{"model": "a"}', '{"model": null}', "model = null project:1:11"),
        ('{"model": "a", "model": "b"}', "{}", 'model = "b" own:1:25'),
    ],
)
def test_what_replaces_what(own: str, project: str, expected: str) -> None:
    check(own, project, expected)


def test_instructions_are_added_each_once() -> None:
    check(
        '{"instructions": ["a.md", "b.md"]}',
        '{"instructions": ["b.md", "c.md"]}',
        'instructions.0 = "a.md" own:1:19',
        'instructions.1 = "b.md" own:1:27',
        'instructions.2 = "c.md" project:1:27',
    )


def test_of_plugins_with_one_name_the_last_counts() -> None:
    check(
        '{"plugin": ["one@1.0.0", ["two", {}], "three"]}',
        '{"plugin": ["@scope/pkg@1", "two", "one@2.0.0"]}',
        'plugin.0 = "three" own:1:39',
        'plugin.1 = "@scope/pkg@1" project:1:13',
        'plugin.2 = "two" project:1:29',
        'plugin.3 = "one@2.0.0" project:1:36',
    )


def test_plugins_of_two_folders_are_two_even_if_their_files_are_called_alike() -> None:
    check(
        '{"plugin": ["./one.js", "./two.js", "./two.js"]}',
        '{"plugin": ["./one.js"]}',
        'plugin.0 = "./one.js" own:1:13',
        'plugin.1 = "./two.js" own:1:37',
        'plugin.2 = "./one.js" project:1:13',
    )


def test_no_plugins_hide_those_below() -> None:
    check('{"plugin": ["one"]}', '{"plugin": []}', "plugin = [] project:1:12")


def test_no_instructions_hide_none() -> None:
    check('{"instructions": ["a"]}', '{"instructions": []}', 'instructions.0 = "a" own:1:19')


def test_the_lists_of_the_own_folder_replace_each_other() -> None:
    files = {
        OWN.replace("opencode.json", "config.json"): '{"instructions": ["a"], "plugin": ["one"]}',
        OWN: '{"instructions": ["b"], "plugin": ["two"]}',
    }
    world = FakeWorld(files=files)
    shown = [value.shown for value in effective(layers(world, "/work"))]

    assert shown == ["b", "two"]


def test_the_lists_of_a_project_in_a_folder_of_that_name_do_not() -> None:
    files = {
        "/opencode/.git": "<directory>",
        "/opencode/opencode.json": '{"instructions": ["a"]}',
        "/opencode/opencode.jsonc": '{"instructions": ["b"]}',
    }
    found = effective(layers(FakeWorld(files=files), "/opencode"))

    assert [value.shown for value in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("own", "project", "expected"),
    [
        (
            '{"permission": {"bash": "deny", "*": "ask"}}',
            '{"permission": "allow"}',
            ['permission.bash = "deny" own:1:25', 'permission.* = "allow" project:1:16'],
        ),
        (
            '{"agent": {"x": {"permission": "ask"}}}',
            '{"agent": {"x": {"permission": {"edit": "deny"}}}}',
            [
                'agent.x.permission.* = "ask" own:1:32',
                'agent.x.permission.edit = "deny" project:1:41',
            ],
        ),
        (
            '{"provider": {"x": {"options": {"permission": "a"}}}}',
            "{}",
            ['provider.x.options.permission = "a" own:1:47'],
        ),
    ],
)
def test_a_permission_of_one_word_is_a_rule_for_all(
    own: str, project: str, expected: list[str]
) -> None:
    check(own, project, *expected)


def test_lists_of_these_names_further_down_are_replaced() -> None:
    inner = '{"agent": {"a": {"options": {"plugin": ["%s"]}}}}'
    check(inner % "x", inner % "y", 'agent.a.options.plugin = ["y"] project:1:40')


@pytest.mark.parametrize(
    ("plugin", "name"),
    [
        ("one", "one"),
        ("one@1.0.0", "one"),
        ("@scope/pkg", "@scope/pkg"),
        ("@scope/pkg@latest", "@scope/pkg"),
        ("./plugins/one.js", "one"),
        ("file:///home/me/one.ts", "one"),
        (["one@2", {"a": 1}], "one"),
        ("one@npm:two@2", "one"),
        ("github:a/b@1", "github:a/b@1"),
        ("a/b@1", "a/b@1"),
        ("git@example.com:a/b", "git@example.com:a/b"),
        ([], "[]"),
        (5, "5"),
    ],
)
def test_what_a_plugin_is_called(plugin: object, name: str) -> None:
    assert plugin_name(plugin) == name


def test_what_opencode_drops_is_left_out_and_what_it_reads_as_another_key_is_not() -> None:
    check(
        '{"theme": "x", "modle": "a/b", "providers": {"x": {}}, "agents": {"a": {"model": "m"}}}',
        '{"provider": {"x": {"baseURL": "u", "options": {"anything": 1}}}}',
        'agents.a.model = "m" own:1:82',
        "provider.x.options.anything = 1 project:1:61",
    )


@pytest.mark.parametrize("text", ["", "[]", "null", "5", "// nothing", "{"])
def test_a_file_without_an_object_adds_nothing(text: str) -> None:
    check(text, '{"model": "a"}', 'model = "a" project:1:11')


def test_what_can_be_read_of_a_broken_file_counts() -> None:
    check('{"model": "a", "share": }', "{}", 'model = "a" own:1:11')


def test_a_placeholder_is_shown_as_it_is_written() -> None:
    check(
        '{"model": "a/{env:X}", "username": "{file:~/u}"}',
        '{"provider": {"x": {"options": {"apiKeyCommand": ["sh", "-c", "{env:X}"]}}}}',
        'model = "a/{env:X}" own:1:11',
        'username = "{file:~/u}" own:1:36',
        'provider.x.options.apiKeyCommand = ["sh", "-c", "{env:X}"] project:1:50',
        env={"X": CANARY},
    )


def test_a_placeholder_outside_a_string() -> None:
    check(
        '{"server": {env:OBJECT}, "provider": {env:DEEP}}',
        '{"instructions": [{env:ITEM}], {env:MEMBER}}',
        'server = "{env:OBJECT}" own:1:12',
        'provider = "{env:DEEP}" own:1:38',
        'instructions.0 = "{env:ITEM}" project:1:19',
        '{env:MEMBER} = "{env:MEMBER}" project:1:32',
        env={
            "OBJECT": '{"port": 4}',
            "DEEP": f'{{"{CANARY}": {{"name": "{CANARY}"}}}}',
            "ITEM": f'"{CANARY}"',
            "MEMBER": f'"share": "{CANARY}"',
        },
    )


def test_a_name_from_a_placeholder_merges_by_its_value_and_is_shown_as_written() -> None:
    check(
        '{"provider": {"{env:NAME}": {"name": "X"}}}',
        '{"provider": {"x": {"name": "Y"}}}',
        'provider.x.name = "Y" project:1:29',
        env={"NAME": "x"},
    )
    check(
        '{"provider": {"{env:NAME}": {"name": "X"}}}',
        "{}",
        'provider.{env:NAME}.name = "X" own:1:38',
        env={"NAME": "x"},
    )


def test_a_file_that_is_the_same_through_two_places_counts_once() -> None:
    files = {OWN: '{"instructions": ["a.md"]}'}
    world = FakeWorld(env={"OPENCODE_CONFIG": OWN}, files=files, cwd="/elsewhere")

    assert told(world) == ['instructions.0 = "a.md" own:1:19']


def test_any_depth_is_told() -> None:
    deep = '{"provider": {"x": {"options": ' + '{"a": ' * 5000 + "1" + "}" * 5003
    files = {OWN: deep, PROJECT: '{"x": ' + "[" * 100_000}

    assert len(told(FakeWorld(files=files))) == 1


@given(own=texts(), project=texts())
def test_never_a_placeholders_value_and_never_an_error(own: str, project: str) -> None:
    env = {"SET": f'{CANARY}", "b": {{"c": ["{CANARY}'}
    files = {OWN: own, PROJECT: project.replace("prompts/review.md", "secret")}
    world = FakeWorld(env=env, files={**files, "/work/secret": CANARY})

    assert CANARY not in "\n".join(told(world))


@given(st.lists(st.dictionaries(st.sampled_from("ab"), st.integers(0, 3)), max_size=3))
def test_one_file_alone_is_as_it_is(members: list[dict[str, int]]) -> None:
    options = {str(at): each for at, each in enumerate(members)}
    own = {"provider": {"x": {"options": options}}} if options else {}
    found = effective(layers(FakeWorld(files={OWN: json.dumps(own)}), "/work"))
    again: dict[str, object] = {}
    for value in found:
        *above, last = map(str, value.path[3:])
        below = again
        for step in above:
            below = below.setdefault(step, {})  # type: ignore[assignment]  # an object
        below[last] = value.shown

    assert again == options
