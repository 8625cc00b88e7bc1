"""The AWS command line against a server that speaks as Secrets Manager does (moto)."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tools.home import Home, check, check_helper

pytestmark = pytest.mark.tools

KEY = "sk-test-not-a-key"
GET = ("aws", "secretsmanager", "get-secret-value", "--secret-id")
QUERY = ("--query", "SecretString")
TEXT = ("--output", "text")
SEED = (*GET, "openai-key", *QUERY, *TEXT)
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
PROFILES = """\
[profile corp]
sso_start_url = https://corp.example/start
sso_region = us-east-1
sso_account_id = 123456789012
sso_role_name = reader
[profile broker]
credential_process = {folder}/broker
[profile late]
credential_process = {folder}/late
[profile broken]
credential_process = {folder}/broken
[profile gone]
credential_process = {folder}/gone
"""
ISSUED = {"Version": 1, "AccessKeyId": "testing", "SecretAccessKey": KEY}
PAST = {"SessionToken": "x", "Expiration": "2020-01-01T00:00:00Z"}


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home that is signed in to the server, which holds `openai-key`."""
    home = Home(tmp_path_factory.mktemp("aws"), "aws", "moto_server")
    with home.start("sh", "-c", "exec moto_server -H 127.0.0.1 -p 0 2>&1") as server:
        try:
            assert server.stdout is not None
            address = next(line for line in server.stdout if "Running on" in line).split()[-1]
            # It tells of each request, and would stop when nobody reads that.
            Thread(target=server.stdout.read, daemon=True).start()
            prepare(home, address)
            yield home
        finally:
            server.terminate()


def prepare(home: Home, address: str) -> None:
    home.env |= {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
    }
    (home.folder / ".aws").mkdir()
    (home.folder / ".aws" / "config").write_text(PROFILES.format(folder=home.folder))
    program(home.folder / "broker", f"echo '{json.dumps(ISSUED)}'")
    program(home.folder / "late", f"echo '{json.dumps(ISSUED | PAST)}'")
    program(home.folder / "broken", "echo no session >&2; exit 3")
    home.run(*GET[:2], "create-secret", "--name", "openai-key", "--secret-string", KEY)


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def configure(home: Home, *argv: str) -> None:
    options = {"apiKeyCommand": list(argv)}
    (home.folder / "opencode.json").write_text(
        json.dumps({"provider": {"llm": {"options": options}}})
    )


def test_the_command_as_the_readme_has_it(aws: Home) -> None:
    check(aws.ask(*SEED), f"={KEY}")


def test_the_same_on_our_command_line(aws: Home) -> None:
    configure(aws, *SEED)

    assert aws.opencode_ls("key", "llm", "--config", "opencode.json", "--reveal") == (
        0,
        f"{KEY}\n",
        "",
    )


def test_a_failure_on_our_command_line(aws: Home) -> None:
    configure(aws, *GET, "no-such-key", *QUERY, *TEXT)
    code, out, err = aws.opencode_ls("key", "llm", "--config", "opencode.json")

    assert (code, out) == (1, "")
    assert err == (
        "opencode-ls key: `aws` ended with status 255: there is no such item. Compare the secret's "
        "name, the region and the account: `aws secretsmanager list-secrets`.\n"
    )


@pytest.mark.parametrize(
    ("argv", "kind", "hint"),
    [
        ((*GET, "openai-key", "--query", "SecretStrin", *TEXT), "null-literal", "`SecretString`"),
        ((*GET, "openai-key", *QUERY), "quoted", '`"--output", "text"`'),
        ((*GET, "openai-key"), "json", '`"--query", "SecretString", "--output", "text"`'),
        ((*GET[:2], "get-secret-valu"), "exit", "`aws help`"),
    ],
)
def test_a_word_is_missing_or_wrong(aws: Home, argv: tuple[str, ...], kind: str, hint: str) -> None:
    check(aws.ask(*argv), kind, hint)


def test_nobody_is_signed_in(aws: Home) -> None:
    check(aws.ask(*SEED, without=CREDENTIALS), "needs-sign-in", "`aws configure`")


def test_no_region(aws: Home) -> None:
    check(aws.ask(*SEED, without=["AWS_DEFAULT_REGION"]), "configuration", '`"--region"`')


@pytest.mark.parametrize(
    ("profile", "kind", "hint"),
    [
        ("work", "configuration", "`aws configure list-profiles`"),
        ("corp", "needs-sign-in", "`aws sso login`"),
        ("late", "needs-sign-in", "`aws sso login`"),
        ("broken", "configuration", "`credential_process`"),
        ("gone", "configuration", "`credential_process`"),
    ],
)
def test_a_profile_that_gives_no_credentials(aws: Home, profile: str, kind: str, hint: str) -> None:
    check(aws.ask(*SEED, without=CREDENTIALS, AWS_PROFILE=profile), kind, hint)


def test_a_profile_whose_credentials_a_program_prints(aws: Home) -> None:
    check(aws.ask(*SEED, without=CREDENTIALS, AWS_PROFILE="broker"), f"={KEY}")


def test_the_server_is_down(aws: Home) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"

        check(aws.ask(*SEED, AWS_ENDPOINT_URL=address), "network", "AWS_ENDPOINT_URL")


@pytest.mark.parametrize(
    ("profile", "expected", "said"),
    [
        ("broker", KEY, ""),
        ("late", "", "Sign in again"),
        ("broken", "", "ended with status 3"),
        ("gone", "", "is not there"),
    ],
)
def test_the_program_of_a_profile_through_our_helper(
    aws: Home, profile: str, expected: str, said: str
) -> None:
    check_helper(aws, f"aws {profile}", expected, said)
