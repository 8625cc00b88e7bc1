"""Which files the findings of a text rest on, and which nobody is told of."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.watched import watched
from support.fake_world import FakeWorld

SECRET = "sk-test-not-a-key"
OWN = "/home/me/.config/opencode"
HERE = ("opencode.json", "opencode.jsonc")


def check(text: str, world: FakeWorld, *expected: tuple[str, str]) -> None:
    """The places besides the user's own files and the administrator's."""
    analysis = analyse(text, path="/work/opencode.json", world=world)
    found = watched([analysis, analysis], ("/work",))
    usual = {
        *((OWN, name) for name in ("config.json", *HERE)),
        *(("/home/me/.opencode", name) for name in HERE),
        *(("/etc/opencode", name) for name in HERE),
    }

    assert usual <= set(found)
    assert [each for each in found if each not in usual] == [*expected]


def world_of(*unknown: str, **files: str) -> FakeWorld:
    env = {"SECRET": SECRET, "CONFIG": "{file:a}"}
    there = dict.fromkeys(unknown, "<unknown>")
    return FakeWorld(env=env, files={"/work/.git": "<directory>", **files, **there})


def test_the_files_of_the_workspace_are_found_by_their_names() -> None:
    check("{}", world_of())


def test_the_targets_of_placeholders_there_or_not() -> None:
    check(
        '{"username": "{file:a} {file:~/b} {file:/c/d}", // {file:a[1]}\n}',
        world_of(**{"/work/a": "x"}),
        ("/work", "a"),
        ("/home/me", "b"),
        ("/c", "d"),
        ("/work", "*"),
    )


@pytest.mark.parametrize("text", ["{file:{env:SECRET}}", "{env:CONFIG}", "{file:{env:SECRET}/x}"])
def test_no_path_with_a_variable_s_value(text: str) -> None:
    check(f'{{"username": "{text}"}}', world_of())


def test_nothing_that_may_not_be_looked_at() -> None:
    check('{"username": "{file://host/a}"}', world_of("//host/a", "/host/a"))


def test_what_variables_name() -> None:
    env = {"OPENCODE_CONFIG": "/else/my.json", "OPENCODE_CONFIG_DIR": "/dir"}
    files = {"/work/.git": "<directory>", "/dir/agent/a.md": "", "/dir/plugin/a.js": ""}
    check(
        "{}",
        FakeWorld(env=env, files=files),
        ("/else", "my.json"),
        *(("/dir", name) for name in HERE),
        ("/dir", "*"),
        ("/dir/agent", "**/*.md"),
        ("/dir/plugin", "*"),
    )


def test_the_project_around_the_workspace() -> None:
    files = {"/up/.git": "<directory>", "/up/.opencode/command/a.md": ""}
    analysis = analyse("{}", path="/up/in/opencode.json", world=FakeWorld(files=files))
    found = [each for each in watched([analysis], ("/up/in",)) if each.folder.startswith("/up")]

    assert found == [
        *(("/up", name) for name in HERE),
        *(("/up/.opencode", name) for name in HERE),
        ("/up/.opencode", "*"),
        ("/up/.opencode/command", "**/*.md"),
    ]
