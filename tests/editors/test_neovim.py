"""Neovim with our plugin, the pinned one and that of the system: real keys, real windows."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editors.neovim import Neovim, program
from editors.place import Place, all_end
from editors.recipes import recipe
from editors.texts import (
    FAILED,
    FAILS,
    KEY,
    MISSPELT,
    ONLY_NAME,
    PRINTS,
    RAN,
    REPAIRED,
    SHARED,
    plain,
    provider,
    providers,
)
from opencode_ls import VERSION

pytestmark = pytest.mark.editors

each_neovim = pytest.mark.parametrize("which", ["pinned", "system"])

# What 0.11 maps by itself; before, a person does.
_MAPS = """
if vim.fn.has("nvim-0.11") == 0 then
  vim.keymap.set("n", "K", vim.lsp.buf.hover)
  vim.keymap.set("n", "gra", vim.lsp.buf.code_action)
end
"""
_ATTACHED = "require('opencode_ls').client(0) ~= nil"
_FOUND = """#vim.diagnostic.get(0) > 0 and vim.tbl_map(function(found)
  return { found.code, found.lnum, found.col, found.end_col, found.source }
end, vim.diagnostic.get(0))"""
_FAILED = """#vim.tbl_filter(function(found)
  return found.code == "key-command-failed"
end, vim.diagnostic.get(0))"""
_LINE = "vim.api.nvim_buf_get_lines(0, 1, 2, true)[1]"
_FLOAT = """(function(part)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    local buffer = vim.api.nvim_win_get_buf(window)
    local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\\n")
    if vim.api.nvim_win_get_config(window).relative ~= "" and text:find(part, 1, true) then
      return text
    end
  end
end)(...)"""

TRUST = "Run commands from the opencode files in WORK?"
DISTRUSTED = "WORK is not trusted: none of its commands can run"
NOT_TRUSTED = "nothing ran: this folder is not trusted"
CALLED_OFF = (
    "`PYTHON` did not run: it was not allowed. "
    "Run `opencode-ls key 'é😀'` in a terminal, which asks, or with `--yes` allow it."
)

Story = Callable[[Neovim], object]


def check(which: str, place: Place, text: str, story: Story, expected: object) -> None:
    path = place.write(text)
    names = ["neovim", "neovim-completion"] if which == "pinned" else ["neovim-old"]
    with Neovim(program(which), place, "".join(map(recipe, names)) + _MAPS) as neovim:
        neovim.request("nvim_command", f"edit {path.name}")
        neovim.wait(_ATTACHED)
        answer = story(neovim)
        code = neovim.quit()

    assert answer == expected
    assert (code, all_end(place)) == (0, True)


def seen(neovim: Neovim, place: Place) -> tuple[list[str], list[str]]:
    """What was asked, by its first line, and what was told."""
    told = neovim.lua("return seen")
    asked = [menu["prompt"].splitlines()[0] for menu in told["menus"]]
    return [plain(each, place) for each in asked], [plain(each, place) for each in told["messages"]]


def choose(neovim: Neovim, *labels: str) -> None:
    """Answer each menu with its entry that has one of these in it, or with none."""
    neovim.lua("choices = { ... }", *labels)


def answer(neovim: Neovim, keys: str) -> None:
    """Answer the question about a command: in our own window, or "Run once" in the built-in one."""
    if neovim.lua("return vim.fn.has('nvim-0.10')") == 1:
        neovim.wait(_FLOAT, "1 Run once")
        neovim.keys(keys)
    else:
        neovim.wait("#seen.questions > 0")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


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
        return neovim.wait(_FLOAT, "share").splitlines()[0]

    check(which, place, SHARED, story, '**`share`**: `"manual" | "auto" | "disabled"`')


@each_neovim
def test_a_quick_fix(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "Rename to")
        neovim.wait("#vim.diagnostic.get(0) > 0")
        neovim.keys("/shaer<CR>gra")
        neovim.wait("#vim.diagnostic.get(0) == 0")
        return neovim.lua(f"return {_LINE}")

    check(which, place, MISSPELT, story, REPAIRED)


def test_a_completion_while_typing_is_accepted(place: Place) -> None:
    def story(neovim: Neovim) -> object:
        neovim.keys('2GA, "')
        neovim.wait("vim.fn.pumvisible() == 1")
        neovim.keys("sha")
        neovim.wait("vim.fn.complete_info({ 'matches' }).matches[1].abbr == 'share'")
        neovim.keys("<C-n><C-y>")
        neovim.wait(f"{_LINE}:find(':[^:]*:') and vim.snippet.active()")
        neovim.keys("auto")
        return neovim.wait(f"{_LINE}:find('auto') and {_LINE}")

    check("pinned", place, ONLY_NAME, story, '  "username": "é😀", "share": "auto"')


@each_neovim
def test_a_completion_that_was_asked_for_is_accepted(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        neovim.keys('2GA, "share": <C-x><C-o>')
        neovim.wait("vim.fn.pumvisible() == 1")
        neovim.keys("<C-n><C-y>")
        return neovim.wait(f"vim.fn.pumvisible() == 0 and {_LINE}")

    check(which, place, ONLY_NAME, story, REPAIRED)


@each_neovim
def test_a_run_is_asked_about_and_told(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "Trust")
        neovim.keys(":OpencodeLs run<CR>")
        answer(neovim, "1<CR>")
        neovim.wait("#seen.messages > 0")
        return seen(neovim, place)

    check(which, place, PRINTS, story, ([TRUST], [RAN]))


@each_neovim
def test_a_failed_run_is_shown_until_the_command_is_another(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "Trust")
        neovim.keys(":OpencodeLs run<CR>")
        answer(neovim, "1<CR>")
        neovim.wait(f"{_FAILED} == 1")
        neovim.keys(":%s/3/4<CR>")
        neovim.wait(f"{_FAILED} == 0")
        return seen(neovim, place)

    check(which, place, FAILS, story, ([TRUST], [FAILED]))


@each_neovim
def test_a_code_action_runs_by_the_same_way(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "Run apiKeyCommand", "Trust")
        neovim.keys("/apiKeyCommand<CR>gra")
        answer(neovim, "1<CR>")
        neovim.wait("#seen.messages > 0")
        return seen(neovim, place)

    check(which, place, PRINTS, story, (["Code actions:", TRUST], [RAN]))


@each_neovim
def test_trust_is_kept_for_the_next_time_until_it_is_taken(which: str, place: Place) -> None:
    def first(neovim: Neovim) -> object:
        choose(neovim, "Trust")
        neovim.keys(":OpencodeLs run<CR>")
        answer(neovim, "1<CR>")
        neovim.wait("#seen.messages > 0")
        return seen(neovim, place)

    def second(neovim: Neovim) -> object:
        neovim.keys(":OpencodeLs run<CR>")
        answer(neovim, "1<CR>")
        neovim.wait("#seen.messages == 1")
        neovim.keys(":OpencodeLs distrust<CR>:OpencodeLs run<CR>")
        neovim.wait("#seen.messages == 3")
        return seen(neovim, place)

    check(which, place, PRINTS, first, ([TRUST], [RAN]))
    check(which, place, PRINTS, second, ([TRUST], [RAN, DISTRUSTED, NOT_TRUSTED]))


def test_the_question_shows_all_and_can_be_called_off(place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "Trust")
        neovim.keys(":OpencodeLs run<CR>")
        text = neovim.wait(_FLOAT, "1 Run once")
        # On a line that is no answer, Enter does nothing.
        neovim.keys("<CR>q")
        neovim.wait("#seen.messages > 0")
        shown = [part in text for part in (f"print('{KEY}')", str(place.work), sys.executable)]
        return shown, text.splitlines()[-3:], seen(neovim, place)[1]

    answers = ["1 Run once", "2 Always allow this exact command", "3 Cancel"]
    check("pinned", place, PRINTS, story, ([True] * 3, answers, [CALLED_OFF]))


def test_one_of_two_commands_is_chosen(place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "é")
        neovim.keys(":OpencodeLs run<CR>")
        neovim.wait("#seen.messages > 0")
        neovim.keys(":OpencodeLs run b<CR>")
        neovim.wait("#seen.messages > 1")
        return neovim.lua("return vim.tbl_map(function(menu) return menu.labels end, seen.menus)")

    text = providers(provider("é😀", "print(1)"), provider("b", "print(1)"))
    trust = ["Trust this folder", "Not now"]
    check("pinned", place, text, story, [["é😀", "b"], trust, trust])


def test_which_files_it_starts_for(place: Place) -> None:
    files = {
        "opencode.jsonc": ("{}", ["jsonc", True]),
        "opencode/config.json": ("{}", ["jsonc", True]),
        ".opencode/opencode.json": ("{}", ["jsonc", True]),
        "other.json": (' {"$schema": "https://opencode.ai/config.json"}', ["json", True]),
        "third.json": ("{}", ["json", False]),
        "config.json": ("{}", ["json", False]),
    }
    for name, (text, _) in files.items():
        place.write(text, name)

    def story(neovim: Neovim) -> object:
        def opened(name: str) -> object:
            neovim.request("nvim_command", f"edit {name}")
            neovim.lua(f"vim.wait(100, function() return {_ATTACHED} end, 10)")
            return neovim.lua(f"return {{ vim.bo.filetype, {_ATTACHED} }}")

        return {name: opened(name) for name in files}

    expected = {name: each for name, (_, each) in files.items()}
    check("pinned", place, "{}", story, expected)


@each_neovim
def test_its_health(which: str, place: Place) -> None:
    def story(neovim: Neovim) -> object:
        neovim.request("nvim_command", "checkhealth opencode_ls")
        text = "\n".join(neovim.lua("return vim.api.nvim_buf_get_lines(0, 0, -1, true)"))
        return [part in text for part in (f"opencode-ls {VERSION}", "not trusted")]

    check(which, place, "{}", story, [True, True])
