"""`pass` and `gpg` with real keys, one of them locked."""

import os
import pty
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tools.gnupg import Gnupg
from tools.home import check

pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def store(gnupg: Gnupg) -> Gnupg:
    """With entries of each kind."""
    gnupg.insert("openai/api-key", "sk-test-open\n")
    gnupg.insert("openai/login", "sk-test-first\nuser: me\nurl: https://llm.example\n")
    gnupg.insert("sealed/api-key", "sk-test-sealed\n")
    return gnupg


def test_an_entry(store: Gnupg) -> None:
    check(store.ask("pass", "show", "openai/api-key"), "=sk-test-open")


def test_no_such_entry(store: Gnupg) -> None:
    check(store.ask("pass", "show", "openai/other"), "missing-item", "`pass ls`")


def test_no_store_at_all(store: Gnupg) -> None:
    found = store.ask("pass", "show", "x", PASSWORD_STORE_DIR=str(store.folder / "none"))

    check(found, "missing-item", "PASSWORD_STORE_DIR")


def test_a_folder_is_a_tree(store: Gnupg) -> None:
    check(store.ask("pass", "show", "openai"), "several-lines", "Name an entry of `pass ls`")


def test_an_entry_with_more_fields(store: Gnupg) -> None:
    check(store.ask("pass", "show", "openai/login"), "several-lines", "head -n1")


def test_its_first_line_as_the_hint_has_it(store: Gnupg) -> None:
    check(store.ask("sh", "-c", "pass show openai/login | head -n1"), "=sk-test-first")


def test_its_first_line_through_our_helper(store: Gnupg) -> None:
    code, out, err = store.opencode_ls("helper", "first-line", "--", "pass", "show", "openai/login")

    assert (code, out, err) == (0, "sk-test-first\n", "")


def test_a_locked_key(store: Gnupg) -> None:
    store.lock()

    check(store.ask("pass", "show", "sealed/api-key"), "locked", "Unlock the key once in a term")


def test_a_locked_key_of_gpg_itself(store: Gnupg) -> None:
    store.lock()
    path = store.folder / ".password-store" / "sealed" / "api-key.gpg"

    check(store.ask("gpg", "--decrypt", str(path)), "locked", "Unlock the key once in a terminal")


def test_unlocked_in_a_terminal(store: Gnupg) -> None:
    store.unlock()

    check(store.ask("pass", "show", "sealed/api-key"), "=sk-test-sealed")


def test_without_the_secret_key(store: Gnupg) -> None:
    empty = store.folder / "empty"
    empty.mkdir(mode=0o700)
    found = store.ask("pass", "show", "openai/api-key", GNUPGHOME=str(empty))
    store.run("gpgconf", "--kill", "all", GNUPGHOME=str(empty))

    check(found, "locked", "import it here")


@contextmanager
def terminal() -> Iterator[tuple[int, str]]:
    """A terminal: a descriptor that reads what is drawn on it, and its name."""
    ours, its = pty.openpty()
    yield ours, os.ttyname(its)
    os.close(its)
    os.close(ours)


def test_a_pinentry_does_not_draw_on_our_terminal(store: Gnupg) -> None:
    store.lock()
    with terminal() as (screen, name):
        found = store.ask("pass", "show", "sealed/api-key", GPG_TTY=name, TERM="xterm")
        os.set_blocking(screen, False)

        check(found, "locked", "in a terminal")
        with pytest.raises(BlockingIOError):
            os.read(screen, 1)
