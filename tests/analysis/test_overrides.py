"""Which values compete over several files: their places, their limits, and never a secret."""

import json

import pytest

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.overrides import LIMIT, overrides
from opencode_ls.rules import findings
from support.fake_world import FakeWorld

OWN, PROJECT, UPPER = (
    "/home/me/.config/opencode/opencode.json",
    "/work/opencode.json",
    "/work/opencode.jsonc",
)
SECRET = "sk-test-not-a-key"
CODES = {"overridden-value", "overriding-value"}


def analysis_of(text: str, world: FakeWorld, path: str = PROJECT) -> Analysis:
    return analyse(text, path=path, world=world.holding(path, text))


def check(text: str, others: dict[str, str], *expected: tuple[str, str, str, str]) -> None:
    """Each finding: at what it points, what it says, and where else it points."""
    analysis = analysis_of(text, FakeWorld(files={"/work/.git": "<directory>", **others}))
    found = [each for each in findings(analysis) if each.code in CODES]

    assert [
        (each.span.of(text), each.message, there.path, there.span.of(there.text))
        for each in found
        for there in each.related
    ] == [*expected]


def test_a_finding_leads_to_the_value_in_the_other_file() -> None:
    check(
        '{"model": "é/m", "agent": {"plan": {"temperature": 1}}}',
        {
            OWN: '{"agent": {"plan": {"temperature": 0.5}}}',
            UPPER: '\n// "model"\n{"username": "😀", "model": "b/m"}',
        },
        ('"é/m"', "`model` is overridden by `opencode.jsonc`", UPPER, '"b/m"'),
        ("1", "`temperature` overrides `~/.config/opencode/opencode.json`", OWN, "0.5"),
    )


def test_a_value_between_two_others_is_told_of_once() -> None:
    check(
        '{"model": "a/m"}',
        {OWN: '{"model": "b/m"}', UPPER: '{"model": "c/m"}'},
        ('"a/m"', "`model` is overridden by `opencode.jsonc`", UPPER, '"c/m"'),
    )


def test_a_value_that_stands_where_another_file_has_an_object() -> None:
    check('{"share": "auto"}', {UPPER: '{"share": {"a": 1}}'})
    check('{"share": {"a": 1}}', {OWN: '{"share": "auto"}'})


def test_true_and_one_differ() -> None:
    check(
        '{"snapshot": true}',
        {UPPER: '{"snapshot": 1}'},
        ("true", "`snapshot` is overridden by `opencode.jsonc`", UPPER, "1"),
    )


def test_a_file_that_applies_by_a_link_is_no_other() -> None:
    links = {OWN: "/dots/opencode.json"}
    world = FakeWorld(files={"/dots/.git": "<directory>"}, links=links)
    pairs = overrides(analysis_of('{"model": "a/m"}', world, "/dots/opencode.json"))

    assert pairs == ((), ())


def test_no_more_than_the_limit() -> None:
    others = {f"m{number}": {"id": "a"} for number in range(LIMIT + 5)}
    text = json.dumps({"provider": {"p": {"models": others}}})
    world = FakeWorld(files={UPPER: text.replace('"a"', '"b"')})

    assert len(overrides(analysis_of(text, world)).overridden) == LIMIT


@pytest.mark.parametrize("path", [OWN, UPPER])
@pytest.mark.parametrize("placeholder", ["{env:SECRET}", "{file:/secret}", "a {env:SECRET} b"])
def test_a_placeholder_s_value_is_never_told(path: str, placeholder: str) -> None:
    config = {"model": placeholder, placeholder: "a", "provider": {placeholder: {"name": "a"}}}
    text = json.dumps(config)
    env, files = {"SECRET": SECRET}, {"/secret": SECRET, "/work/.git": "<directory>"}
    world = FakeWorld(env=env, files=files | {path: text.replace('"a"', '"b"')})
    analysis = analysis_of(text.replace('"a"', '"c"'), world)
    found = [each for each in findings(analysis) if each.code in CODES]

    assert found
    assert SECRET not in repr(found)


@pytest.mark.parametrize("path", [OWN, UPPER])
def test_a_value_and_a_placeholder_for_the_same_differ_whatever_it_stands_for(path: str) -> None:
    told = {
        len([*pairs.overridden, *pairs.overriding])
        for value in ("a/m", "b/m")
        for world in [FakeWorld(env={"X": value}, files={path: '{"model": "{env:X}"}'})]
        for pairs in [overrides(analysis_of('{"model": "a/m"}', world))]
    }

    assert told == {1}
