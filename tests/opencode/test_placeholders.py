"""Every placeholder at every kind of place: what the released opencode makes of it."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from opencode.comparison import both
from opencode.documents import FILES, OWN, PLACEHOLDERS, VARIABLES
from opencode.oracle import Oracle, needed

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

CONTEXTS = (
    '{"username": "%s"}',
    '{"username": "a%sb", "shell": "%s"}',
    '{"%s": 1, "agent": {"%s": {"prompt": "x"}}}',
    '{"agent": {"x": {"prompt": %s}}}',
    '{"subagent_depth": %s}',
    '{"provider": {"x": {"options": {"apiKeyCommand": ["op", "%s"]}}}}',
    '{"instructions": ["%s", "x"], "plugin": ["%s@1"]}',
    '{"share": "auto", // %s\n}',
    '{"share": "auto", /* %s */ }',
    "{\n \t// %s\n}",
    "{/*\n\u3000\ufeff\t// %s\n*/}",
    "{\r// %s\n}",
    "{%s}",
    "%s",
)
_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    needed()
    with Oracle(tmp_path_factory.mktemp("opencode"), VARIABLES) as started:
        Path(started.env["HOME"], "own").write_text(OWN, encoding="utf-8")
        yield started


def check(oracle: Oracle, text: str) -> None:
    folder = oracle.folder / str(next(_NUMBERS))
    (folder / "folder").mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "opencode.json").write_bytes(text.encode())

    ours, theirs = both(oracle, folder)

    assert ours == theirs


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
@pytest.mark.parametrize("context", CONTEXTS)
def test_placeholder(oracle: Oracle, context: str, placeholder: str) -> None:
    check(oracle, context.replace("%s", placeholder))
