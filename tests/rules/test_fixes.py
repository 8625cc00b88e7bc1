"""What every fix promises: the text stays readable, the finding goes, a safe one loses nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Finding, Fix
from opencode_ls.analysis.verdict import accepted
from opencode_ls.jsonc.value import to_value
from opencode_ls.rules import Rule, findings, rules
from opencode_ls.text import Span, apply_edits
from support.configs import texts
from support.fences import Fence, fences
from support.scene import Scene, scene

Path = tuple[str | int, ...]


def check(there: Scene, text: str) -> None:
    """Try each fix of a text on its own."""
    before = there.analyse(text)
    found = findings(before)
    for finding in found:
        for fix in finding.fixes:
            fixed = apply_edits(text, fix.edits)
            after = there.analyse(fixed)

            assert len(after.effective.problems) <= len(before.effective.problems), fixed
            assert like(finding, findings(after)) < like(finding, found), (finding, fixed)
            if fix.safe:
                check_safe(before, after, finding, fix)


def like(finding: Finding, found: tuple[Finding, ...]) -> int:
    return sum((each.code, each.message) == (finding.code, finding.message) for each in found)


def check_safe(before: Analysis, after: Analysis, finding: Finding, fix: Fix) -> None:
    """A safe fix changes what the finding is about, and does not make opencode refuse the file."""
    about = path_of(before, finding.span)
    owned = [about, (*about[:-1], "args")]
    changed = [path for path in lost(value_of(before), value_of(after), ()) if path]

    assert accepted(after) or not accepted(before), fix
    assert [path for path in changed if not any(starts(path, each) for each in owned)] == [], fix


def value_of(analysis: Analysis) -> Any:  # noqa: ANN401  (a JSON value)
    return to_value(analysis.effective.root) if analysis.effective.root else None


def lost(before: Any, after: Any, path: Path) -> Iterator[Path]:  # noqa: ANN401  (JSON values)
    """The paths whose value is gone or another; what is new does not count."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            yield from lost(value, after.get(name, lost), (*path, name))
    elif before != after or isinstance(before, bool) is not isinstance(after, bool):
        yield path


def path_of(analysis: Analysis, span: Span) -> Path:
    """The path of the innermost key whose value, or which itself, the finding points at."""
    root = analysis.written.root
    found: Path = ()
    for node in root.walk() if root else ():
        if node.key is not None and (node.span.covers(span) or node.key.key_span.covers(span)):
            found = node.path
    return found


def starts(path: Path, prefix: Path) -> bool:
    return path[: len(prefix)] == prefix


def bad_examples() -> Iterator[object]:
    for rule in rules().values():
        for fence in fences(rule.documentation):
            if fence.words[0] == "bad":
                yield pytest.param(rule, fence, id=f"{rule.code}:{fence.line}")


@pytest.mark.parametrize(("rule", "fence"), [*bad_examples()])
def test_the_fixes_of_an_example(rule: Rule, fence: Fence) -> None:
    there = scene(*fence.words[1:])

    assert there.findings(fence.text, rule.code)
    check(there, fence.text)


@given(texts())
def test_the_fixes_of_any_text(text: str) -> None:
    check(scene("own=openai", "env=SET:1"), text)


@given(texts(), st.integers(min_value=0, max_value=400))
def test_the_rules_take_any_half_of_a_text(text: str, length: int) -> None:
    there = scene("run=failed")

    assert all(
        0 <= finding.span.start <= finding.span.end <= length
        for finding in findings(there.analyse(text[:length]))
    )


COMMAND = '"apiKeyCommand":'


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ('{"mcp": {"s": {"type": "local", "command": "npx -y s"}}}', True),
        ('{"mcp": {"s": {"type": "local", "command": "npx -y s | cat"}}}', False),
        ('{"mcp": {"s": {"type": "local", "command": "npx s", "enabled": true}}}', True),
        ('{"mcp": {"s": {"type": "local", "command": "npx s | cat", "enabled": true}}}', False),
        (f'{{"provider": {{"x": {{"options": {{{COMMAND} "op read x"}}}}}}}}', True),
        (f'{{"provider": {{"x": {{"options": {{{COMMAND} "op read x | cat"}}}}}}}}', False),
        (f'{{"provider": {{"x": {{"options": {{{COMMAND} ["op read x"]}}}}}}}}', True),
        (f'{{"provider": {{"x": {{"options": {{{COMMAND} ["op read x | cat"]}}}}}}}}', False),
        (f'{{"provider": {{"x": {{"options": {{{COMMAND} {{"command": "op x"}}}}}}}}}}', True),
        (f'{{"provider": {{"x": {{"options": {{{COMMAND} {{"command": "op | x"}}}}}}}}}}', False),
        (f'{{"provider": {{"x": {{"options": {{{COMMAND} {{/**/"command": "op"}}}}}}}}}}', False),
        ('{"mcp": {"s": {"type": "stdio", "command": "npx", "args": ["s"]}}}', True),
        ('{"mcp": {"s": {"type": "stdio", "command": "npx s | cat"}}}', False),
        ('{"mcp": {"s": {"type": "stdio", "command": "npx s", "autoApprove": []}}}', False),
        ('{"mcp": {"s": {"type": "stdio", /* why */ "command": "npx s"}}}', False),
        ('{"mcpServers": {"s": {"command": "npx", "args": ["s"]}}}', False),
        ('{"share": "auto", "autoshare": true}', True),
        ('{"share": "auto", "autoshare": {/* why */}}', False),
    ],
)
def test_a_safe_fix_adds_no_shell_and_drops_no_text(text: str, *, safe: bool) -> None:
    fixes = [fix for finding in findings(scene().analyse(text)) for fix in finding.fixes]

    assert [fix.safe for fix in fixes] == [safe]


def test_no_fix_of_a_native_key_is_safe_as_opencode_1_may_refuse_it_then() -> None:
    found = scene().findings('{"plugins": [], "mcpServers": {"s": {}}}', "unknown-key")

    assert [fix.safe for finding in found for fix in finding.fixes] == [False]


def test_the_fix_of_a_key_never_names_a_variable_by_what_a_placeholder_holds() -> None:
    provider = '{"env": ["{env:NAME}"], "options": {"apiKey": "sk-ant-api03-Zk29Qw81LmVx07Tb"}}'
    (found,) = scene("env=NAME:canary_4f9Kq2").findings(
        f'{{"provider": {{"a": {provider}}}}}', "literal-key"
    )

    assert found.fixes == ()
