"""Another name for a thing that the front matter of Markdown files names as well."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.markdown_files import FILES
from opencode_ls.features.rename import Change, Refused, rename
from support.fake_world import FakeWorld
from support.marked import after_edits, marked

PROJECT, COMMAND = "/work/opencode.json", "/work/.opencode/commands/c.md"
MARKDOWN = "---\ndescription: p/m\n{}\n---\nUse p/m.\n"
P, M = '{"provider": {"p$0": {}}}', '{"provider": {"p": {"models": {"m$0": {}}}}}'
A = '{"agent": {"a$0": {}}}'


def check(text: str, new: str, front: str, expected: str) -> None:
    """The front matter of a command after the rename at the cursor, or why there is none."""
    found = ask(text, new, {COMMAND: MARKDOWN.format(front)})

    assert found is not None
    if isinstance(found, Refused):
        assert found.message == expected
    else:
        after = {each.path: after_edits(each.text, *each.edits) for each in found[1:]}
        assert after == {COMMAND: MARKDOWN.format(expected)}


def ask(text: str, new: str, others: dict[str, str]) -> tuple[Change, ...] | Refused | None:
    text, offset = marked(text)
    world = FakeWorld(files={"/work/.git": "<directory>", PROJECT: text, **others})
    return rename(analyse(text, path=PROJECT, world=world), offset, new, ("/work",))


@pytest.mark.parametrize(
    ("text", "new", "front", "expected"),
    [
        (P, "gateway", "model: p/m#v # x", "model: gateway/m#v # x"),
        (P, "é", "model: 'p/m'\nagent: p", "model: 'é/m'\nagent: p"),
        (M, "org/n", 'model: "p/m"', 'model: "p/org/n"'),
        (A, "b c", "agent: 'a'\nmodel: a/a", "agent: 'b c'\nmodel: a/a"),
    ],
)
def test_it_is_renamed_there(text: str, new: str, front: str, expected: str) -> None:
    check(text, new, front, expected)


@pytest.mark.parametrize(
    ("text", "new", "front"),
    [
        (P, "a b", "model: p/m"),
        (P, "a'b", "model: 'p/m'"),
        (M, 'a"b', 'model: "p/m"'),
        (A, "true", "agent: a"),
        (A, "12", "agent: a"),
    ],
)
def test_a_name_that_would_be_another_in_yaml(text: str, new: str, front: str) -> None:
    check(text, new, front, f"`{new}` cannot be written as it is in `{COMMAND}`")


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        (
            '{"command": {"c$0": {}}}',
            "d",
            f"the command `c` is defined by a file: rename `{COMMAND}`, then what refers to it",
        ),
        ('{"command": {"d$0": {}}}', "c", f"there is a command `c` already, in `{COMMAND}`"),
    ],
)
def test_a_command_that_is_a_file(text: str, new: str, expected: str) -> None:
    check(text, new, "agent: x", expected)


def test_a_file_outside_the_workspace_hinders() -> None:
    path = "/home/me/.config/opencode/agent/x.md"

    assert ask(P, "gateway", {path: MARKDOWN.format("model: p/m")}) == Refused(
        f"the provider `p` is also named in `{path}`, outside the workspace:"
        " add its folder to the workspace"
    )


def test_more_files_than_are_read_hinder() -> None:
    files = {f"/work/.opencode/agent/{number}.md": "" for number in range(FILES + 1)}

    assert ask(P, "gateway", files) == Refused(
        "the provider `p` may be named in one of your Markdown files:"
        f" only {FILES} of them are read"
    )
