"""Which files can be created: those of a relative path, near at hand and missing."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.features.actions import Action
from opencode_ls.features.new_file import new_files
from opencode_ls.rules import findings
from opencode_ls.text import Span
from support.fake_world import FakeWorld
from support.marked import marked

WORLD = FakeWorld(
    env={"NAME": "k", "NESTED": "{file:k}"},
    files={
        "/work/here": "x",
        "/work/folder": "<directory>",
        "/work/far": "<unknown>",
        "/work/odd": "<unreadable>",
    },
    links={"/work/sub/.opencode/out/k": "/else/k", "/work/sub/.opencode/in/k": "/work/k"},
)
PATH = "/work/sub/.opencode/opencode.json"


def check(text: str, *expected: str, path: str = PATH, workspace: tuple[str, ...] = ()) -> None:
    """Each title, and the file's path."""
    plain, offset = marked(text)
    analysis = analyse(plain, path=path, world=WORLD, folder="/work")
    found = new_files(analysis, findings(analysis), Span(offset, offset), workspace)

    assert [*found] == [
        Action(title, "quickfix", about, (), preferred=False, command=None, file=file)
        for title, _, file in (each.partition(" -> ") for each in expected)
        for about in findings(analysis)
        if about.code == "missing-file" and about.span.contains(offset)
    ]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("k", "k"),
        ("./k", "k"),
        ("a/b c.md", "a/b c.md"),
        ("./a/../k", "k"),
        (".env", ".env"),
        ("in/é😀", "in/é😀"),
    ],
)
def test_beside_the_configuration(name: str, path: str) -> None:
    text = f'{{"username": "é😀 {{fi$0le:{name}}}"}}'
    check(text, f"Create the file `{name}` -> /work/sub/.opencode/{path}")


def test_in_the_workspace_and_no_further() -> None:
    text = '{"username": "{file:../../k}$0"}'

    check(text)
    check(text, "Create the file `../../k` -> /work/k", workspace=("/else", "/work"))
    check(text, workspace=("/work/sub", "/wor", "/work/k"))
    check('{"username": "$0{file:../../../k}"}', workspace=("/work",))


def test_a_link_leads_where_it_leads() -> None:
    text = '{"username": "{file:%s$0/k}"}'

    check(text % "out")
    check(text % "in", workspace=("/else",))
    check(text % "in", "Create the file `in/k` -> /work/sub/.opencode/in/k", workspace=("/work",))


@pytest.mark.parametrize(
    "name",
    [
        *("/work/sub/.opencode/k", "~/k", "~", "a/", "../../here", "../../folder", "../../odd"),
        *("../../far", " k", "k\t", "a\u202ek", "{env:NAME}"),
    ],
)
def test_what_is_not_offered(name: str) -> None:
    check(f'{{"username": "{{file:{name}$0}}"}}', workspace=("/work",))


def test_a_place_without_a_missing_file() -> None:
    check('{"username": "{file:k} $0"}')
    check('{"username": "{file:k$0"}')
    check('{"username": "{file:k$0')
    check('{"username": "{env:NESTED}$0"}')
    check("{\n// {file:k}$0\n}")


def test_a_text_without_a_file_has_no_place_of_its_own() -> None:
    check('{"username": "{file:k}$0"}', path="")
    check(
        '{"username": "{file:k}$0"}',
        "Create the file `k` -> /work/k",
        path="",
        workspace=("/work",),
    )


def test_a_file_that_is_named_twice_is_created_once() -> None:
    text = '["{file:k}", "{file:./k}"]'
    analysis = analyse(text, path=PATH, world=WORLD)
    found = new_files(analysis, (), Span(0, len(text)), ())

    assert [action.title for action in found] == ["Create the file `k`"]
