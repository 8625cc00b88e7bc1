"""`git credential fill` with a store: by itself, in a script, and through `opencode-ls helper`."""

import pytest

from tools.home import Home, check, check_helper, needs

pytestmark = pytest.mark.tools

FILL = "git credential fill | sed -n s/^password=//p"


@pytest.fixture
def store(home: Home) -> Home:
    """A git that knows a password for one host."""
    needs("git")
    home.env["GIT_CONFIG_NOSYSTEM"] = "1"
    home.run("git", "config", "--global", "credential.helper", f"store --file={home.folder}/kept")
    known = "protocol=https\nhost=git.example\nusername=me\npassword=sk-test-git\n\n"
    home.run("git", "credential", "approve", given=known)
    return home


def script(host: str, what: str = FILL) -> tuple[str, ...]:
    return ("sh", "-c", f"printf 'protocol=https\\nhost={host}\\n\\n' | {what}")


def test_the_password_of_a_host(store: Home) -> None:
    check(store.ask(*script("git.example")), "=sk-test-git")


def test_all_that_it_prints(store: Home) -> None:
    found = store.ask(*script("git.example", "git credential fill"))

    check(found, "several-lines", '"helper", "git"')


def test_an_unknown_host(store: Home) -> None:
    found = store.ask(*script("other.example", "git credential fill"))

    check(found, "missing-item", "sign in once with git in a terminal")


def test_nothing_on_its_input(store: Home) -> None:
    check(store.ask("git", "credential", "fill"), "configuration", "reads the host on its input")


def test_through_our_helper(store: Home) -> None:
    check_helper(store, "git git.example", "sk-test-git")


def test_an_unknown_host_through_our_helper(store: Home) -> None:
    check_helper(store, "git other.example", "", "No credential is stored for this host")


def test_an_unknown_user_through_our_helper(store: Home) -> None:
    check_helper(store, "git git.example --username=you", "", "No credential is stored")
