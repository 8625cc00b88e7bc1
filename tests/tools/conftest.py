"""What the tests of real tools share: a home, a gpg with keys, a desktop's session."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.desktop import Desktop
from tools.gnupg import Gnupg
from tools.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path)


@pytest.fixture(scope="module")
def gnupg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gnupg]:
    """A home with a gpg key for all, and one with a passphrase; its agent is ended with it."""
    with Gnupg(tmp_path_factory.mktemp("gpg")) as made:
        yield made


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A home with a session bus and an unlocked keyring, both ended with it."""
    with Desktop(tmp_path_factory.mktemp("desk")) as made:
        yield made
