"""The keyring of a desktop: `secret-tool`, and the command `keyring`."""

import pytest

from tools.desktop import SESSION, Desktop
from tools.home import Home, check, needs

pytestmark = pytest.mark.tools

LOOK_UP = ("secret-tool", "lookup", "service")
PLAIN = "keyrings.alt.file.PlaintextKeyring"
NONE = "keyring.backends.fail.Keyring"


def test_a_key_of_the_keyring(desktop: Desktop) -> None:
    desktop.store("openai", "sk-test-keyring")

    check(desktop.ask(*LOOK_UP, "openai"), "=sk-test-keyring")


def test_no_such_key(desktop: Desktop) -> None:
    check(desktop.ask(*LOOK_UP, "other"), "missing-item", "`secret-tool store`")


def test_a_locked_keyring(tmp_path_factory: pytest.TempPathFactory) -> None:
    """secret-tool says nothing at all, as where there is no such key."""
    with Desktop(tmp_path_factory.mktemp("locked")) as desktop:
        desktop.store("openai", "sk-test-keyring")
        desktop.lock()

        check(desktop.ask(*LOOK_UP, "openai"), "missing-item", "whether the keyring is locked")


def test_no_session(desktop: Desktop) -> None:
    check(desktop.ask(*LOOK_UP, "openai", without=SESSION), "configuration", "desktop session")


@pytest.fixture
def plain(home: Home) -> Home:
    """A home whose keyring is a plain file."""
    needs("keyring")
    home.env["PYTHON_KEYRING_BACKEND"] = PLAIN
    home.run("keyring", "set", "openai", "me", given="sk-test-plain")
    return home


def test_keyring(plain: Home) -> None:
    check(plain.ask("keyring", "get", "openai", "me"), "=sk-test-plain")


def test_keyring_has_no_such_key(plain: Home) -> None:
    check(plain.ask("keyring", "get", "openai", "you"), "missing-item", "`keyring set")


def test_keyring_finds_no_keyring(plain: Home) -> None:
    found = plain.ask("keyring", "get", "openai", "me", PYTHON_KEYRING_BACKEND=NONE)

    check(found, "configuration", "`keyring --list-backends`")


def test_keyring_in_a_desktop(desktop: Desktop) -> None:
    needs("keyring")
    desktop.run("keyring", "set", "openai", "me", given="sk-test-desktop")

    check(desktop.ask("keyring", "get", "openai", "me"), "=sk-test-desktop")
