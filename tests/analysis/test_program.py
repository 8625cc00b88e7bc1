"""The program of each command, as the resolver would look for it."""

import json

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.program import programs
from support.fake_world import FakeWorld

WORLD = FakeWorld(
    env={"TOOL": "op", "FOLDER": "/srv/sk-test-not-a-key"},
    programs={"op": "/usr/bin/op", "/work/print-key": "<not-executable>", "dir": "<directory>"},
)


def check(command: object, *expected: tuple[str, str, str]) -> None:
    text = json.dumps({"provider": {"x": {"options": {"apiKeyCommand": command}}}})
    analysis = analyse(text, path="/work/opencode.json", world=WORLD)

    assert [(each.name, each.shown, each.lookup.status) for each in programs(analysis)] == [
        *expected
    ]


@pytest.mark.parametrize(
    ("program", "status"),
    [
        ("op", "found"),
        ("none", "missing"),
        ("dir", "directory"),
        ("./print-key", "not-executable"),
        ("/work/print-key", "not-executable"),
        ("/opt/My Tools/key", "missing"),
    ],
)
def test_a_program_is_looked_up(program: str, status: str) -> None:
    check([program, "x"], (program, f"`{program}`", status))


def test_a_placeholder_is_shown_as_it_is_written() -> None:
    check(["{env:TOOL}"], ("op", "`{env:TOOL}`", "found"))
    check(
        ["{env:FOLDER}/key"],
        ("/srv/sk-test-not-a-key/key", "`{env:FOLDER}/key`", "missing"),
    )


@pytest.mark.parametrize(
    "command",
    ["op", [], [""], [5], {}, None, ["op read x"], ["~/key"], ["$KEY"], ["op", 5], ["{env:UNSET}"]],
)
def test_what_names_no_program_is_not_looked_up(command: object) -> None:
    check(command)
