"""One file in a folder, or two: the released opencode's verdict, and its values."""

from collections import Counter

import pytest
from hypothesis import given, settings

from opencode.comparison import REFUSED, TRANSLATED, both
from opencode.documents import new_folder, texts
from opencode.oracle import Oracle

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

POLICY = '{"action": "provider.use", "effect": "deny", "resource": "x", "why": 1}'


def check(oracle: Oracle, files: dict[str, str]) -> str:
    """What both say."""
    ours, theirs = both(oracle, new_folder(oracle, files))

    assert ours == theirs
    return theirs


def test_any_document(oracle: Oracle) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=1000, derandomize=True, database=None)
    @given(text=texts(2))
    def check_any(text: str) -> None:
        verdict = check(oracle, {"opencode.json": text})
        seen[verdict if verdict in {REFUSED, TRANSLATED} else "resolved"] += 1

    check_any()

    assert seen.total() >= 1000
    assert seen["resolved"] >= 400
    assert seen[REFUSED] >= 200


@pytest.mark.parametrize(
    "text",
    [
        '{"mcp": {"x": {"enabled": true, "command": 5}}}',
        '{"references": {"a": {"path": "x", "repository": "y"}, "b": {"path": "x", "branch": 5}}}',
        '{"references": {"a": {"path": "x", "repository": 5}}}',
        '{"lsp": {"gopls": {"disabled": true, "command": ["x"], "extensions": ["y"]}}}',
        '{"lsp": {"x": {"command": ["y"]}, "gopls": {"command": ["y"]}}}',
        '{"lsp": {"x": {"command": ["y"], "extensions": []}, "y": {"disabled": true}}}',
        '{"server": {"prot": 1}, "attachment": {"image": {"a": 1}, "b": 2}}',
        f'{{"experimental": {{"policies": [{POLICY}]}}}}',
        '{"plugin": ["a@1", "a@2", "./x.js", ["./x.js", {}], "/y.js", "file:///y.js", "~/z.js"]}',
        '{"plugin": ["x@npm:y@1", "x@2", "a/b@1", "a/b@2", "github:a/b", "git@h.com:a/b"]}',
        '{"plugin": ["", "@", "a@"]}',
        '{"plugin": ["@s/p@1", "@s/p", "git+ssh://git@h.com/x", "git+ssh://git@h.com/y", "."]}',
        '{"permission": "allow", "agent": {"x": {"permission": "ask", "tools": {"write": true}}}}',
        '{"agent": {"x": {"__proto__": {"a": 1}, "options": {"__proto__": 5, "a": 1}, "b": {}}}}',
        '{"subagent_depth": 1e2, "provider": {"x": {"options": {"a": 12345678901234567890}}}}',
        '{"provider": {"x": {"options": {"a": -0.0, "b": 1e25, "c": 1e-7, "d": 0.1}}}}',
        '{"instructions": ["a", "a"], "autoshare": true, "username": "", "shell": ""}',
    ],
)
@pytest.mark.parametrize("name", ["opencode.json", "opencode.jsonc"])
def test_settled(oracle: Oracle, name: str, text: str) -> None:
    assert check(oracle, {name: text}) != REFUSED


@pytest.mark.parametrize("name", ["agent", "agents", "mode"])
def test_refused(oracle: Oracle, name: str) -> None:
    text = f'{{"{name}": {{"x": {{"permissions": []}}}}}}'

    assert check(oracle, {"opencode.json": text}) == REFUSED


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ('{"permission": {"bash": "deny", "*": "ask"}}', '{"permission": "allow"}'),
        ('{"permission": "allow"}', '{"permission": {"bash": {"git *": "deny"}}}'),
        ('{"agent": {"x": {"permission": "ask"}}}', '{"agent": {"x": {"permission": "deny"}}}'),
        ('{"mode": {"x": {"permission": {"a": "ask"}}}}', '{"mode": {"x": {"permission": "ask"}}}'),
        ('{"agent": {"x": {"steps": 1}}}', '{"agent": {"x": {"maxSteps": 2}}}'),
        ('{"plugin": ["./a.js", "b@1", "c"]}', '{"plugin": ["b@2", ["./a.js", {}]]}'),
        ('{"plugin": ["a"]}', '{"plugin": []}'),
        ('{"plugin": ["x@npm:y@1"]}', '{"plugin": ["x", "github:a/b", "github:a/c", "@s/p@1"]}'),
        ('{"instructions": ["a", "a", "b"]}', '{"instructions": ["b", "c", "c"]}'),
        ('{"instructions": ["a"]}', '{"instructions": []}'),
        ('{"instructions": ["a"]}', '{"instructions": ["b"], "instructions": ["c"]}'),
        ('{"skills": {"paths": ["a"]}}', '{"skills": {"paths": ["b"], "urls": []}}'),
        ('{"formatter": {"x": {"command": ["a"]}}}', '{"formatter": true}'),
        ('{"formatter": true}', '{"formatter": {"x": {"command": ["a"]}}}'),
        ('{"provider": {"x": {"options": {"a": [1, {"b": 2}]}}}}', '{"provider": {"x": {}}}'),
        (
            '{"provider": {"x": {"options": {"a": {}}}}}',
            '{"provider": {"x": {"options": {"a": 1}}}}',
        ),
        ('{"lsp": {"x": {"command": ["a"]}}}', '{"lsp": {"x": {"disabled": true}}}'),
        (
            '{"mcp": {"x": {"type": "local", "command": ["a"]}}}',
            '{"mcp": {"x": {"enabled": false}}}',
        ),
        ('{"share": "auto", "autoshare": true}', '{"share": "disabled"}'),
        ('{"tools": {"write": false}}', '{"permission": {"edit": "ask"}}'),
        ('{"username": "{file:plain}"}', '{"shell": "{file:quote}", "username": "{env:SET}"}'),
        ('{"username": "a"}', '{"username": 5}'),
        ("{", "{}"),
        ("", "{}"),
    ],
)
def test_two_files(oracle: Oracle, below: str, above: str) -> None:
    check(oracle, {"opencode.json": below, "opencode.jsonc": above})


def test_a_project_in_a_folder_that_is_called_as_the_users(oracle: Oracle) -> None:
    below, above = '{"instructions": ["a"], "plugin": ["x@1"]}', '{"instructions": ["b"]}'
    files = {"opencode.json": below, "opencode.jsonc": above}

    ours, theirs = both(oracle, new_folder(oracle, files, "opencode"))

    assert ours == theirs
