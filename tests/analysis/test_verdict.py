"""The verdict on one file: each row was settled by asking opencode 1.18.33 itself."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.verdict import accepted
from support.fake_world import FakeWorld

WORLD = FakeWorld()


def check(text: str, *, starts: bool) -> None:
    assert accepted(analyse(text, path="/work/opencode.json", world=WORLD)) is starts


@pytest.mark.parametrize(
    "text",
    [
        '{"modell": 5, "provider": {"x": {"apiKeyCommand": 5, "baseURL": 6}}}',
        '{"theme": 5, "keybinds": [], "tui": null}',
        '{"model": "no-slash"}',
        '{"model": ""}',
        '{"username": "", "shell": ""}',
        '{"username": 5, "username": "x"}',
        '{"subagent_depth": 1.0}',
        '{"subagent_depth": -0}',
        '{"subagent_depth": 1e2}',
        '{"subagent_depth": 9007199254740991.4}',
        '{"server": {"port": 70000}}',
        '{"plugin": ["", "./none.js", "file://%", ["a", {}]]}',
        '{"provider": {"x": {"options": {"headers": 5, "apiKeyCommand": {"a": 1}, "z": null}}}}',
        '{"provider": {"x": {"options": {"timeout": false, "chunkTimeout": 1}}}}',
        '{"provider": {"x": {"models": {"m": {"interleaved": "any", "variants": {"v": {}}}}}}}',
        '{"provider": {"x": {"models": {"m": {"options": {"a": 1e400}}}}}}',
        '{"permission": {}}',
        '{"permission": {"any": {"*": "allow"}, "toString": "ask"}}',
        '{"agent": {"x": {"any": {"a": 5}, "permission": "allow", "tools": {"write": true}}}}',
        '{"references": {"a": "x", "b": {"path": "x", "repository": 5, "branch": 6}}}',
        '{"formatter": {"a": {}}, "lsp": true}',
        '{"lsp": {"x": {"disabled": true, "command": 5}}}',
        '{"lsp": {"x": {"command": ["a"]}, "y": {"command": ["a"], "extensions": []}}}',
        '{"mcp": {"x": {"enabled": false, "type": "local", "command": "npx"}}}',
        '{"mcp": {"x": {"type": "local", "command": [], "disabled": 5, "args": 6}}}',
        '{"enabled_providers": [], "instructions": []}',
        '{"experimental": {"mcp_timeout": 5, "foo": 6}}',
        '{"__proto__": {"model": 5}, "mcp": {"__proto__": 5}}',
        '{"permission": {"bash": {"__proto__": "no"}}, "agent": {"__proto__": {"permissions": 1}}}',
    ],
)
def test_starts_with(text: str) -> None:
    check(text, starts=True)


@pytest.mark.parametrize(
    "text",
    [
        '{"$schema": 5}',
        '{"model": null}',
        '{"small_model": {"providerID": "a", "model": "b"}}',
        '{"share": null}',
        '{"subagent_depth": 1.5}',
        '{"subagent_depth": -1}',
        '{"subagent_depth": 9007199254740992}',
        '{"server": {"port": 0}}',
        '{"plugin": [["a"]]}',
        '{"plugin": [["a", {}, 1]]}',
        '{"provider": {"x": null}}',
        '{"provider": {"x": {"options": null}}}',
        '{"provider": {"x": {"options": {"headerTimeout": true}}}}',
        '{"provider": {"x": {"options": {"timeout": 1e400}}}}',
        '{"provider": {"x": {"models": {"m": {"limit": {"context": 1e400, "output": 1}}}}}}',
        '{"provider": {"x": {"models": {"m": {"interleaved": {}}}}}}',
        '{"provider": {"x": {"models": {"m": {"variants": {"v": {"disabled": "x"}}}}}}}',
        '{"provider": {"x": {"models": {"m": {"variants": []}}}}}',
        '{"permission": null}',
        '{"permission": {"question": {"*": "allow"}}}',
        '{"permission": {"bash": ["git *"]}}',
        '{"permission": {"constructor": "no"}}',
        '{"agent": {"x": {"color": "#ffffff\\n"}}}',
        '{"agent": {"x": {"temperature": 1e999}}}',
        '{"agent": {"x": {"model": {"providerID": "a", "model": "b"}}}}',
        '{"agent": {"x": {"steps": 0}}}',
        '{"agent": {"x": {"options": []}}}',
        '{"command": {"x": {"template": "a", "model": {"providerID": "a", "model": "b"}}}}',
        '{"references": {"a": {"path": "x", "description": null}}}',
        '{"references": {"a": {"repository": "x", "path": "y", "hidden": 3}}}',
        '{"references": {"a": {}}}',
        '{"attachment": {"image": null}}',
        '{"formatter": null}',
        '{"formatter": {"a": true}}',
        '{"lsp": {"x": {}}}',
        '{"lsp": {"x": {"disabled": false}}}',
        '{"lsp": {"x": {"command": ["a"], "extensions": null}}}',
        '{"lsp": {"x": {"command": ["a"], "initialization": [1]}}}',
        '{"mcp": {"x": {"type": "local", "command": ["a"], "timeout": null}}}',
        '{"mcp": {"x": {"type": "remote", "url": "u", "oauth": {"clientId": 5}}}}',
        '{"mcp": {"x": {"type": "remote", "url": "u", "oauth": true}}}',
        '{"mcp": {"x": {"__proto__": {"type": "local", "command": ["a"]}}}}',
        '{"mcp": {"hasOwnProperty": 5}}',
        '{"tools": {"a": "x"}}',
        '{"experimental": {"policies": [{"action": "use", "effect": "deny", "resource": ""}]}}',
    ],
)
def test_refuses(text: str) -> None:
    check(text, starts=False)
