"""What was seen a moment ago is seen again without a look, and no longer than a moment."""

import pytest

from opencode_ls.analysis.world import FileRead
from opencode_ls.lsp.recent import MOMENT, RecentWorld
from support.fake_world import FakeWorld


class Looking(FakeWorld):
    """A world that counts the looks, and in which each file says how often it was read."""

    looks = 0

    def read(self, path: str) -> FileRead:
        self.looks += 1
        return FileRead("ok", f"{path} {self.looks}")


def check(steps: list[tuple[float, str, str]]) -> None:
    """Each step is a time, a path that is read, and the text that is seen."""
    clock = iter([time for time, _, _ in steps])
    world = RecentWorld(Looking(), lambda: next(clock))
    assert [world.read(path).text for _, path, _ in steps] == [text for _, _, text in steps]


@pytest.mark.parametrize(
    "steps",
    [
        [(0.0, "a", "a 1"), (0.1, "a", "a 1")],
        [(0.0, "a", "a 1"), (0.1, "b", "b 2"), (0.2, "a", "a 1")],
        [(0.0, "a", "a 1"), (MOMENT, "a", "a 2"), (MOMENT + 1, "a", "a 2")],
        # The moment begins with the first look: constant typing does not prolong it.
        [(0.0, "a", "a 1"), (MOMENT - 0.1, "b", "b 2"), (MOMENT + 0.1, "b", "b 3")],
    ],
)
def test_a_look(steps: list[tuple[float, str, str]]) -> None:
    check(steps)


def test_each_question_has_its_own_answer() -> None:
    files = {"/work/a": "text", "/work/op": "program"}
    world = RecentWorld(FakeWorld(files=files, programs={"op": "/bin/op"}, links={"/l": "/work/a"}))
    for _ in range(2):
        assert world.read("/work/a").text == "text"
        assert world.list("/work").names == ("a", "op")
        assert world.which("op", "/work").path == "/bin/op"
        assert world.real_path("/l") == "/work/a"
