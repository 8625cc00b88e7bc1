"""Our plugin for Neovim: what runs, who is asked, and what is shown."""

import sys
from pathlib import Path

import pytest

from editors.neovim import Neovim
from editors.place import Place
from editors.session import ATTACHED, FLOAT, Story, answer, choose, played, seen
from editors.texts import (
    FAILED,
    FAILS,
    KEY,
    PRINTS,
    RAN,
    SHARED,
    provider,
    providers,
)
from opencode_ls import VERSION

pytestmark = pytest.mark.editors

each_neovim = pytest.mark.parametrize("which", ["pinned", "system"])

_FAILED = """#vim.tbl_filter(function(found)
  return found.code == "key-command-failed"
end, vim.diagnostic.get(0))"""
TRUST = "Run commands from the opencode files in WORK?"
DISTRUSTED = "WORK is not trusted: none of its commands can run"
NOT_TRUSTED = "nothing ran: this folder is not trusted"
CALLED_OFF = (
    "`PYTHON` did not run: it was not allowed. "
    "Run `opencode-ls key 'é😀'` in a terminal, which asks, or with `--yes` allow it."
)


def check(which: str, place: Place, text: str, story: Story, expected: object) -> None:
    assert played(which, place, text, story) == expected


@each_neovim
def test_the_effective_configuration_is_a_list_of_places(which: str, place: Place) -> None:
    own = place.home / "CONFIG" / "opencode" / "opencode.json"
    own.parent.mkdir(parents=True)
    own.write_text('{ "username": "you", "autoupdate": false }')

    def story(neovim: Neovim) -> object:
        neovim.keys(":OpencodeLs config<CR>")
        neovim.wait("#vim.fn.getqflist() > 0")
        found = neovim.lua("""return vim.tbl_map(function(item)
          return { vim.fn.bufname(item.bufnr), item.lnum, item.col, item.text }
        end, vim.fn.getqflist())""")
        return [(Path(name).parent.name, *rest) for name, *rest in found]

    values = [
        ("", 2, 15, 'username = "é😀"'),
        ("opencode", 1, 36, "autoupdate = false"),
        ("", 2, 34, 'share = "manual"'),
    ]
    check(which, place, SHARED, story, values)


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
        text = neovim.wait(FLOAT, "1 Run once")
        # On a line that is no answer, Enter does nothing.
        neovim.keys("<CR>q")
        neovim.wait("#seen.messages > 0")
        shown = [part in text for part in (f"print('{KEY}')", str(place.work), sys.executable)]
        return shown, text.splitlines()[-3:], seen(neovim, place)[1]

    answers = ["1 Run once", "2 Always allow this exact command", "3 Cancel"]
    check("pinned", place, PRINTS, story, ([True] * 3, answers, [CALLED_OFF]))


def test_all_commands_run(place: Place) -> None:
    def story(neovim: Neovim) -> object:
        choose(neovim, "Trust")
        neovim.keys(":OpencodeLs all<CR>")
        answer(neovim, "1<CR>")
        neovim.wait("#seen.messages > 0")
        return seen(neovim, place)

    check("pinned", place, PRINTS, story, ([TRUST], [RAN]))


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
            neovim.lua(f"vim.wait(100, function() return {ATTACHED} end, 10)")
            return neovim.lua(f"return {{ vim.bo.filetype, {ATTACHED} }}")

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
