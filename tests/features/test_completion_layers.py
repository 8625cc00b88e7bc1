"""What the other files that apply define is offered and explained too, with the file where."""

import pytest

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.features.completion import complete
from opencode_ls.features.hover import hover
from support.fake_world import FakeWorld
from support.marked import marked

SECRET = "canary-7f3a"
OWN, PROJECT = "/home/me/.config/opencode/opencode.json", "/work/opencode.json"
FILES = {
    "/work/.git": "<directory>",
    OWN: (
        '{"provider": {"acme": {"models": {"big": {}, "é😀": {}}},'
        ' "openai": {"models": {"x": {}, "gpt-5": {}}},'
        ' "{env:S}": {"models": {"m": {}}}}, "mcp": {"docs": {"type": "local", "command": ["d"]}},'
        ' "agent": {"review": {"mode": "subagent"}, "write": {}, "build": {}}}'
    ),
    "/work/.opencode/opencode.json": '{"providers": {"two": {"models": {"tiny": {}}}}}',
    "/work/.opencode/agent/below.md": "---\nmode: subagent\n---\n",
    "/work/.opencode/agent/chief.md": "",
}
WORLD = FakeWorld(files=FILES, env={"S": SECRET})
HOME, INNER = "in ~/.config/opencode/opencode.json", "in .opencode/opencode.json"


def check(text: str, *expected: str) -> None:
    """The first things that are offered, each with its detail."""
    plain, offset = marked(text)
    found = [f"{item.label} {item.detail}" for item in complete(look(plain), offset)]

    assert found[: len(expected)] == [*expected]
    assert SECRET not in str(found)


def look(text: str) -> Analysis:
    return analyse(text, path=PROJECT, world=WORLD)


def explained(text: str, part: str) -> list[str]:
    found = hover(look(text), text.index(part) + 1)

    return [] if found is None else found.plain.splitlines()[:1]


def test_models() -> None:
    check(
        '{"provider": {"here": {"models": {"m": {}}}}, "model": "$0"}',
        *("here/m in this file", f"acme/big {HOME}", f"acme/é😀 {HOME}", f"openai/x {HOME}"),
        f"two/tiny {INNER}",
    )
    check('{"model": "two/$0"}', f"two/tiny {INNER}")
    check('{"model": "acme/b$0', f"acme/big {HOME}")


def test_this_file_comes_first_where_both_define_it() -> None:
    text = '{"provider": {"acme": {"models": {"big": {"name": "B"}}}}, "model": "acme/$0"}'
    check(text, "acme/big B", f"acme/é😀 {HOME}")


def test_the_catalogue_tells_more_of_what_it_knows() -> None:
    check('{"model": "openai/gpt-5$0"}', "openai/gpt-5 GPT-5 · 400K context")


def test_providers() -> None:
    check('{"disabled_providers": ["$0"]}', f"acme {HOME}", f"openai {HOME}", f"two {INNER}")
    check('{"provider": {"acme": {}}, "disabled_providers": ["$0"]}', "acme in this file")


@pytest.mark.parametrize("section", ["provider", "providers"])
def test_the_models_of_a_provider(section: str) -> None:
    check(f'{{"{section}": {{"acme": {{"models": {{$0}}}}}}}}', f"big {HOME}", f"é😀 {HOME}")
    check('{"provider": {"acme": {"whitelist": ["$0', f"big {HOME}", f"é😀 {HOME}")


def test_agents_of_files_and_of_markdown() -> None:
    check(
        '{"command": {"c": {"template": "t", "agent": "$0"}}}',
        *(f"review {HOME}", f"write {HOME}", "below in .opencode/agent/below.md"),
        *("chief in .opencode/agent/chief.md", "build primary agent: may use every tool"),
    )


def test_the_agent_to_start_with_is_no_subagent() -> None:
    check(
        '{"default_agent": "$0"}',
        *(f"write {HOME}", "chief in .opencode/agent/chief.md"),
        "build primary agent: may use every tool",
    )


def test_the_tools_of_an_mcp_server() -> None:
    plain, offset = marked('{"permission": {"$0": "ask"}}')
    labels = [item.label for item in complete(look(plain), offset)]

    assert "docs_*" in labels


def test_what_is_defined_elsewhere_is_explained() -> None:
    model = f'"acme/big": A model that is declared {HOME}'
    assert explained('{"model": "acme/big"}', "acme") == [model]
    agent = f'"write": An agent that is declared {HOME}'
    assert explained('{"default_agent": "write"}', "write") == [agent]
