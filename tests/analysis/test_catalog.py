"""Which facts of a provider count: ours, then those of the user's own list."""

import pytest

from opencode_ls.analysis.catalog import known_provider
from opencode_ls.schema.catalog import NOBODY, Provider, packaged
from support.fake_world import FakeWorld

LIST = '{"openai": {"env": ["OTHER"], "models": {}}, "new": {"env": ["NEW_KEY"], "models": {}}}'


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("openai", packaged().providers["openai"]),
        ("new", Provider("new", ("NEW_KEY",))),
        ("anthropic", packaged().providers["anthropic"]),
        ("newer", NOBODY),
    ],
)
def test_what_is_known_of_a_provider(name: str, expected: Provider) -> None:
    world = FakeWorld(files={"/home/me/.cache/opencode/models.json": LIST})

    assert known_provider(world, name) == expected
