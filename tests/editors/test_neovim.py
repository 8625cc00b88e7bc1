"""What everybody does in Neovim, the pinned one and that of the system, by real keys."""

import pytest

from editors.neovim import Neovim
from editors.place import Place
from editors.session import FLOAT, LINE, Story, choose, played, seen
from editors.texts import MISSPELT, ONLY_NAME, RENAMED, REPAIRED, SHARED

pytestmark = pytest.mark.editors

each_neovim = pytest.mark.parametrize("which", ["pinned", "system"])

_FOUND = """#vim.diagnostic.get(0) > 0 and vim.tbl_map(function(found)
  return { found.code, found.lnum, found.col, found.end_col, found.source }
end, vim.diagnostic.get(0))"""


def check(which: str, place: Place, text: str, story: Story, expected: object) -> None:
    assert played(which, place, text, story) == expected


@each_neovim
def test_each_finding_once(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        return neovim.wait(_FOUND), seen(neovim, place)

    found = [["unknown-key", 1, 24, 31, "opencode"]]
    check(which, place, MISSPELT, story, (found, ([], [])))


@each_neovim
def test_hover(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        neovim.keys("/share<CR>K")
        return neovim.wait(FLOAT, "share").splitlines()[0]

    check(which, place, SHARED, story, '**`share`**: `"manual" | "auto" | "disabled"`')


@each_neovim
def test_a_quick_fix(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "Rename to")
        neovim.wait("#vim.diagnostic.get(0) > 0")
        neovim.keys("/shaer<CR>gra")
        neovim.wait("#vim.diagnostic.get(0) == 0")
        return neovim.lua(f"return {LINE}")

    check(which, place, MISSPELT, story, REPAIRED)


def test_a_completion_while_typing_is_accepted(place: Place) -> None:
    def story(neovim: Neovim) -> object:
        neovim.keys('2GA, "')
        neovim.wait("vim.fn.pumvisible() == 1")
        neovim.keys("sha")
        neovim.wait("vim.fn.complete_info({ 'matches' }).matches[1].abbr == 'share'")
        neovim.keys("<C-n><C-y>")
        neovim.wait(f"{LINE}:find(':[^:]*:') and vim.snippet.active()")
        neovim.keys("auto")
        return neovim.wait(f"{LINE}:find('auto') and {LINE}")

    check("pinned", place, ONLY_NAME, story, '  "username": "é😀", "share": "auto"')


@each_neovim
def test_a_completion_that_was_asked_for_is_accepted(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        neovim.keys('2GA, "share": <C-x><C-o>')
        neovim.wait("vim.fn.pumvisible() == 1")
        neovim.keys("<C-n><C-y>")
        return neovim.wait(f"vim.fn.pumvisible() == 0 and {LINE}")

    check(which, place, ONLY_NAME, story, REPAIRED)


@each_neovim
def test_an_agent_gets_another_name(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "neu")
        neovim.keys('/é😀": {}<CR>grn')
        neovim.wait(f"{LINE}:find('neu')")
        return neovim.lua(f"return {LINE}"), seen(neovim, place)

    line = '  "username": "é😀", "agent": { "neu": {} }, "default_agent": "neu"'
    check(which, place, RENAMED, story, (line, (["New Name: "], [])))
