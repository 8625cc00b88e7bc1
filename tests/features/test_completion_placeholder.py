"""What is offered inside `{file:…}` and `{env:…}`, and what accepting it makes of the text."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.features.completion import LIMIT, Item, complete
from support.fake_world import FakeWorld
from support.marked import after_edits, marked

FILES = {
    **{f"/work/.opencode/{name}": "x" for name in ("opencode.json", ".env", "a b.md", "é😀.txt")},
    **{f"/work/.opencode/prompts/{name}": "x" for name in ("review.md", "sub/plan.md")},
    **{f"/work/.opencode/{name}": "x" for name in ('q"', "b\\s", "c{d}", "l\u202el", " s", "n\nl")},
    "/work/up.md": "x",
    "/home/me/key": "x",
    "/etc/keys/a": "x",
    "/far": "<unknown>",
    **{f"/many/n{number}": "x" for number in range(LIMIT)},
    "/many/.dot": "x",
    "/many/other": "x",
}
WORLD = FakeWorld(
    env={"LLM_TOKEN": "x", "HOME": "/home/me"},
    files=FILES,
    links={"/work/.opencode/link": "/work/.opencode/prompts"},
)
HERE = ("a b.md", "prompts/", "é😀.txt", ".env", "../", "~/")


def check(value: str, *expected: str) -> None:
    """The labels for a cursor in the value of a key."""
    found = tuple(item.label for item in items(value))

    assert found == expected


def items(value: str) -> tuple[Item, ...]:
    plain, offset = marked(f'{{"é😀": 1, "username": {value}')
    path = "/work/.opencode/opencode.json"
    return complete(analyse(plain, path=path, world=WORLD), offset)


def accepted(value: str, label: str) -> tuple[str, bool]:
    """The value after accepting an item, and whether the editor asks again then."""
    plain, _ = marked(f'{{"é😀": 1, "username": {value}')
    item = {found.label: found for found in items(value)}[label]
    after = after_edits(plain, *item.extra, item.edit)
    return after.removeprefix('{"é😀": 1, "username": '), item.retrigger


@pytest.mark.parametrize(
    "value",
    [
        *('"{file:$0}"}', '"{file:$0"}', '"{file:$0', '"a {file:$0} b"}', '"{file:x$0y}"}'),
        *('"{env:HOME}{file:$0}"}', '"{file:k}{file:$0}"}', '"{file:k}, {file:a$0"}'),
    ],
)
def test_what_lies_beside_the_configuration_dots_last(value: str) -> None:
    check(value, *HERE)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("./", [name for name in HERE if name not in {"../", "~/"}]),
        ("prompts/", ["review.md", "sub/"]),
        ("./prompts/re", ["review.md", "sub/"]),
        ("prompts/sub/", ["plan.md"]),
        ("prompts//", ["review.md", "sub/"]),
        ("../", ["up.md", ".opencode/"]),
        ("~/", ["key"]),
        ("/etc/", ["keys/"]),
        ("link/", ["review.md", "sub/"]),
        ("none/", []),
        ("a b.md/", []),
        ("/far/", []),
        ("~", [*HERE]),
    ],
)
def test_the_folder_is_the_one_that_opencode_looks_in(typed: str, expected: list[str]) -> None:
    check(f'"{{file:{typed}$0}}"}}', *expected)


@pytest.mark.parametrize(
    ("value", "label", "expected", "again"),
    [
        ('"{file:$0}"}', "a b.md", '"{file:a b.md}"}', False),
        ('"{file:$0"}', "a b.md", '"{file:a b.md}"}', False),
        ('"{file:$0', "a b.md", '"{file:a b.md}', False),
        ('"{file:$0, "b": 1}', "a b.md", '"{file:a b.md}, "b": 1}', False),
        ('"é😀 {file:./é$0.t} é"}', "é😀.txt", '"é😀 {file:./é😀.txt} é"}', False),
        ('"{file:a$0 b.md}"}', "prompts/", '"{file:prompts/}"}', True),
        ('"{file:pro$0"}', "prompts/", '"{file:prompts/"}', True),
        ('"{file:pr$0x/review.md}"}', "prompts/", '"{file:prompts/review.md}"}', True),
        ('"{file:prompts/$0', "review.md", '"{file:prompts/review.md}', False),
        ('"{file:~$0}"}', "~/", '"{file:~/}"}', True),
        ('"{file:.$0}"}', "../", '"{file:../}"}', True),
        ("{file:pro$0}}", "prompts/", "{file:prompts/}}", True),
        ("{file:./a$0}}", "a b.md", "{file:./a b.md}}", False),
    ],
)
def test_the_last_part_gives_way(value: str, label: str, expected: str, *, again: bool) -> None:
    assert accepted(value, label) == (expected, again)


def test_a_file_and_a_folder_look_different() -> None:
    kinds = {item.label: item.kind for item in items('"{file:$0}"}')}

    assert [kinds[label] for label in ("a b.md", "prompts/", "~/")] == ["file", "folder", "folder"]


def test_of_very_many_names_those_that_begin_as_typed() -> None:
    every = items('"{file:/many/$0}"}')
    some = items('"{file:/many/N9$0}"}')

    assert len(every) == LIMIT
    assert [item.label for item in some] == ["n9", *(f"n9{digit}" for digit in range(10))]


@pytest.mark.parametrize(
    "value", ['"{file:a}$0"}', '"{file:a} $0', '"{fil$0e:a}"}', "1 // {file:$0}\n}", '"file:$0"}']
)
def test_outside_the_braces_no_path_is_offered(value: str) -> None:
    assert [item.label for item in items(value) if item.kind == "folder"] == []


def test_the_form_asks_again_for_its_path() -> None:
    found = {item.label: item for item in items('"$0"}')}["{file:…}"]

    assert (found.edit.text, found.snippet, found.retrigger) == ('"{file:}"', '"{file:$1}"', True)


def test_variables_of_the_provider_then_of_the_file_then_those_that_are_set() -> None:
    text = '"x", "provider": {"mistral": {"options": {"a": "{env:$0}", "b": "{env:OWN}"}}}}'
    found = [item.label for item in items(text)]

    assert found[:2] == ["MISTRAL_API_KEY", "OWN"]
    assert "LLM_TOKEN" not in found
