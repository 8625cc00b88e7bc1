"""What the files define, found by a part of its name."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.names import files
from opencode_ls.features.workspace_symbols import LIMIT, workspace_symbols
from support.fake_world import FakeWorld

INNER = "/work/.opencode/opencode.json"
TEXT = """{
  "provider": {"my-proxy": {"models": {"proxy-model": {}}}, "{env:PROXY}": {}},
  "agents": {"proxy": {"model": "my-proxy/m"}},
  "command": {"Prove": {}},
  "mcp": {"timeout": {}, "servers": {"app": {}}}
}"""


def check(query: str, *expected: str) -> None:
    """The kind, name and file of each symbol."""
    world = FakeWorld(files={"/work/.git": "", INNER: '{"mode": {"pry": {}}}'})
    found = workspace_symbols(files(analyse(TEXT, path="/work/opencode.json", world=world)), query)

    assert [
        f"{each.name.subject.kind} {each.name.subject.id} {each.file.path}" for each in found
    ] == [*expected]


MY_PROXY = "provider my-proxy /work/opencode.json"
PROXY = "agent proxy /work/opencode.json"
PROVE = "command Prove /work/opencode.json"
PRY = f"agent pry {INNER}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [MY_PROXY, PROXY, PROVE, "mcp app /work/opencode.json", PRY]),
        ("PR", [PROXY, PROVE, PRY, MY_PROXY]),
        ("mpy", [MY_PROXY]),
        ("prox", [PROXY, MY_PROXY]),
        ("model", []),
        ("x y", []),
    ],
)
def test_a_part_of_a_name(query: str, expected: list[str]) -> None:
    check(query, *expected)


def test_no_more_than_anyone_reads() -> None:
    names = ", ".join(f'"a{number}": {{}}' for number in range(LIMIT + 1))
    text = f'{{"agent": {{{names}}}}}'
    found = workspace_symbols(files(analyse(text, world=FakeWorld())), "")

    assert len(found) == LIMIT
