"""Where a provider's key would come from, and all that a consent to its command covers."""

from typing import Literal

import pytest

from opencode_ls.analysis.build import Settings, analyse
from opencode_ls.analysis.destination import Destination
from opencode_ls.analysis.key_source import CommandSite, command_site, effective_site, providers
from support.fake_world import FakeWorld

OWN = "/home/me/.config/opencode/opencode.json"
COMMAND = '{"provider": {"x": {"options": {"apiKeyCommand": ["op", "read", "{env:REF}"]}}}}'


def site(text: str, path: str, files: dict[str, str], folder: str | None = None) -> CommandSite:
    world = FakeWorld(env={"REF": "op://a/b", "HOST": "llm.example"}, files=files)
    found = command_site(analyse(text, path=path, world=world, folder=folder), "x")
    assert found is not None
    return found


def test_a_projects_command() -> None:
    found = site(COMMAND, "/work/opencode.json", {"/work/opencode.json": "{}"})

    assert found.written == ("op", "read", "{env:REF}")
    assert found.argv == ("op", "read", "op://a/b")
    assert (found.file, found.folder, found.own) == ("/work/opencode.json", "/work", False)
    assert found.touched_by == ("/work/opencode.json",)
    assert found.destination == Destination()


def test_the_users_own_command_untouched_by_a_project() -> None:
    found = site(COMMAND, OWN, {OWN: COMMAND}, folder="/work")

    assert (found.own, found.touched_by) == (True, ())


def test_a_project_that_sets_only_the_base_url_touches_it() -> None:
    project = '{"provider": {"x": {"options": {"baseURL": "https://{env:HOST}/v1"}}}}'
    found = site(COMMAND, OWN, {OWN: COMMAND, "/work/opencode.json": project}, folder="/work")

    assert found.touched_by == ("/work/opencode.json",)
    assert found.destination.base_url == "https://llm.example/v1"
    assert found.destination_written.base_url == "https://{env:HOST}/v1"


def test_a_project_that_sets_a_models_provider_touches_it() -> None:
    project = '{"provider": {"x": {"models": {"m": {"provider": {"api": "https://a"}}}}}}'
    found = site(COMMAND, OWN, {OWN: COMMAND, "/work/opencode.json": project}, folder="/work")

    assert found.touched_by == ("/work/opencode.json",)


def test_a_project_that_sets_only_names_of_models_does_not() -> None:
    project = '{"provider": {"x": {"models": {"m": {"name": "M"}}}}}'
    found = site(COMMAND, OWN, {OWN: COMMAND, "/work/opencode.json": project}, folder="/work")

    assert found.touched_by == ()


def test_no_site_for_a_command_that_cannot_run() -> None:
    for command in ('"op read"', "[]", "[1]", '[""]', '{"command": "op"}', "null"):
        text = COMMAND.replace('["op", "read", "{env:REF}"]', command)
        analysis = analyse(text, path=OWN, world=FakeWorld())

        assert command_site(analysis, "x") is None


@pytest.mark.parametrize(
    "command",
    [
        '["op", "{env:TWO}"]',
        "[{env:WORD}]",
        "{env:LIST}",
        '["op"], "{env:NAME}": ["evil"]',
        '["op", "read{env:OPEN} /*", "x" */]',
    ],
)
def test_no_site_where_a_placeholder_makes_other_words_than_are_written(command: str) -> None:
    env = {"TWO": 'a", "b', "WORD": '"op"', "LIST": '["op"]', "NAME": "apiKeyCommand", "OPEN": '"'}
    text = COMMAND.replace('["op", "read", "{env:REF}"]', command)
    analysis = analyse(text, path=OWN, world=FakeWorld(env=env))

    assert not analysis.effective.problems
    assert command_site(analysis, "x") is None


def test_no_site_for_a_provider_that_a_placeholder_names() -> None:
    analysis = analyse(
        COMMAND.replace('"x"', '"{env:P}"'), path=OWN, world=FakeWorld(env={"P": "x"})
    )

    assert command_site(analysis, "x") is None


def test_where_the_key_goes_is_told_as_written_whatever_names_it() -> None:
    text = """{"provider": {"x": {"npm": "@ai-sdk/openai", "api": "https://{env:HOST}", "options": {
      "apiKeyCommand": ["op"], "{env:NAME}": "https://{env:HOST}/v1",
      "headers": {"X-{env:HOST}": "{env:HOST}", "n": 1, "o": [{env:N}]}}}}}"""
    world = FakeWorld(env={"NAME": "baseURL", "HOST": "evil.example", "N": "2"})
    found = command_site(analyse(text, path=OWN, world=world), "x")

    assert found is not None
    assert found.destination == Destination(
        "https://evil.example/v1",
        "https://evil.example",
        "@ai-sdk/openai",
        (("X-evil.example", "evil.example"), ("n", "1"), ("o", "[2]")),
    )
    assert found.destination_written == Destination(
        "https://{env:HOST}/v1",
        "https://{env:HOST}",
        "@ai-sdk/openai",
        (("X-{env:HOST}", "{env:HOST}"), ("n", "1"), ("o", "[{env:N}]")),
    )


def test_the_highest_file_decides_where_the_key_goes() -> None:
    below = (
        '{"provider": {"x": {"npm": "low", "options": {"baseURL": "low", "headers": {"a": "1"}}}}}'
    )
    above = '{"provider": {"x": {"options": {"baseURL": "high", "headers": {"b": "2"}}}}}'
    files = {"/work/opencode.json": below, "/work/.opencode/opencode.json": above}
    found = site(COMMAND, OWN, {OWN: COMMAND, **files}, folder="/work")

    assert found.touched_by == tuple(files)
    assert found.destination == Destination("high", None, "low", (("a", "1"), ("b", "2")))


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        ({}, (OWN, "own")),
        ({"/work/opencode.json": "near"}, ("/work/opencode.json", "near")),
        (
            {"/work/opencode.json": "near", "/work/.opencode/opencode.json": "dotted"},
            ("/work/.opencode/opencode.json", "dotted"),
        ),
        ({"/opencode.json": "far", "/work/opencode.json": "near"}, ("/work/opencode.json", "near")),
    ],
)
def test_the_highest_file_has_the_command(
    project: dict[str, str], expected: tuple[str, str]
) -> None:
    files = {path: COMMAND.replace('"op"', f'"{program}"') for path, program in project.items()}
    world = FakeWorld(env={"REF": "r"}, files={OWN: COMMAND.replace('"op"', '"own"'), **files})
    found = effective_site(world, "/work", "x", Settings())

    assert found is not None
    assert (found.file, found.argv[0]) == expected


@pytest.mark.parametrize(
    "project",
    ['"op read"', "null", "[]", '["{env:TWO}"]'],
    ids=["string", "null", "empty", "split"],
)
def test_a_command_that_cannot_run_hides_the_one_below(project: str) -> None:
    text = COMMAND.replace('["op", "read", "{env:REF}"]', project)
    world = FakeWorld(env={"TWO": 'a", "b'}, files={OWN: COMMAND, "/work/opencode.json": text})

    assert effective_site(world, "/work", "x", Settings()) is None


def test_other_settings_that_may_send_the_key_elsewhere() -> None:
    project = """{"provider": {"x": {
        "options": {"endpoint": "https://{env:HOST}", "apiKey": "k", "timeout": 1},
        "models": {"{env:HOST}": {"provider": {"api": "https://a", "npm": "b"}}}
    }}}"""
    found = site(COMMAND, OWN, {OWN: COMMAND, "/work/opencode.json": project}, folder="/work")

    assert found.destination.others == (
        ("models.llm.example.provider.api", "https://a"),
        ("models.llm.example.provider.npm", "b"),
        ("options.endpoint", "https://llm.example"),
    )
    assert found.destination_written.others == (
        ("models.{env:HOST}.provider.api", "https://a"),
        ("models.{env:HOST}.provider.npm", "b"),
        ("options.endpoint", "https://{env:HOST}"),
    )


def test_no_file_has_a_command_for_another_provider() -> None:
    assert effective_site(FakeWorld(files={OWN: COMMAND}), "/work", "y", Settings()) is None


def test_the_workspace_is_the_project_that_the_user_works_in() -> None:
    files = {OWN: COMMAND, "/work/.git": "<directory>"}

    assert site(COMMAND, OWN, files, folder="/work/a/b").workspace == "/work"
    assert site(COMMAND, OWN, files, folder="/elsewhere").workspace == "/elsewhere"


@pytest.mark.parametrize(
    ("text", "opencode", "found"),
    [
        ('{"provider": {"a": {}, "b": 1, "c": {}}}', "auto", "a /provider/a, c /provider/c"),
        ('{"provider": {"a": {"x": 1}, "a": {}, "b": {}, "b": 1}}', "auto", "a /provider/a"),
        ('{"provider": {"a": {}}, "providers": {"a": {}}}', "auto", "a /provider/a"),
        ('{"provider": {"a": {}}, "providers": {"a": {}}}', "2", "a /providers/a"),
        ('{"provider": {"a": {}}, "providers": {"b": {}}}', "1", "a /provider/a"),
        ('{"provider": [{}]}', "auto", ""),
    ],
)
def test_the_providers_of_a_file(
    text: str, opencode: Literal["auto", "1", "2"], found: str
) -> None:
    analysis = analyse(text, path=OWN, world=FakeWorld(), settings=Settings(opencode))
    told = [f"{name} /{'/'.join(map(str, node.path))}" for name, node in providers(analysis)]

    assert ", ".join(told) == found
    for name, node in providers(analysis):
        section = node.parent
        assert section is not None
        assert node is section.get(name)
        assert node in [each.value for each in section.properties]
