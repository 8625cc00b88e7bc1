"""Vim with ALE, set up as the documentation says: real keys in a real terminal."""

from collections.abc import Callable

import pytest

from editors.place import Place, all_end
from editors.recipes import recipe
from editors.texts import MISSPELT, ONLY_NAME, PRINTS, SHARED, plain
from editors.vim import Vim

pytestmark = pytest.mark.editors

# Debian keeps ALE as a package of Vim that is added when it is asked for.
HEAD = """
set nocompatible hidden
filetype plugin on
packadd ale
let g:ale_hover_to_preview = 1
set omnifunc=ale#completion#OmniFunc

function! ReadPreview() abort
  let windows = filter(range(1, winnr('$')), {_, each -> getwinvar(each, '&previewwindow')})
  return empty(windows) ? '' : getbufline(winbufnr(windows[0]), 1)[0]
endfunction
"""
READY = "len(getbufvar(bufnr(''), 'ale_linted', 0))"
FOUND = "map(copy(ale#engine#GetLoclist(bufnr(''))), {_, it -> [it.lnum, it.col, it.text]})"
OWN_LINE = MISSPELT.replace(', "', ',\n  "')


def check(place: Place, text: str, story: Callable[[Vim], object], expected: object) -> None:
    path = place.write(text)
    with Vim(place, HEAD + recipe("ale")) as vim:
        vim.do(f"edit {path.name}")
        vim.wait(READY)
        told = story(vim)
        code = vim.quit()

    assert told == expected
    assert (code, all_end(place)) == (0, True)


def test_each_finding_once(place: Place) -> None:
    def story(vim: Vim) -> object:
        return vim.wait(FOUND)

    # ALE takes a column for a count of bytes: those of the accent and the emoji are missing.
    check(place, MISSPELT, story, [[2, 22, "opencode ignores `shaer`: did you mean `share`?"]])


def test_hover(place: Place) -> None:
    def story(vim: Vim) -> object:
        vim.keys("/share\r:ALEHover\r")
        return vim.wait("ReadPreview()")

    check(place, SHARED, story, 'share: "manual" | "auto" | "disabled"')


def test_a_quick_fix(place: Place) -> None:
    def story(vim: Vim) -> object:
        vim.wait(FOUND)
        vim.keys("/shaer\r:ALECodeAction\r")
        vim.wait("mode() == 'c'")
        vim.keys("1\r")
        vim.wait("getline(3) =~ 'share'")
        return vim.ask("getline(3)")

    check(place, OWN_LINE, story, '  "share": "manual"')


def test_a_completion_is_accepted(place: Place) -> None:
    def story(vim: Vim) -> object:
        vim.keys('2GA,\n"snapshot": fa\x18\x0f')
        # The only one is taken at once.
        vim.wait("getline(3) =~ 'false'")
        return vim.ask("getline(3)")

    # No key can be completed: ALE compares what is typed with the new text, which has a quote.
    check(place, ONLY_NAME, story, '"snapshot": false')


def test_an_agent_gets_another_name(place: Place) -> None:
    def story(vim: Vim) -> object:
        vim.keys("/default_agent\rf:3l:ALERename\r")
        vim.wait("mode() == 'c'")
        vim.keys("\x15neu\r")
        vim.wait("getline(3) =~ 'neu'")
        return vim.ask("getline(3, 4)")

    text = ONLY_NAME.replace("\n}", ',\n"agent": { "old": {} },\n"default_agent": "old"\n}')
    check(place, text, story, ['"agent": { "neu": {} },', '"default_agent": "neu"'])


def test_a_run_is_for_the_terminal(place: Place) -> None:
    def story(vim: Vim) -> object:
        # On the name there is no finding to repair, so the run is the first action.
        vim.keys("/é\r:ALECodeAction\r")
        vim.wait("mode() == 'c'")
        vim.keys("1\r")
        return plain(vim.wait("ReadPreview()"), place)

    said = (
        "Warning:opencode-ls: the command of `é😀` did not run: this editor cannot ask you. "
        "Run `opencode-ls key 'é😀' --config 'WORK/opencode.json'` in a terminal"
    )
    check(place, PRINTS, story, said)
