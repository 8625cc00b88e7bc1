"""Deep and large files: no feature gives up, and none reads more than it needs."""

from collections.abc import Callable

import pytest

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.features.actions import actions
from opencode_ls.features.completion import complete
from opencode_ls.features.hover import hover
from opencode_ls.features.navigation import definition, references
from opencode_ls.schema.catalog import packaged
from opencode_ls.text import Span
from support.fake_world import FakeWorld

DEEP = 100_000


def check(text: str, feature: Callable[[Analysis, int], object], expected: object) -> None:
    """The answer in the middle, where it is deepest."""
    assert feature(analyse(text, world=FakeWorld()), len(text) // 2) == expected


def act(analysis: Analysis, offset: int) -> object:
    return actions(analysis, (), Span(offset, offset))


FEATURES = [(complete, ()), (hover, None), (act, ()), (definition, None), (references, ())]


@pytest.mark.parametrize("text", ["[" * DEEP + "]" * DEEP, '{"a":' * DEEP + "}" * DEEP])
@pytest.mark.parametrize(("feature", "expected"), FEATURES)
def test_a_hundred_thousand_brackets(
    text: str, feature: Callable[[Analysis, int], object], expected: object
) -> None:
    check(text, feature, expected)


def test_keys_do_not_need_the_catalogue() -> None:
    packaged.cache_clear()
    complete(analyse("{}", world=FakeWorld()), 1)
    hover(analyse('{"share": "auto"}', world=FakeWorld()), 3)

    assert packaged.cache_info().currsize == 0
