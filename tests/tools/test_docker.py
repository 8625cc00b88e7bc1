"""Docker's credential helpers, by themselves and through `opencode-ls helper docker`."""

import json

import pytest

from tools.desktop import SESSION, Desktop
from tools.gnupg import Gnupg
from tools.home import Home, check, check_helper, needs

pytestmark = pytest.mark.tools

SERVER = "https://llm.example"


def keep(home: Home, helper: str, key: str) -> None:
    entry = {"ServerURL": SERVER, "Username": "me", "Secret": key}
    home.run(helper, "store", given=json.dumps(entry))


@pytest.fixture(scope="module")
def store(gnupg: Gnupg) -> Gnupg:
    """With a key for the server."""
    needs("docker-credential-pass")
    keep(gnupg, "docker-credential-pass", "sk-test-pass")
    return gnupg


@pytest.fixture(scope="module")
def keyring(desktop: Desktop) -> Desktop:
    """With a key for the server."""
    needs("docker-credential-secretservice")
    keep(desktop, "docker-credential-secretservice", "sk-test-service")
    return desktop


def wrapped(helper: str, server: str) -> tuple[str, ...]:
    return ("sh", "-c", f"printf %s {server} | {helper} get")


def test_pass_prints_json(store: Gnupg) -> None:
    check(store.ask(*wrapped("docker-credential-pass", SERVER)), "json", '"helper", "docker"')


def test_pass_through_our_helper(store: Gnupg) -> None:
    check_helper(store, f"docker pass {SERVER}", "sk-test-pass")


def test_pass_has_nothing_for_the_server(store: Gnupg) -> None:
    """Its answer is JSON with an empty secret, and it ends well."""
    check_helper(store, "docker pass https://none.example", "", "has no secret for this server")


def test_pass_without_a_server(store: Gnupg) -> None:
    check(store.ask("docker-credential-pass", "get"), "configuration", "reads the server on its")


def test_pass_is_locked(store: Gnupg) -> None:
    """The helper hands on, on stdout, what gpg said."""
    store.run("pass", "init", "--path=docker-credential-helpers", "sealed@example.invalid")
    store.lock()
    found = store.ask(*wrapped("docker-credential-pass", SERVER))
    store.unlock()
    store.run("pass", "init", "--path=docker-credential-helpers", "open@example.invalid")

    check(found, "locked", "Unlock the key")


def test_secretservice_prints_json(keyring: Desktop) -> None:
    found = keyring.ask(*wrapped("docker-credential-secretservice", SERVER))

    check(found, "json", '"helper", "docker"')


def test_secretservice_through_our_helper(keyring: Desktop) -> None:
    check_helper(keyring, f"docker secretservice {SERVER}", "sk-test-service")


def test_secretservice_has_nothing_for_the_server(keyring: Desktop) -> None:
    found = keyring.ask(*wrapped("docker-credential-secretservice", "https://none.example"))

    check(found, "missing-item", "`docker-credential-NAME list`")


def test_our_helper_says_so_too(keyring: Desktop) -> None:
    check_helper(keyring, "docker secretservice https://none.example", "", "no such item")


def test_secretservice_without_a_session(keyring: Desktop) -> None:
    argv = wrapped("docker-credential-secretservice", SERVER)

    check(keyring.ask(*argv, without=SESSION), "configuration", "desktop session")
