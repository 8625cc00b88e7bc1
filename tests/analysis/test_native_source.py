"""The commands of opencode 2's own entries: which one counts, whose it is, where the key goes."""

import json
from typing import Any

import pytest

from opencode_ls.analysis.build import Settings, analyse
from opencode_ls.analysis.destination import Destination
from opencode_ls.analysis.key_source import command_sites, commands, effective_site, touched_by
from support.fake_world import FakeWorld

USER = "/home/me/.config/opencode/opencode.json"
HERE = "/work/opencode.json"
OLD = {"options": {"apiKeyCommand": ["old"]}}
NEW = {"settings": {"apiKeyCommand": ["new"]}}
BOTH = {"provider": {"x": OLD}, "providers": {"x": NEW, "y": NEW}}


def check(config: Any, setting: str, *expected: tuple[str, str]) -> None:  # noqa: ANN401  (JSON)
    """The first word of each provider's command in one file."""
    settings = Settings(setting)  # type: ignore[arg-type]  # one of three words
    analysis = analyse(json.dumps(config), path=HERE, world=FakeWorld(), settings=settings)

    assert [(site.provider, site.argv[0]) for site in command_sites(analysis)] == [*expected]


def test_a_command_in_settings() -> None:
    check({"providers": {"x": NEW}}, "auto", ("x", "new"))


def test_opencode_1_knows_its_own_entries_only() -> None:
    check(BOTH, "1", ("x", "old"))


def test_opencode_2_prefers_its_own_entries() -> None:
    check(BOTH, "2", ("x", "new"), ("y", "new"))


def test_of_two_entries_the_one_that_both_read_counts() -> None:
    check(BOTH, "auto", ("x", "old"), ("y", "new"))


def test_a_command_among_the_options_of_such_an_entry_is_none() -> None:
    check({"providers": {"x": OLD}}, "auto")


def test_a_command_of_any_shape_is_found() -> None:
    text = '{"providers": {"x": {"settings": {"apiKeyCommand": "op"}}}}'
    analysis = analyse(text, path=HERE, world=FakeWorld())

    assert [name for name, _ in commands(analysis)] == ["x"]


@pytest.mark.parametrize(
    ("entry", "touches"),
    [
        ({"settings": {}}, True),
        ({"package": "p"}, True),
        ({"headers": {}}, True),
        ({"body": {}}, True),
        ({"env": []}, True),
        ({"canonical": "openai"}, True),
        ({"models": {"m": {"settings": {}}}}, True),
        ({"models": {"m": {"package": "p"}}}, True),
        ({"models": {"m": {"headers": {}}}}, True),
        ({"models": {"m": {"name": "M"}}}, False),
        ({"name": "X"}, False),
    ],
)
def test_a_projects_entry_of_either_shape_touches_the_key(entry: object, *, touches: bool) -> None:
    project = json.dumps({"providers": {"x": entry}})
    world = FakeWorld(files={"/work/.git": "<directory>", HERE: project})
    text = json.dumps({"provider": {"x": OLD}})
    analysis = analyse(text, path=USER, world=world, folder="/work")

    assert touched_by(analysis, "x") == ((HERE,) if touches else ())


def test_where_the_key_goes() -> None:
    entry = {
        "package": "aisdk:p",
        "canonical": "openai",
        "settings": {
            **NEW["settings"],
            "baseURL": "https://{env:HOST}",
            "endpoint": "e",
            "authToken": "secret",
        },
        "headers": {"X-Team": "a"},
        "models": {"m": {"package": "q", "settings": {"baseURL": "u"}, "name": "M"}},
    }
    world = FakeWorld(env={"HOST": "a.example"})
    text = json.dumps({"providers": {"x": entry}})
    (site,) = command_sites(analyse(text, path=HERE, world=world))
    others = (
        ("canonical", "openai"),
        ("models.m.package", "q"),
        ("models.m.settings.baseURL", "u"),
        ("settings.endpoint", "e"),
    )

    assert site.destination == Destination(
        "https://a.example", None, "aisdk:p", (("X-Team", "a"),), others
    )
    assert site.destination_written.base_url == "https://{env:HOST}"


def test_the_highest_file_of_the_decisive_shape_counts() -> None:
    low, high = json.dumps({"providers": {"x": NEW}}), json.dumps({"providers": {"x": NEW}})
    world = FakeWorld(files={"/work/.git": "<directory>", USER: low, HERE: high})
    site = effective_site(world, "/work", "x", Settings())

    assert site is not None
    assert (site.file, site.touched_by, site.own) == (HERE, (HERE,), False)
