"""Which files apply to a folder, in which order, and whose they are."""

import pytest

from opencode_ls.analysis.layers import layers, scope_of
from support.fake_world import FakeWorld

OWN = "/home/me/.config/opencode"


def check(world: FakeWorld, folder: str, expected: list[tuple[str, str]]) -> None:
    assert [(layer.path, layer.scope) for layer in layers(world, folder)] == expected


def test_own_files_come_before_the_project() -> None:
    world = FakeWorld(
        files={
            f"{OWN}/opencode.jsonc": "{}",
            f"{OWN}/opencode.json": "{}",
            f"{OWN}/config.json": "{}",
            "/work/opencode.json": "{}",
            "/work/.git": "<directory>",
        }
    )
    check(
        world,
        "/work",
        [
            (f"{OWN}/config.json", "user"),
            (f"{OWN}/opencode.json", "user"),
            (f"{OWN}/opencode.jsonc", "user"),
            ("/work/opencode.json", "project"),
        ],
    )


def test_nearer_project_files_win_but_the_outer_dot_opencode_does() -> None:
    names = ["/work/a/opencode.json", "/work/opencode.json", "/work/opencode.jsonc"]
    dotted = ["/work/a/.opencode/opencode.json", "/work/.opencode/opencode.json"]
    world = FakeWorld(files=dict.fromkeys((*names, *dotted), "{}") | {"/work/.git": "x"})
    check(
        world,
        "/work/a",
        [
            ("/work/opencode.json", "project"),
            ("/work/opencode.jsonc", "project"),
            ("/work/a/opencode.json", "project"),
            ("/work/a/.opencode/opencode.json", "project"),
            ("/work/.opencode/opencode.json", "project"),
        ],
    )


def test_files_above_the_project_do_not_apply() -> None:
    world = FakeWorld(files={"/opencode.json": "{}", "/work/.git": "<directory>"})
    check(world, "/work", [])


def test_variables_name_more_files() -> None:
    world = FakeWorld(
        env={
            "XDG_CONFIG_HOME": "/xdg",
            "OPENCODE_CONFIG": "/elsewhere/my.json",
            "OPENCODE_CONFIG_DIR": "/extra",
        },
        files=dict.fromkeys(
            [
                "/xdg/opencode/opencode.json",
                f"{OWN}/opencode.json",
                "/elsewhere/my.json",
                "/extra/opencode.jsonc",
                "/home/me/.opencode/opencode.json",
                "/etc/opencode/opencode.json",
            ],
            "{}",
        ),
    )
    check(
        world,
        "/work",
        [
            ("/xdg/opencode/opencode.json", "user"),
            ("/elsewhere/my.json", "user"),
            ("/home/me/.opencode/opencode.json", "user"),
            ("/extra/opencode.jsonc", "user"),
            ("/etc/opencode/opencode.json", "managed"),
        ],
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"{OWN}/opencode.json", "user"),
        ("/home/me/.opencode/opencode.jsonc", "user"),
        ("/etc/opencode/opencode.json", "managed"),
        ("/work/opencode.json", "project"),
        ("/work/.opencode/opencode.json", "project"),
        (f"{OWN}/elsewhere/opencode.json", "project"),
    ],
)
def test_whose_file_it_is(path: str, expected: str) -> None:
    assert scope_of(FakeWorld(), path) == expected


@pytest.mark.parametrize(
    "variable", [{"OPENCODE_CONFIG": "/work/x.json"}, {"OPENCODE_CONFIG_DIR": "/work"}]
)
def test_a_variable_does_not_make_a_projects_file_the_users_own(variable: dict[str, str]) -> None:
    world = FakeWorld(env=variable, files={"/work/.git": "<directory>"})

    assert scope_of(world, "/work/x.json") == "project"
    assert scope_of(world, "/work/opencode.json") == "project"
