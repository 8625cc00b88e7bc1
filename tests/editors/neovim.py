"""Neovim, started as an editor's window would start it: keys go in, what it knows comes out."""

import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any, Self

import pytest

from editors.msgpack import IncompleteError, packed, unpacked
from editors.place import PATIENCE, Place

PINNED = Path(__file__).parents[2] / ".venv-editors" / "bin" / "nvim"

# Stands in for the parts of an editor that wait for a person, so that a test can answer and look.
_RECORDER = """
_G.seen = { messages = {}, menus = {}, questions = {} }
_G.choices = {}
vim.notify = function(message) table.insert(seen.messages, message) end
vim.ui.select = function(items, opts, done)
  local labels = vim.tbl_map(opts.format_item or tostring, items)
  table.insert(seen.menus, { prompt = opts.prompt, labels = labels })
  for index, label in ipairs(labels) do
    for _, choice in ipairs(_G.choices) do
      if label:find(choice, 1, true) then return done(items[index], index) end
    end
  end
  done(nil, nil)
end
vim.ui.input = function(opts, done)
  table.insert(seen.menus, { prompt = opts.prompt, labels = { opts.default } })
  done(_G.choices[1])
end
vim.fn.inputlist = function(lines)
  table.insert(seen.questions, table.concat(lines, "\\n"))
  return 1
end
vim.o.cmdheight, vim.o.more = 8, false
vim.opt.completeopt = { "menuone", "noselect" }
"""


class Neovim:
    """One Neovim with a home of its own; use it as a context manager."""

    def __init__(self, program: Path, place: Place, init: str) -> None:
        self._place = place
        file = place.home / "init.lua"
        file.write_text(_RECORDER + init, encoding="utf-8")
        self._command = [str(program), "--embed", "-u", str(file), "-i", "NONE", "-n"]
        self._number = 0
        self._arrived = b""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command,
            cwd=self._place.work,
            env=self._place.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.request("nvim_ui_attach", 100, 40, {"rgb": True})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def request(self, method: str, *arguments: Any) -> Any:  # noqa: ANN401  (JSON)
        """The result of a method of Neovim's API."""
        self._number += 1
        assert self._process.stdin is not None
        self._process.stdin.write(packed([0, self._number, method, list(arguments)]))
        self._process.stdin.flush()
        end = time.monotonic() + PATIENCE
        while True:
            match self._message(end):
                case [1, number, error, result] if number == self._number:
                    assert error is None, error
                    return result

    def lua(self, code: str, *arguments: Any) -> Any:  # noqa: ANN401  (JSON)
        """What some Lua returns; `...` are the arguments."""
        return self.request("nvim_exec_lua", code, list(arguments))

    def keys(self, keys: str) -> None:
        """Type, in Neovim's notation of keys."""
        self.request("nvim_input", keys)

    def wait(self, code: str, *arguments: Any) -> Any:  # noqa: ANN401  (JSON)
        """What an expression of Lua says, as soon as it is neither false nor nil."""
        end = time.monotonic() + PATIENCE
        while not (found := self.lua(f"return {code}", *arguments)):
            if time.monotonic() > end:
                raise AssertionError(f"{code} stays {found!r}; {self._state()}")
            time.sleep(0.02)
        return found

    def quit(self) -> int:
        """Leave it as a person does; returns its exit code."""
        self.keys("<C-\\><C-n>:qa!<CR>")
        return self._process.wait(PATIENCE)

    def _state(self) -> str:
        seen = "return {mode = vim.fn.mode(), text = vim.api.nvim_buf_get_lines(0, 0, -1, false),"
        return json.dumps(self.lua(f"{seen} seen = seen, said = vim.fn.execute('messages')}}"))

    def _message(self, end: float) -> Any:  # noqa: ANN401  (JSON)
        while True:
            try:
                found, length = unpacked(self._arrived)
            except IncompleteError:
                self._arrived += self._read(end)
            else:
                self._arrived = self._arrived[length:]
                return found

    def _read(self, end: float) -> bytes:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], max(0, end - time.monotonic()))
        assert ready, "Neovim does not answer"
        data = os.read(self._process.stdout.fileno(), 1 << 16)
        assert data, "Neovim has ended"
        return data


def program(which: str) -> Path:
    """The pinned Neovim, or that of the system; skips the test where it is not installed."""
    if which == "pinned":
        if not PINNED.exists():
            pytest.skip("needs Neovim 0.11.4: make .venv-editors/ready")
        return PINNED
    found = shutil.which("nvim")
    if found is None:
        pytest.skip("needs nvim: apt-get install neovim")
    return Path(found)
