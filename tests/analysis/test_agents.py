"""Which agents there are: opencode's own, those of the files that apply, those in Markdown."""

import pytest

from opencode_ls.analysis.agents import BUILT_IN, agents
from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.markdown_files import FILES
from support.fake_world import FakeWorld


def check(
    files: dict[str, str], expected: dict[str, str], text: str = "{}", *, complete: bool = True
) -> None:
    """The agents besides opencode's own, each with its modes; and whether these are all."""
    world = FakeWorld(files={"/work/.git": "<directory>", **files})
    found = agents(analyse(text, path="/work/opencode.json", world=world))
    others = {name: " ".join(sorted(modes)) for name, modes in found.modes.items()}

    assert {name: others[name] for name in others if name not in BUILT_IN} == expected
    assert found.complete is complete


def test_opencodes_own() -> None:
    check({}, {})


def test_those_of_the_files_that_apply() -> None:
    user = '{"agent": {"a": {"mode": "all"}}, "mode": {"b": {}}}'
    text = '{"agent": {"a": {"mode": "primary"}}, "agents": {"c": {}}}'

    expected = {"a": "all primary", "b": "primary", "c": ""}
    check({"/home/me/.config/opencode/opencode.json": user}, expected, text)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("/work/.opencode/agent/a.md", "", {"a": ""}),
        ("/work/.opencode/agents/a.md", "---\nmode: subagent\n---\nx", {"a": "subagent"}),
        ("/work/.opencode/agent/a.md", '---\r\nname: "b"\r\n---\r\n', {"a": "", "b": ""}),
        ("/work/.opencode/agent/in/a.md", "", {"a": "", "in/a": ""}),
        ("/work/.opencode/mode/a.md", "---\nmode: subagent\n---\n", {"a": "primary"}),
        ("/home/me/.config/opencode/agent/a.md", "", {"a": ""}),
        ("/work/agent/a.md", "", {"a": ""}),
        ("/work/.opencode/agent/a.txt", "", {}),
        ("/work/.opencode/agent/a.md", "no front matter\nmode: subagent\n---\n", {"a": ""}),
        ("/else/agent/a.md", "", {}),
    ],
)
def test_those_in_markdown(path: str, text: str, expected: dict[str, str]) -> None:
    check({path: text}, expected)


def test_what_cannot_be_seen() -> None:
    check({"/work/.opencode/agent": "<unknown>"}, {}, complete=False)


def test_folders_too_deep() -> None:
    check({"/work/.opencode/agent/1/2/3/4/5/a.md": ""}, {}, complete=False)


def test_more_files_than_are_read() -> None:
    names = [f"a{number}" for number in range(FILES + 1)]
    files = {f"/work/.opencode/agent/{name}.md": "" for name in names}

    check(files, dict.fromkeys(sorted(names)[:FILES], ""), complete=False)
