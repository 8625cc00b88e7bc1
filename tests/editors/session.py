"""A story in one Neovim: set up as the documentation says, with an open file, quit at the end."""

from collections.abc import Callable

from editors.neovim import Neovim, program
from editors.place import Place, all_end
from editors.recipes import recipe
from editors.texts import plain

Story = Callable[[Neovim], object]

# What 0.11 maps by itself; before, a person does.
_MAPS = """
if vim.fn.has("nvim-0.11") == 0 then
  vim.keymap.set("n", "K", vim.lsp.buf.hover)
  vim.keymap.set("n", "gra", vim.lsp.buf.code_action)
  vim.keymap.set("n", "grn", vim.lsp.buf.rename)
end
"""
ATTACHED = "require('opencode_ls').client(0) ~= nil"
LINE = "vim.api.nvim_buf_get_lines(0, 1, 2, true)[1]"
FLOAT = """(function(part)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    local buffer = vim.api.nvim_win_get_buf(window)
    local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\\n")
    if vim.api.nvim_win_get_config(window).relative ~= "" and text:find(part, 1, true) then
      return text
    end
  end
end)(...)"""


def played(which: str, place: Place, text: str, story: Story) -> object:
    """What a story returns; no server may be left behind it."""
    path = place.write(text)
    names = ["neovim", "neovim-completion"] if which == "pinned" else ["neovim-old"]
    with Neovim(program(which), place, "".join(map(recipe, names)) + _MAPS) as neovim:
        neovim.request("nvim_command", f"edit {path.name}")
        neovim.wait(ATTACHED)
        told = story(neovim)
        assert neovim.quit() == 0
    assert all_end(place)
    return told


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
        neovim.wait(FLOAT, "1 Run once")
        neovim.keys(keys)
    else:
        neovim.wait("#seen.questions > 0")
