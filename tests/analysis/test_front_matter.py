"""Which names the front matter of a Markdown file uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.front_matter import every_file, fronts, names_in
from opencode_ls.analysis.markdown_files import FILES
from support.fake_world import FakeWorld

P_M = ("provider p", "model m of p")


def check(front: str, *expected: str, kind: str = "command") -> None:
    """The names, and that each stands where it is said to stand."""
    text = f"---\n{front}\n---\nDo it. model: q/n\n"
    found = names_in(kind, text)

    assert tuple(name.span.of(text) for name in found) == tuple(name.subject.id for name in found)
    subjects = (name.subject for name in found)
    told = (f"{kind} {id_}" + (f" of {owner}" if owner else "") for kind, id_, owner in subjects)
    assert tuple(told) == expected


@pytest.mark.parametrize(
    "front",
    [
        "model: p/m",
        "model:\tp/m#high",
        "description: x\nmodel: p/m   # the cheap one\nmode: subagent",
        'model: "p/m"',
        "model: 'p/m#v' # x",
        "model: p/m\r\nagent:",
        "model: p/m\n# a comment",
    ],
)
def test_a_model(front: str) -> None:
    check(front, *P_M)
    check(front, *P_M, kind="agents")


def test_a_model_s_id_may_have_slashes_and_blanks() -> None:
    check("model: my-proxy/org/m.1:30b", "provider my-proxy", "model org/m.1:30b of my-proxy")
    check('model: "p/a b"', "provider p", "model a b of p")


def test_the_agent_of_a_command() -> None:
    check("agent: build\nmodel: p/m", "agent build", *P_M)
    check("agent: build", kind="agent")


@pytest.mark.parametrize(
    "front",
    [
        "",
        "model: m",
        "model: /m",
        "model:",
        "model:p/m",
        "  model: p/m",
        "options:\n  model: p/m",
        "models: p/m",
        "model: p/m\nmodel: p/n",
        'model: p/m\n"model": p/n',
        'model: "p\\/m"',
        "model: 'p''/m'",
        "model: [p/m]",
        "model: p/m: x",
        "model: p/m:",
        "model: p/m x",
        "model: p/m\n  and more",
        "model: {env:P}/m",
        "model: |\n  p/m",
        "model: &a p/m",
        "agent: true",
        "agent: 12",
        "agent: a b",
    ],
)
def test_what_is_no_name_beyond_doubt(front: str) -> None:
    check(front)


@pytest.mark.parametrize("text", ["", "model: p/m", "---\nmodel: p/m", " ---\nmodel: p/m\n---\n"])
def test_no_front_matter(text: str) -> None:
    assert names_in("agent", text) == ()


def test_a_mark_before_it_and_other_line_ends() -> None:
    text = "\ufeff---\r\nmodel: p/m\r\n---\r\n"

    assert [name.span.of(text) for name in names_in("agent", text)] == ["p", "m"]


@given(st.text(alphabet=st.sampled_from("-\n\rmodel:agnt /#\"'p é \t"), max_size=60))
def test_any_text_has_its_names_where_they_stand(body: str) -> None:
    for text in (body, f"---\nmodel: {body}\n---\n", f"---\nagent: {body}\n---\n"):
        for name in names_in("command", text):
            assert name.span.of(text) == name.subject.id
            assert name.whole.covers(name.span)


def test_the_files_that_use_names() -> None:
    used = "---\nmodel: p/m\n---\n"
    files = {
        "/work/.git": "<directory>",
        "/work/.opencode/agent/deep/a.md": used,
        "/work/.opencode/agent/none.md": "",
        "/work/.opencode/commands/c.md": used,
        "/work/.opencode/other/o.md": used,
        "/home/me/.config/opencode/mode/m.md": used,
        "/link/a.md": used,
    }
    links = {"/work/.opencode/agents": "/link", "/work/.opencode/agents/a.md": "/link/a.md"}
    world = FakeWorld(files=files, links=links | {"/work/.opencode/agent/deep/a.md": "/link/a.md"})
    analysis = analyse("{}", path="/work/opencode.json", world=world)

    assert [file.path for file in every_file(analysis)] == [
        "/work/opencode.json",
        "/home/me/.config/opencode/mode/m.md",
        "/work/.opencode/agent/deep/a.md",
        "/work/.opencode/commands/c.md",
    ]


@pytest.mark.parametrize("count", [FILES, FILES + 1])
def test_no_more_are_read_than_that(count: int) -> None:
    text = "---\nmodel: p/m\n---\n"
    files = {f"/work/.opencode/agent/{number}.md": text for number in range(count)}
    world = FakeWorld(files=files | {"/work/.git": "<directory>"})
    found = fronts(analyse("{}", path="/work/opencode.json", world=world))

    assert (len(found.found), found.more) == (FILES, count > FILES)


def test_a_text_in_no_file_keeps_to_itself() -> None:
    files = {"/work/.git": "<directory>", "/work/.opencode/agent/a.md": "---\nmodel: p/m\n---\n"}

    assert fronts(analyse("{}", world=FakeWorld(files=files))) == ((), False)
