"""A safe fix loses nothing: the released opencode resolves the same before and after, or more.

More is what was lost before: the keys that the findings name.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencode.documents import FILES, VARIABLES
from opencode.oracle import Oracle, needed
from opencode.slips import slips
from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.verdict import accepted
from opencode_ls.features.fixing import fixed, safe_fix
from opencode_ls.rules import findings
from support.configs import texts

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

Path_ = tuple[str | int, ...]

TRIED = {
    *("command-in-one-string", "command-not-a-list", "deprecated-key", "dropped-mcp-server"),
    *("empty-key", "misplaced-key", "object-command", "unknown-key", "wrong-type"),
}
"""Rules with safe fixes that the texts must meet."""

_NUMBERS = itertools.count()


class Named(NamedTuple):
    """What a finding is about: the path of a key, and the names that it and its fix tell."""

    code: str
    path: Path_
    names: frozenset[str]


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    needed()
    with Oracle(tmp_path_factory.mktemp("opencode"), VARIABLES) as started:
        yield started


def check(oracle: Oracle, text: str) -> Iterator[str]:
    """Compare what the program makes of a text and of its fixed form; the rules that took part."""
    folder, named = made(oracle, text), list[Named]()

    def look(text: str) -> Analysis:
        path = str(folder / "opencode.json")
        return analyse(text, path=path, world=oracle.world(), folder=str(folder))

    def find(text: str) -> tuple[Finding, ...]:
        analysis = look(text)
        found = findings(analysis)
        named.extend(told(analysis, each) for each in found if safe_fix(each))
        return found

    result = fixed(text, find, safe_fix)
    # What it refuses has no value to compare; whether it does, others test.
    if not result.applied or not accepted(look(result.text)):
        return
    before, after = (oracle.ask(made(oracle, each)).value for each in (text, result.text))

    assert after is not None, result.text
    if before is not None:
        lost, gained = differences(before, after, ())
        assert [path for path in lost if not any(is_about(each, path) for each in named)] == []
        assert [path for path in gained if not any(names(each, path) for each in named)] == []
    yield from (each.code for each in named)


def made(oracle: Oracle, text: str) -> Path:
    """A new folder with this file; one that the program was asked about is one that it knows."""
    folder = oracle.folder / str(next(_NUMBERS))
    (folder / "prompts").mkdir(parents=True)
    for name, content in {**FILES, "prompts/review.md": "x"}.items():
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "opencode.json").write_bytes(text.encode())
    return folder


def told(analysis: Analysis, finding: Finding) -> Named:
    root = analysis.written.root
    found: Path_ = ()
    for node in root.walk() if root else ():
        key = node.key
        if key and (node.span.covers(finding.span) or key.key_span.covers(finding.span)):
            found = node.path
    words = " ".join([finding.message, *(fix.title for fix in finding.fixes)])
    return Named(finding.code, found, frozenset(re.findall(r"`([^`]*)`", words)))


def is_about(named: Named, path: Path_) -> bool:
    return named.path != () and path[: len(named.path)] == named.path


def names(named: Named, path: Path_) -> bool:
    """Whether it is about the path, or names a key that stands beside the one it is about."""
    beside = named.path[:-1]
    return is_about(named, path) or (
        path[: len(beside)] == beside and path[len(beside)] in named.names
    )


def differences(before: Any, after: Any, path: Path_) -> tuple[list[Path_], list[Path_]]:  # noqa: ANN401  (JSON)
    """The paths that are gone or have another value, and the new ones."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return [] if type(before) is type(after) and before == after else [path], []
    lost = [(*path, name) for name in before if name not in after]
    gained = [(*path, name) for name in after if name not in before]
    for name in before.keys() & after.keys():
        inner = differences(before[name], after[name], (*path, name))
        lost, gained = lost + inner[0], gained + inner[1]
    return lost, gained


def test_any_document(oracle: Oracle) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=400, derandomize=True, database=None)
    @given(text=st.one_of(slips(), slips(), slips(), texts()))
    def check_any(text: str) -> None:
        seen.update(check(oracle, text))

    check_any()

    assert seen.keys() >= TRIED, seen


@pytest.mark.parametrize(
    "text",
    [
        '{"modle": "a/b", "share": "auto"}',
        '{"modle": "a/b", "modell": "c/d"}',
        '{"provider": {"x": {"baseURL": "http://a", "apiKey": "k", "timeout": 5}}}',
        '{"mcp": {"s": {"command": "npx -y s", "args": ["a"], "enabled": true}}}',
        '{"agent": {"r": {"maxSteps": 3}}, "autoshare": true}',
        '{"reference": {"a": {"path": "x"}}}',
        '{"provider": {"x": {"options": {"apiKey": "", "apiKeyCommand": {"command": "op"}}}}}',
        '{"provider": {"x": {"options": {"apiKeyCommand": ["op", 5]}}}}',
        '{"mcp": {"s": {"url": "https://a"}}}',
        "// nothing",
        '// opencode-ls: allow unknown-key\n{"username": "x"}',
    ],
)
def test_settled(oracle: Oracle, text: str) -> None:
    assert [*check(oracle, text)] != []
