"""Completion and hover in files for opencode 2: its own keys and values, and none of opencode 1."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.features.completion import complete
from opencode_ls.features.hover import hover
from support.fake_world import FakeWorld
from support.marked import marked

WORLD = FakeWorld(programs={"op": "/usr/bin/op"})


def check(text: str, first: list[str], never: tuple[str, ...] = ()) -> None:
    """The first labels that are offered, and some that are not."""
    plain, offset = marked(text)
    labels = [
        item.label
        for item in sorted(
            complete(analyse(plain, path="/work/opencode.json", world=WORLD), offset),
            key=lambda item: item.sort,
        )
    ]

    assert labels[: len(first)] == first
    assert [name for name in never if name in labels] == []


@pytest.mark.parametrize(
    ("text", "first", "never"),
    [
        (
            '{"providers": {"openai": {"settings": {$0}}}}',
            ["apiKeyCommand", "apiKey", "baseURL"],
            (),
        ),
        (
            '{"providers": {"openai": {"settings": {"apiKeyCommand": $0}}}}',
            ["op read", "aws secretsmanager"],
            (),
        ),
        (
            '{"providers": {"openai": {"package": "$0"}}}',
            ["aisdk:@ai-sdk/openai-compatible"],
            ("@ai-sdk/openai",),
        ),
        (
            '{"providers": {"x": {"$0": 1}}}',
            ["name", "package", "settings", "models"],
            ("npm", "options"),
        ),
        ('{"providers": {"x": {"env": ["$0"]}}}', [], ("x",)),
        ('{"providers": {"x": {"models": {"a": {}}}}, "model": "x$0"}', ["x/a"], ()),
        ('{"providers": {}, "agents": {"a": {"$0": 1}}}', ["description", "mode"], ("prompt",)),
        ('{"providers": {}, "agents": {"a": {}}, "default_agent": "$0"}', ["a", "build"], ()),
        ('{"providers": {}, "mcp": {$0}}', ["servers", "timeout"], ("local server",)),
        ('{"permissions": [{"effect": "$0"}]}', ["allow", "deny", "ask"], ()),
        ('{"plugins": [], $0}', ["$schema", "model"], ("provider", "permission", "small_model")),
        ('{"provider": {}, "providers": {"x": {"$0": 1}}}', ["name", "package"], ("npm",)),
        ('{"provider": {"x": {"$0": 1}}, "providers": {}}', ["npm", "name"], ("package",)),
        ('{"provider": {}, "providers": {}, $0}', ["$schema", "model"], ("plugins",)),
    ],
)
def test_what_is_offered(text: str, first: list[str], never: tuple[str, ...]) -> None:
    check(text, first, never)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ('{"pro$0viders": {}}', "**`providers`**: `object`"),
        ('{"providers": {"x": {"set$0tings": {}}}}', "**`settings`**: `object`"),
        ('{"providers": {}, "permis$0sions": []}', "**`permissions`**: `list of object`"),
        ('{"provider": {}, "providers": {"x": {"pack$0age": "p"}}}', "**`package`**: `string`"),
        (
            '{"providers": {"x": {"package": "aisdk:@ai-sdk/open$0ai"}}}',
            '`"aisdk:@ai-sdk/openai"`: For OpenAI, and servers with its responses API',
        ),
    ],
)
def test_what_is_explained(text: str, head: str) -> None:
    plain, offset = marked(text)
    found = hover(analyse(plain, path="/work/opencode.json", world=WORLD), offset)

    assert found is not None
    assert found.markdown.startswith(head)
