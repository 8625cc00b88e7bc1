"""The kinds of values by themselves: found by name, and quiet about what they do not know."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.jsonc.cursor import node_at
from opencode_ls.values import complete, describe
from support.fake_world import FakeWorld
from support.marked import marked


def check(kind: str, text: str, *expected: str) -> None:
    """The first labels of a kind at a place."""
    plain, offset = marked(text)
    analysis = analyse(plain, path="/work/opencode.json", world=FakeWorld())
    found = [value.label for value in complete(kind, analysis, node_at(analysis.written, offset))]

    assert tuple(found[: len(expected)]) == expected
    assert expected or not found


def test_a_kind_without_a_file_is_not_completed() -> None:
    check("no-such-kind", '{"a": "$0"}')


def test_a_kind_may_only_complete() -> None:
    analysis = analyse('{"a": "x"}', world=FakeWorld())
    node = analysis.written.root

    assert node is not None
    assert describe("program", analysis, node) is None
    assert describe("no-such-kind", analysis, node) is None


def test_the_models_of_the_provider() -> None:
    check("model-id", '{"provider": {"x": {"models": {"m": {}, $0}}}}', "m")
    check("model-id", '{"provider": {"x": {"models": {"m$0": {}}}}}')
    check("model-id", '{"provider": {"mistral": {"models": {$0}}}}', "codestral-latest")
    check("model-id", '{"model": "$0"}')


@pytest.mark.parametrize("items", ['"a", "$0"', '"a", "b", "$0"', '"a", "$0", "c"'])
@pytest.mark.parametrize("kind", ["program", "key-command"])
def test_only_the_first_element_is_a_program(kind: str, items: str) -> None:
    check(kind, f'{{"a": [{items}]}}')


@pytest.mark.parametrize(
    ("platform", "only_there"),
    [
        ("darwin", {"security find-generic-password"}),
        ("linux", {"secret-tool lookup"}),
        ("win32", {"powershell Get-Secret"}),
    ],
)
def test_tools_of_other_systems_are_left_out(platform: str, only_there: set[str]) -> None:
    others = {"darwin", "linux", "win32"} - {platform}

    assert labels(platform) - set().union(*map(labels, others)) == only_there


def labels(platform: str) -> set[str]:
    analysis = analyse('{"a": 1}', world=FakeWorld(platform=platform))
    place = node_at(analysis.written, 6)
    return {value.label for value in complete("key-command", analysis, place)}


def test_the_address_of_the_provider_and_usual_local_ones() -> None:
    local = "http://localhost:4000/v1"
    check("base-url", '{"provider": {"groq": {"options": {"baseURL": "$0"}}}}', local)
    deepseek = '{"%s": {"deepseek": {"%s": {"baseURL": "$0"}}}}'
    for shape in (("provider", "options"), ("providers", "settings")):
        check("base-url", deepseek % shape, "https://api.deepseek.com", local)
    check("base-url", '{"provider": {"own": {"options": {"baseURL": "$0"}}}}', local)


def test_shells_that_are_here() -> None:
    world = FakeWorld(programs={"zsh": "/bin/zsh", "sh": "/bin/sh"})
    analysis = analyse('{"shell": ""}', path="/work/opencode.json", world=world)
    place = node_at(analysis.written, len('{"shell": "'))

    assert [value.text for value in complete("shell", analysis, place)] == ["/bin/zsh", "/bin/sh"]
