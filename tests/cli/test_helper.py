"""`opencode-ls helper`: one bare key from git, Docker's helpers, JSON and many lines."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from opencode_ls.cli import main

KEY = "sk-test-not-a-key"
DOCKER = """#!/bin/sh
[ "$1" = get ] || exit 9
read -r server
case "$server" in
  full) printf '{"ServerURL":"full","Username":"u","Secret":"%s"}' KEY ;;
  blank) echo '{"ServerURL":"blank","Username":"","Secret":""}' ;;
  *) echo 'credentials not found in native keychain'; exit 1 ;;
esac
""".replace("KEY", KEY)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is HOME, the current folder, and the first one of PATH."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_ASKPASS", "")
    monkeypatch.setenv("SSH_ASKPASS", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def program(place: Path, name: str, text: str) -> None:
    (place / name).write_text(text)
    (place / name).chmod(0o755)


def check(
    capsys: pytest.CaptureFixture[str], arguments: list[str], expected: tuple[int, str, str]
) -> None:
    """Exit code, stdout, and the beginning of the one line on stderr."""
    code = main(["helper", *arguments])
    printed = capsys.readouterr()

    assert (code, printed.out) == expected[:2]
    assert printed.err.startswith(expected[2] and f"opencode-ls helper: {expected[2]}")
    assert printed.err.count("\n") == bool(expected[2])
    assert KEY not in printed.err


@pytest.fixture
def git(place: Path) -> Path:
    """git with a store of credentials, in which there are some."""
    if shutil.which("git") is None:
        pytest.skip("apt-get install git")
    (place / ".gitconfig").write_text("[credential]\n  helper = store\n")
    stored = ("llm.example", "two.example:8443", "many.example")
    lines = [f"https://user:{KEY}@{host}" for host in stored]
    lines += ["https://other:sk-other-not-a-key@many.example"]
    (place / ".git-credentials").write_text("\n".join(lines) + "\n")
    return place


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ("llm.example", KEY),
        ("two.example:8443", KEY),
        ("many.example", KEY),
        ("many.example --username other", "sk-other-not-a-key"),
    ],
)
def test_git_gives_a_password(
    git: Path, capsys: pytest.CaptureFixture[str], arguments: str, key: str
) -> None:
    assert git.is_dir()
    check(capsys, ["git", *arguments.split()], (0, f"{key}\n", ""))


def test_git_does_not_know_the_host(git: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert git.is_dir()
    complaint = "`git` ended with status 128: there is no such item. No credential is stored"
    check(capsys, ["git", "none.example"], (1, "", complaint))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["full"], (0, f"{KEY}\n", "")),
        (["blank"], (1, "", "`docker-credential-x` has no secret for this server. Compare the")),
        (
            ["none"],
            (1, "", "`docker-credential-x` ended with status 1: there is no such item. Nothing is"),
        ),
    ],
)
def test_docker(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: tuple[int, str, str],
) -> None:
    program(place, "docker-credential-x", DOCKER)
    check(capsys, ["docker", "x", *arguments], expected)


def test_docker_without_that_helper(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.is_dir()
    complaint = "`docker-credential-no.such` is in no folder of PATH. Install it"
    check(capsys, ["docker", "no.such", "s"], (1, "", complaint))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["json", "/status/token", "--", "exec", "--x"], (0, f"{KEY}\n", "")),
        (["json", "/argv/2", "--", "exec", "a", "--", "b"], (0, "b\n", "")),
        (["json", "/argv/1", "--", "exec", "a", "--", "b"], (0, "--\n", "")),
        (
            ["json", "/no", "--", "exec"],
            (1, "", "`exec` printed JSON in which `/no` leads nowhere"),
        ),
        (["json", "/status", "--", "exec"], (1, "", "`/status` leads to an object in what `exec`")),
        (["json", "/a", "--", "printf", "x"], (1, "", "`printf` did not print JSON")),
        (["json", "/a", "--", "false"], (1, "", "`false` ended with status 1. Run the command")),
        (["first-line", "--", "printf", f"{KEY}\nuser: me\n"], (0, f"{KEY}\n", "")),
        (["first-line", "--", "printf", "\\n\\nx"], (1, "", "the first line of what `printf` pr")),
        (["first-line", "--", "no-such-tool"], (1, "", "`no-such-tool` is in no folder of PATH")),
        (["first-line", "--", "printf", "changeme\nx"], (0, "changeme\n", "warning: it looks li")),
    ],
)
def test_any_command(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: tuple[int, str, str],
) -> None:
    text = f"""#!{sys.executable}
import json, sys
print(json.dumps({{"status": {{"token": "{KEY}"}}, "argv": sys.argv[1:]}}))
"""
    program(place, "exec", text)
    check(capsys, arguments, expected)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["svn", "h"],
        ["git"],
        ["git", "https://llm.example"],
        ["git", "llm.example/x"],
        ["git", "user@llm.example"],
        ["git", "a\nhost=b"],
        ["git", "h", "--username", "a\nhost=b"],
        ["git", "h", "--username", ""],
        ["git", "h", "--", "x"],
        ["docker", "../x", "s"],
        ["docker", "a b", "s"],
        ["docker", "", "s"],
        ["docker", "x", "s\nt"],
        ["docker", "x"],
        ["json", "status", "--", "x"],
        ["json", "/status"],
        ["json", "/status", "x"],
        ["json", "--", "x"],
        ["first-line"],
        ["first-line", "--"],
        ["first-line", "x", "--", "y"],
    ],
)
def test_a_bad_request_is_one_line_and_runs_nothing(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    for name in ("git", "docker-credential-x", "x"):
        program(place, name, f"#!/bin/sh\ntouch {place}/ran\n")
    code = main(["helper", *arguments])
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert not (place / "ran").exists()


def test_the_key_is_printed_as_it_is_whatever_the_locale(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "opencode_ls", "helper", "first-line", "--", "printf", "clé\n"],
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        cwd=place,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "clé\n".encode())


@pytest.mark.parametrize(("more", "code"), [([], 2), (["--force"], 0)])
def test_a_terminal_shows_no_key_unless_forced(place: Path, more: list[str], code: int) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "opencode_ls", "helper", "first-line"),
            *(*more, "--", "sh", "-c", f"touch {place}/ran; echo {KEY}"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 100) if code == 0 else b""
    os.close(ours)

    assert (done.returncode, shown.strip()) == (code, KEY.encode() if code == 0 else b"")
    assert (place / "ran").exists() is (code == 0)
    assert (b"--force" in done.stderr) is (code == 2)
