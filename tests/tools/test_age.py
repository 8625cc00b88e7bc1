"""`age`: files that are encrypted for a key of this machine."""

import pytest

from tools.home import Home, check, needs

pytestmark = pytest.mark.tools


@pytest.fixture
def sealed(home: Home) -> Home:
    """With `key.age`, which `mine` opens and `other` does not."""
    needs("age", "age-keygen")
    for name in ("mine", "other"):
        home.run("age-keygen", "-o", name)
    public = home.run("age-keygen", "-y", "mine")
    home.run("age", "-r", public, "-o", "key.age", given="sk-test-age\n")
    return home


def test_the_right_identity(sealed: Home) -> None:
    check(sealed.ask("age", "-d", "-i", "mine", "key.age"), "=sk-test-age")


def test_another_identity(sealed: Home) -> None:
    check(sealed.ask("age", "-d", "-i", "other", "key.age"), "no-permission", "`-i`")


@pytest.mark.parametrize(("identity", "file"), [("mine", "none.age"), ("none", "key.age")])
def test_a_file_that_is_not_there(sealed: Home, identity: str, file: str) -> None:
    check(sealed.ask("age", "-d", "-i", identity, file), "missing-item", "Correct the paths")


def test_a_passphrase_that_nobody_can_be_asked_for(sealed: Home) -> None:
    """age asks before it looks whether the rest of the file is sound."""
    salt, body, seal = "A" * 22, "A" * 43, "A" * 43
    (sealed.folder / "passphrase.age").write_text(
        f"age-encryption.org/v1\n-> scrypt {salt} 10\n{body}\n--- {seal}\n{'x' * 32}"
    )

    check(sealed.ask("age", "-d", "passphrase.age"), "locked", "without a passphrase")
