"""Which files apply to a folder, in which order, and whose they are."""

import pytest

from opencode_ls.analysis.layers import CONTENT, layers, project_folder, scope_of, with_content
from support.fake_world import FakeWorld
from support.tree_dump import dump

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


@pytest.mark.parametrize("value", ["1", "true", "TRUE"])
def test_a_variable_turns_the_projects_files_off(value: str) -> None:
    world = FakeWorld(
        env={"OPENCODE_DISABLE_PROJECT_CONFIG": value},
        files=dict.fromkeys(
            [f"{OWN}/opencode.json", "/work/opencode.json", "/work/.opencode/opencode.json"], "{}"
        ),
    )
    check(world, "/work", [(f"{OWN}/opencode.json", "user")])


def test_a_variables_path_starts_where_opencode_does() -> None:
    world = FakeWorld(
        env={"OPENCODE_CONFIG": "../my.json", "OPENCODE_CONFIG_DIR": "./extra"},
        files={"/my.json": "{}", "/work/extra/opencode.json": "{}"},
    )
    check(world, "/work", [("/my.json", "user"), ("/work/extra/opencode.json", "user")])


def test_a_file_that_cannot_be_read_does_not_apply() -> None:
    files = {"/work/opencode.json": "<unreadable>", "/work/opencode.jsonc": "<unknown>"}
    check(FakeWorld(files=files), "/work", [])


def test_the_users_own_files_stay_the_users_where_the_user_works_beside_them() -> None:
    names = [f"{OWN}/opencode.json", "/home/me/.opencode/opencode.json"]
    world = FakeWorld(files=dict.fromkeys(names, "{}"))
    check(world, OWN, [(name, "user") for name in names])


def test_a_broken_file_applies_as_far_as_it_can_be_read() -> None:
    world = FakeWorld(env={"N": "3"}, files={"/work/opencode.json": '{"subagent_depth": {env:N}'})
    (layer,) = layers(world, "/work")

    assert dump(layer.tree) == '{"subagent_depth": 3…'


@pytest.mark.parametrize(
    "env",
    [
        {"OPENCODE_CONFIG": "/work/x.json"},
        {"OPENCODE_CONFIG": "x.json"},
        {"OPENCODE_CONFIG": "/other/../work/x.json"},
        {"OPENCODE_CONFIG": "/elsewhere/link.json"},
        {"OPENCODE_CONFIG_DIR": "/work"},
        {"OPENCODE_CONFIG_DIR": "."},
    ],
)
@pytest.mark.parametrize("cwd", ["/work", "/"])
def test_a_variable_does_not_make_a_projects_file_the_users_own(
    env: dict[str, str], cwd: str
) -> None:
    world = FakeWorld(
        env=env,
        files={"/work/.git": "<directory>"},
        links={"/elsewhere/link.json": "/work/x.json"},
        cwd=cwd,
    )

    assert scope_of(world, "/work/x.json") == "project"
    assert scope_of(world, "/work/opencode.json") == "project"


def test_a_link_to_the_users_file_leads_to_the_users_own() -> None:
    world = FakeWorld(links={f"{OWN}/opencode.json": "/home/me/dotfiles/opencode.json"})

    assert scope_of(world, "/home/me/dotfiles/opencode.json") == "user"
    assert scope_of(world, "/home/me/dotfiles/opencode.jsonc") == "project"


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("/work/a/b", "/work/a"), ("/work/a", "/work/a"), ("/work/c", "/work/c"), ("/", "/")],
)
def test_the_projects_folder_has_its_git(folder: str, expected: str) -> None:
    world = FakeWorld(files={"/work/a/.git": "gitdir: elsewhere"})

    assert project_folder(world, folder) == expected


@pytest.mark.parametrize(
    ("platform", "env", "expected"),
    [
        ("linux", {}, "/etc/opencode/opencode.json"),
        ("darwin", {}, "/Library/Application Support/opencode/opencode.json"),
        ("win32", {"ProgramData": "/D"}, "/D/opencode/opencode.json"),
    ],
)
def test_the_managed_folder(platform: str, env: dict[str, str], expected: str) -> None:
    world = FakeWorld(platform=platform, env=env, files={expected: "{}"})

    assert scope_of(world, expected) == "managed"
    check(world, "/work", [(expected, "managed")])


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("/work/.opencode", [OWN, "/work", "/work/a/.opencode", "/work/.opencode"]),
        (OWN, ["/work", OWN, "/work/a/.opencode", "/work/.opencode"]),
        ("/extra", [OWN, "/work", "/work/a/.opencode", "/work/.opencode", "/extra"]),
    ],
)
def test_a_folder_that_is_named_twice_counts_where_it_first_is(
    extra: str, expected: list[str]
) -> None:
    files = dict.fromkeys([f"{folder}/opencode.json" for folder in (*expected, "/work/b")], "{}")
    world = FakeWorld(
        env={"OPENCODE_CONFIG_DIR": extra}, files={**files, "/work/.git": "<directory>"}
    )
    found = [layer.path.removesuffix("/opencode.json") for layer in layers(world, "/work/a")]

    assert found == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"shell": "{file:note}"}', ["/work/opencode.json", CONTENT, "/managed/opencode.json"]),
        ("", ["/work/opencode.json", "/managed/opencode.json"]),
    ],
)
def test_the_variable_with_a_text_counts_below_the_managed_files(
    content: str, expected: list[str]
) -> None:
    world = FakeWorld(
        env={CONTENT: content, "OPENCODE_TEST_MANAGED_CONFIG_DIR": "/managed"},
        files={"/work/opencode.json": "{}", "/managed/opencode.json": "{}", "/work/note": "here"},
    )

    assert [layer.path for layer in with_content(world, "/work")] == expected


def test_the_text_of_the_variable_reads_files_from_the_folder() -> None:
    world = FakeWorld(env={CONTENT: '{"shell": "{file:note}"}'}, files={"/work/note": "here"})
    (found,) = with_content(world, "/work")

    assert found.substitution.text == '{"shell": "here"}'
