"""`opencode-ls helper aws`: the key of a profile's `credential_process`."""

import json
import os
from pathlib import Path

import pytest

from opencode_ls.cli import main

KEY = "sk-test-not-a-key"
PROCESS = json.dumps({"Version": 1, "AccessKeyId": "x", "SecretAccessKey": KEY})
AWS_CONFIG = """\
[default]
region = us-east-1
credential_process = "{place}/my process" default 'a b'
s3 =
  max_concurrent_requests = 1
[profile work]
credential_process = "{place}/my process" work
[profile "two words"]
credential_process = "{place}/my process" 2
[profile none]
region = us-east-1
[profile broken]
credential_process = "{place}
[services work2]
credential_process = x
"""


@pytest.fixture
def aws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A HOME with AWS profiles, whose one command writes down how it was called."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in tuple(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text(AWS_CONFIG.replace("{place}", str(tmp_path)))
    program(tmp_path, f"printf '%s.' \"$@\" > {tmp_path}/called; printf '%s' '{PROCESS}'")
    return tmp_path


def program(place: Path, script: str) -> None:
    path = place / "my process"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def check(
    capsys: pytest.CaptureFixture[str], arguments: list[str], expected: tuple[int, str, str]
) -> None:
    """Exit code, stdout, and the beginning of the one line on stderr."""
    code = main(["helper", "aws", *arguments])
    printed = capsys.readouterr()

    assert (code, printed.out) == expected[:2]
    assert printed.err.startswith(expected[2] and f"opencode-ls helper: {expected[2]}")
    assert printed.err.count("\n") == bool(expected[2])
    assert KEY not in printed.err


@pytest.mark.parametrize(
    ("arguments", "called"),
    [([], "default.a b."), (["work"], "work."), (["two words"], "2.")],
)
def test_aws_runs_the_command_of_a_profile(
    aws: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], called: str
) -> None:
    check(capsys, arguments, (0, f"{KEY}\n", ""))

    assert (aws / "called").read_text() == called


def test_a_variable_names_the_profile_where_nothing_else_does(
    aws: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "work")
    main(["helper", "aws"])
    first = (aws / "called").read_text()
    main(["helper", "aws", "default"])

    assert (first, (aws / "called").read_text()) == ("work.", "default.a b.")
    assert capsys.readouterr().out == f"{KEY}\n{KEY}\n"


def test_the_credentials_file_counts_above_the_configuration(
    aws: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (aws / ".aws" / "credentials").write_text(
        f'[work]\ncredential_process = "{aws}/my process" upper\n[profile x]\n'
    )
    check(capsys, ["work"], (0, f"{KEY}\n", ""))

    assert (aws / "called").read_text() == "upper."


@pytest.mark.parametrize(
    ("profile", "complaint"),
    [
        ("none", "none: no credential_process in "),
        ("nobody", "nobody: no such profile in "),
        ("work2", "work2: no such profile in "),
        ("broken", "{place}/.aws/config: the credential_process of broken is no command line"),
    ],
)
def test_aws_without_a_command(
    aws: Path, capsys: pytest.CaptureFixture[str], profile: str, complaint: str
) -> None:
    check(capsys, [profile], (2, "", complaint.replace("{place}", str(aws))))


@pytest.mark.parametrize("content", ["[x", "a = b", "[a]\n=\n"])
def test_an_aws_configuration_that_is_none(
    aws: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (aws / ".aws" / "config").write_text(content)
    complaint = f"{aws}/.aws/config: it is not in the form of an AWS configuration"

    check(capsys, [], (2, "", complaint))


def test_credentials_that_sign_are_told_of(aws: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.dumps({**json.loads(PROCESS), "SessionToken": "t"})
    program(aws, f"echo '{answer}'")

    check(capsys, [], (0, f"{KEY}\n", "warning: AWS takes it only together with"))
