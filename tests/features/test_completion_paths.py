"""What is offered for a path or an address outside placeholders, and what accepting it writes."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.features.completion import Item, complete
from opencode_ls.features.hover import hover
from support.fake_world import FakeWorld
from support.marked import after_edits, marked

OWN, PROJECT = "/home/me/.config/opencode/opencode.json", "/work/.opencode/opencode.json"
FILES = {
    "/work/.git": "<directory>",
    PROJECT: "x",
    "/work/.opencode/beside/x.md": "x",
    "/work/AGENTS.md": "x",
    "/work/docs/rules.md": "x",
    "/work/docs/more/é😀.md": "x",
    "/home/me/skills/a": "x",
    "/home/me/.config/opencode/own/x": "x",
    "/etc/rules.md": "x",
    "/far": "<unknown>",
}
WORLD = FakeWorld(files=FILES)
PLACEHOLDERS = ("{env:…}", "{file:…}")
INSTRUCTIONS = '{"instructions": [%s]}'
HOME, ABOVE = "~/", "../"


def check(text: str, *expected: str, path: str = PROJECT) -> None:
    """The labels, those of placeholders left out."""
    labels = [item.label for item in items(text, path)]

    assert [label for label in labels if label not in PLACEHOLDERS] == [*expected]


def items(text: str, path: str = PROJECT) -> tuple[Item, ...]:
    plain, offset = marked(text)
    return complete(analyse(plain, path=path, world=WORLD), offset)


def accepted(text: str, label: str) -> tuple[str, bool]:
    """The text after accepting an item, and whether the editor asks again then."""
    plain, _ = marked(text)
    item = {found.label: found for found in items(text)}[label]
    return after_edits(plain, *item.extra, item.edit), item.retrigger


@pytest.mark.parametrize("value", ['"$0"', '"$0', "$0", '"A$0"', '"b", "$0"', '"$0.md"'])
def test_instructions_are_files_from_where_the_user_works(value: str) -> None:
    check(INSTRUCTIONS % value, *("AGENTS.md", "docs/", ".git/", ".opencode/"), ABOVE, HOME)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("docs/", ["docs/more/", "docs/rules.md"]),
        ("docs/r", ["docs/more/", "docs/rules.md"]),
        ("./docs/more/", ["./docs/more/é😀.md"]),
        ("../work/docs/more/", ["../work/docs/more/é😀.md"]),
        (".opencode/", [".opencode/beside/"]),
        ("~/", ["~/skills/", "~/.config/"]),
        ("/etc/", ["/etc/rules.md"]),
        ("none/", []),
        ("/far/", []),
        ("https://x/", []),
        ("{env:X}/", []),
        (r"docs\\", []),
    ],
)
def test_a_path_that_is_begun_goes_on(typed: str, expected: list[str]) -> None:
    check(INSTRUCTIONS % f'"{typed}$0"', *expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"skills": {"paths": ["$0"]}}', ["docs/", ".git/", ".opencode/", ABOVE, HOME]),
        ('{"plugins": [], "skills": ["$0"]}', ["docs/", ".git/", ".opencode/", ABOVE, HOME]),
        (
            '{"mcp": {"s": {"type": "local", "command": ["x"], "cwd": "$0"}}}',
            ["docs/", ".git/", ".opencode/", ABOVE],
        ),
        ('{"mcp": {"s": {"type": "local", "command": ["x"], "cwd": "~/$0"}}}', ["tools"]),
        ('{"references": {"r": {"path": "$0"}}}', ["beside/", ABOVE, HOME]),
        ('{"references": {"r": "../docs/$0"}}', ["../docs/more/"]),
        ('{"providers": {}, "references": {"r": {"path": "$0"}}}', ["beside/", ABOVE, HOME]),
    ],
)
def test_other_keys_take_folders(text: str, expected: list[str]) -> None:
    check(text, *expected)


def test_a_reference_in_a_string_is_told_from_a_repository() -> None:
    labels = [item.label for item in items('{"references": {"r": "$0"}}') if item.kind == "folder"]

    assert labels == ["./beside/", ABOVE, HOME]


def test_in_the_user_s_own_file_nobody_knows_where_opencode_starts() -> None:
    check(INSTRUCTIONS % '"$0"', HOME, path=OWN)
    check(INSTRUCTIONS % '"docs/$0"', path=OWN)
    check(INSTRUCTIONS % '"~/$0"', "~/skills/", "~/.config/", path=OWN)
    check('{"references": {"r": {"path": "$0"}}}', "own/", ABOVE, HOME, path=OWN)


@pytest.mark.parametrize(
    ("before", "label", "after", "again"),
    [
        ('"$0"', "docs/", '"docs/"', True),
        ('"docs/$0', "docs/more/", '"docs/more/"', True),
        ('"docs/ru$0"', "docs/rules.md", '"docs/rules.md"', False),
        ('"docs/$0rules.md"', "docs/more/", '"docs/more/"', True),
    ],
)
def test_what_accepting_writes(before: str, label: str, after: str, *, again: bool) -> None:
    text = '{"é😀": 1, "instructions": [%s'

    assert accepted(text % before, label) == (text % after, again)


def test_addresses_of_mcp_servers() -> None:
    server = '{"type": "remote", "url": "$0"}'
    expected = [
        *("https://mcp.context7.com/mcp", "https://mcp.grep.app"),
        *("https://api.githubcopilot.com/mcp/", "https://mcp.sentry.dev/mcp"),
        *("https://mcp.linear.app/mcp", "https://mcp.deepwiki.com/mcp"),
    ]
    check(f'{{"mcp": {{"s": {server}}}}}', *expected)
    check(f'{{"plugins": [], "mcp": {{"servers": {{"s": {server}}}}}}}', *expected)


def test_addresses_of_a_provider() -> None:
    local = [
        *("http://localhost:4000/v1", "http://localhost:11434/v1", "http://localhost:1234/v1"),
        *("http://localhost:8080/v1", "http://localhost:8000/v1"),
    ]
    check('{"provider": {"deepseek": {"api": "$0"}}}', "https://api.deepseek.com", *local)
    model = '{"models": {"m": {"provider": {"api": "$0"}}}}'
    check(f'{{"provider": {{"own": {model}}}}}', *local)


def test_origins_that_may_use_the_server() -> None:
    check('{"server": {"cors": ["$0"]}}', "http://localhost:3000", "http://localhost:5173")


def test_where_any_address_could_be_meant_the_example_is_offered() -> None:
    check('{"enterprise": {"url": "$0"}}', "https://opencode.example.com")
    check('{"skills": {"urls": ["$0"]}}')


def test_a_known_address_is_explained() -> None:
    text = '{"mcp": {"s": {"type": "remote", "url": "https://mcp.grep.app"}}}'
    found = hover(analyse(text, world=WORLD), text.index("grep"))

    assert found is not None
    assert found.plain.splitlines()[0] == '"https://mcp.grep.app": Grep by Vercel: code on GitHub'
