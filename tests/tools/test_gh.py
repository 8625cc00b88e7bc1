"""`gh auth token`, signed in and not."""

import pytest

from tools.home import Home, check, needs

pytestmark = pytest.mark.tools


def test_a_token_of_the_environment(home: Home) -> None:
    needs("gh")

    check(home.ask("gh", "auth", "token", GH_TOKEN="sk-test-gh"), "=sk-test-gh")


def test_a_token_of_its_file(home: Home) -> None:
    needs("gh")
    folder = home.folder / ".config" / "gh"
    folder.mkdir(parents=True)
    (folder / "hosts.yml").write_text("github.com:\n    oauth_token: sk-test-file\n    user: me\n")

    check(home.ask("gh", "auth", "token"), "=sk-test-file")


def test_nobody_is_signed_in(home: Home) -> None:
    needs("gh")

    check(home.ask("gh", "auth", "token"), "needs-sign-in", "`gh auth login`")
