"""What opencode keeps of a file that it starts with: of some objects it takes only a part."""

import pytest

from opencode_ls.analysis.effective import effective
from opencode_ls.analysis.layers import layer_of
from opencode_ls.analysis.trees import Trees
from support.fake_world import FakeWorld


def check(text: str, expected: dict[str, object]) -> None:
    layer = layer_of(FakeWorld(), "/work/opencode.json", "project", text, Trees())
    found = effective((layer,))

    assert {".".join(map(str, value.path)): value.shown for value in found} == expected


def test_an_object_of_unknown_keys_stays_and_is_empty() -> None:
    check('{"server": {"prot": 1}}', {"server": {}})


def test_unknown_keys_in_a_list() -> None:
    text = '{"action": "provider.use", "effect": "deny", "resource": "x", "why": 1}'
    kept = {"action": "provider.use", "effect": "deny", "resource": "x"}
    check(f'{{"experimental": {{"policies": [{text}]}}}}', {"experimental.policies": [kept]})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"mcp": {"x": {"enabled": true, "command": 5}}}', {"mcp.x.enabled": True}),
        (
            '{"references": {"a": {"path": "x", "repository": "y"}}}',
            {"references.a.repository": "y"},
        ),
        ('{"references": {"a": {"path": "x", "repository": 5}}}', {"references.a.path": "x"}),
        (
            '{"lsp": {"gopls": {"disabled": true, "command": ["x"]}}}',
            {"lsp.gopls.disabled": True},
        ),
    ],
)
def test_of_two_shapes_one_counts(text: str, expected: dict[str, object]) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"lsp": {"x": {"command": ["y"]}}}', {"lsp": {}}),
        (
            '{"lsp": {"x": {"command": ["y"], "extensions": []}}}',
            {"lsp.x.command": ["y"], "lsp.x.extensions": []},
        ),
        ('{"lsp": {"x": {"disabled": true}}}', {"lsp.x.disabled": True}),
        ('{"lsp": {"gopls": {"command": ["y"]}}}', {"lsp.gopls.command": ["y"]}),
    ],
)
def test_a_language_server_of_your_own_for_no_file(text: str, expected: dict[str, object]) -> None:
    check(text, expected)
