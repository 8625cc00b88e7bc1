"""The verdict on what is written for opencode 2: each row was settled by asking opencode 1.18.33.

It reads some of version 2's keys as its own, drops others, and refuses one.
"""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.verdict import accepted, v2_permissions
from support.fake_world import FakeWorld

WORLD = FakeWorld()
LOCAL = '"type": "local", "command": ["a"]'
REMOTE = '"type": "remote", "url": "u"'


def check(text: str, *, starts: bool) -> None:
    assert accepted(analyse(text, path="/work/opencode.json", world=WORLD)) is starts


@pytest.mark.parametrize(
    "text",
    [
        '{"providers": 5, "plugins": 5, "websearch": 5, "warming": 5}',
        '{"agents": 5, "commands": 5, "snapshots": 5, "media": 5}',
        '{"agents": {"x": {"model": 5}}, "commands": {"x": {"template": 5}}}',
        '{"media": {"image": {"max_width": "x"}}}',
        '{"model": {"providerID": "a", "model": "b"}}',
        '{"model": {"providerID": "a", "model": "b/c", "variant": "high", "x": 1}}',
        '{"model": "a/b#high"}',
        '{"skills": ["~/skills", "https://example.com"]}',
        '{"compaction": {"keep": 5, "buffer": "x"}}',
        '{"experimental": {"subagent_depth": -4}}',
    ],
)
def test_starts_with_keys_of_version_2(text: str) -> None:
    check(text, starts=True)


@pytest.mark.parametrize(
    "text",
    [
        '{"model": {"providerID": "a/", "model": "b"}}',
        '{"model": {"model": "b"}}',
        '{"skills": ["a", 5]}',
        '{"snapshot": "x", "snapshots": true}',
        '{"compaction": {"preserve_recent_tokens": "x", "keep": {"tokens": 10}}}',
        '{"subagent_depth": "x", "experimental": {"subagent_depth": 3}}',
        '{"command": {"x": {}}, "commands": {"x": {"template": "a"}}}',
        '{"compaction": []}',
    ],
)
def test_a_key_of_version_2_saves_no_wrong_one(text: str) -> None:
    check(text, starts=False)


@pytest.mark.parametrize(
    ("mcp", "starts"),
    [
        (f'{{"x": {{{LOCAL}, "timeout": {{"startup": 5}}}}}}', True),
        (f'{{"x": {{{LOCAL}, "timeout": {{"startup": "5"}}}}}}', False),
        (f'{{"x": {{{LOCAL}, "timeout": {{}}, "disabled": 5}}}}', False),
        (f'{{"x": {{{LOCAL}, "disabled": true, "enabled": 5}}}}', False),
        (f'{{"x": {{{REMOTE}, "oauth": {{"clientId": 5, "client_id": "a"}}}}}}', True),
        (f'{{"x": {{{REMOTE}, "oauth": {{"clientId": 5, "client_id": 6}}}}}}', False),
        (f'{{"x": {{{REMOTE}, "oauth": {{"clientId": 5}}, "codemode": true}}}}', True),
        ('{"servers": {"x": null, "y": {"type": "foo"}}}', True),
        (f'{{"servers": {{"x": {{{LOCAL}, "enabled": "x"}}}}}}', False),
        (f'{{"servers": {{"x": {{{LOCAL}, "enabled": null, "timeout": 5}}}}}}', True),
        (f'{{"x": {{"enabled": true}}, "servers": {{"x": {{{LOCAL}, "enabled": 5}}}}}}', True),
        (f'{{"servers": {{"type": {{{LOCAL}}}, "enabled": {{"enabled": true}}}}}}', True),
        (f'{{"servers": {{{LOCAL}}}}}', True),
        ('{"servers": {"type": "foo"}}', False),
        ('{"servers": {"type": "foo", "enabled": true}}', True),
        ('{"servers": []}', False),
        ('{"timeout": {}}', True),
        ('{"timeout": {"startup": 1, "foo": 2}}', True),
        ('{"timeout": {"foo": 1}}', False),
        ('{"timeout": {"startup": 0}}', False),
        ('{"timeout": 5000}', False),
        (f'{{"timeout": {{{LOCAL}}}}}', True),
        ('{"timeout": {"type": "local", "startup": 1}}', False),
        ('{"timeout": {"type": {}, "startup": 1}}', True),
        ('{"timeout": {"startup": "1", "enabled": true}}', True),
    ],
)
def test_servers_of_version_2(mcp: str, *, starts: bool) -> None:
    check(f'{{"mcp": {mcp}}}', starts=starts)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('{"permissions": []}', ["permissions"]),
        ('{"agent": {"a": {"permissions": 1}}}', ["agent.a.permissions"]),
        ('{"agents": {"a": {"permissions": 1}}}', ["agents.a.permissions"]),
        ('{"mode": {"a": {"permissions": 1}}}', ["mode.a.permissions"]),
        ('{"permissions": 1, "permissions": 2}', ["permissions"]),
        ('{"agent": {"a": {"permissions": 1}, "a": {}}}', []),
        ('{"agent": {"a": {"permissions": 1}}, "agent": {}}', []),
        ('{"agent": {"__proto__": {"permissions": 1}}}', []),
        ('{"agent": {"a": {"options": {"permissions": 1}}}}', []),
        ('{"command": {"a": {"template": "x", "permissions": 1}}}', []),
        ('{"agent": {"a": 5}}', []),
        ("[]", []),
        ("", []),
    ],
)
def test_refuses_permissions(text: str, paths: list[str]) -> None:
    analysis = analyse(text, path="/work/opencode.json", world=WORLD)
    found = [".".join(map(str, each.value.path)) for each in v2_permissions(analysis)]

    assert found == paths
    assert not (found and accepted(analysis))
