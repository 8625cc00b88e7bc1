"""Every placeholder at every kind of place: what the released opencode makes of it."""

import pytest

from opencode.comparison import both
from opencode.documents import PLACEHOLDERS, new_folder
from opencode.oracle import Oracle

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


def check(oracle: Oracle, text: str) -> None:
    ours, theirs = both(oracle, new_folder(oracle, {"opencode.json": text}))

    assert ours == theirs


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
@pytest.mark.parametrize("context", CONTEXTS)
def test_placeholder(oracle: Oracle, context: str, placeholder: str) -> None:
    check(oracle, context.replace("%s", placeholder))
