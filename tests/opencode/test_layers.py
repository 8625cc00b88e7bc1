"""Several files at once: which one counts, and how the released opencode merges them."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencode import places
from opencode.comparison import both
from opencode.documents import VARIABLES, texts
from opencode.oracle import Oracle, needed
from opencode_ls.analysis.layers import CONTENT

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

KEYS = (
    *("agent", "command", "instructions", "lsp", "mcp", "mode", "permission", "plugin", "provider"),
    *("references", "share", "skills", "tools", "username"),
)

_NUMBERS = itertools.count()


def _text(place: str) -> str:
    name = place.strip("/").replace("/", "-").replace(".", "-").lower()
    agents = {**places.ranks(place), place: {"prompt": "{file:note}"}}
    plugins = [f"{name}@1", "./plugin.js", "all@1"]
    return json.dumps({"agent": agents, "instructions": [name, "all"], "plugin": plugins})


TEXTS = {place: _text(place) for place in places.PLACES}


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    needed()
    folder = tmp_path_factory.mktemp("opencode")
    places.write(folder, folder / "first", TEXTS)
    # Above the root of every project: it counts for none.
    (folder / "opencode.json").write_text("{", encoding="utf-8")
    env = {**VARIABLES, **places.environment(folder), CONTENT: TEXTS[CONTENT]}
    with Oracle(folder, env) as started:
        yield started


@pytest.fixture(scope="module")
def ranked(oracle: Oracle) -> tuple[Any, Any]:
    """Of every place its text at once: what we foresee, and what the program resolves."""
    ours, theirs = both(oracle, oracle.folder / "first" / "inner" / "here")
    return json.loads(ours), json.loads(theirs)


def check(oracle: Oracle, files: dict[str, str]) -> None:
    here = places.write(oracle.folder, oracle.folder / str(next(_NUMBERS)), files)

    ours, theirs = both(oracle, here)

    assert ours == theirs


@pytest.mark.parametrize(("low", "high"), places.PAIRS)
def test_the_higher_of_two_places_counts(ranked: tuple[Any, Any], low: str, high: str) -> None:
    prompts = [value["agent"][f"{low} < {high}"]["prompt"] for value in ranked]

    assert prompts == [high, high]


def test_all_places_at_once(ranked: tuple[Any, Any]) -> None:
    ours, theirs = ranked

    assert ours == theirs


@settings(max_examples=100, derandomize=True, database=None)
@given(
    files=st.dictionaries(
        st.sampled_from(places.OFTEN), texts(0, *KEYS) | texts(1, *KEYS), min_size=2, max_size=6
    )
)
def test_any_files(oracle: Oracle, files: dict[str, str]) -> None:
    check(oracle, files)
