"""What a command finds when it starts: environment, folder, input, terminal; and what starts."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from opencode_ls.resolver import Key, KeyCommand, resolve


def check(script: str, expected: str, *, terminal: bool = False) -> None:
    """Run a script of `sh` and compare the one line that it prints."""
    found = resolve(KeyCommand(["sh", "-c", script]), terminal=terminal)

    assert isinstance(found, Key), found
    assert found.reveal() == expected


def test_a_pinentry_may_not_find_our_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GPG_TTY", "/dev/pts/0")
    monkeypatch.setenv("MINE", "kept")

    check('echo "${GPG_TTY-unset},$MINE,$GIT_TERMINAL_PROMPT"', "unset,kept,0")


def test_on_a_terminal_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GPG_TTY", "/dev/pts/0")

    check('echo "$GPG_TTY,$GIT_TERMINAL_PROMPT"', "/dev/pts/0,0", terminal=True)


def test_our_own_environment_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GPG_TTY", "/dev/pts/0")
    env = dict(os.environ)
    resolve(KeyCommand(["true"], env=env))

    assert env == dict(os.environ)


def test_an_environment_of_its_own_is_all_it_gets() -> None:
    found = resolve(KeyCommand(["/usr/bin/env"], env={"ONLY": "this"}))

    assert found.kind == "several-lines"  # type: ignore[union-attr]  # ONLY, GIT_TERMINAL_PROMPT
    assert "2 lines" in found.message  # type: ignore[union-attr]  # a Failure, as above


def test_it_runs_in_its_folder(tmp_path: Path) -> None:
    found = resolve(KeyCommand(["pwd", "-P"], cwd=tmp_path))

    assert isinstance(found, Key)
    assert found.reveal() == os.path.realpath(tmp_path)


def test_nobody_answers_on_stdin() -> None:
    check('read answer; echo "$?,$answer"', "1,")


def test_it_has_a_session_and_a_group_of_its_own() -> None:
    program = "import os; print(os.getsid(0) == os.getpid() == os.getpgid(0))"
    found = resolve(KeyCommand([sys.executable, "-c", program]))

    assert isinstance(found, Key)
    assert found.reveal() == "True"


def test_on_a_terminal_it_keeps_our_session_in_a_group_of_its_own() -> None:
    program = "import os; print(os.getsid(0), os.getpid() == os.getpgid(0))"
    found = resolve(KeyCommand([sys.executable, "-c", program]), terminal=True)

    assert isinstance(found, Key)
    assert found.reveal() == f"{os.getsid(0)} True"


@contextmanager
def terminal_of(program: str) -> Iterator[Callable[[bytes], bytes]]:
    """Run Python on a terminal of its own; what is yielded reads it up to a text."""
    ours, its = pty.openpty()
    take = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    said = b""

    def read(end: bytes) -> bytes:
        nonlocal said
        while end not in said:
            said += os.read(ours, 1024)
            if end == b"PIN? " and end in said:
                os.write(ours, b"1234\n")
        return said

    command = [sys.executable, "-c", take + program]
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its, start_new_session=True):
        yield read
    os.close(ours)
    os.close(its)


ON_A_TERMINAL = """
import os
from opencode_ls.resolver import KeyCommand, resolve
script = 'printf "PIN? " >/dev/tty; read -r pin </dev/tty; echo "sk-$pin"'
ours = os.tcgetpgrp(0) == os.getpgrp()
found = resolve(KeyCommand(["sh", "-c", script]), terminal=True)
print("got", found.reveal(), ours, os.tcgetpgrp(0) == os.getpgrp(), "end")
"""


def test_on_a_terminal_it_may_ask_and_gives_the_terminal_back() -> None:
    """The program is in the foreground while it runs: else the system stops it when it reads."""
    with terminal_of(ON_A_TERMINAL) as read:
        read(b"PIN? ")

        assert b"got sk-1234 True True end" in read(b"end")


OFF_A_TERMINAL = """
from opencode_ls.resolver import KeyCommand, resolve
found = resolve(KeyCommand(["sh", "-c", "read x </dev/tty; echo sk-test"]))
print(found.reveal(), "end")
"""


def test_off_a_terminal_there_is_none_to_ask_on() -> None:
    with terminal_of(OFF_A_TERMINAL) as read:
        assert read(b"end").split() == [b"sk-test", b"end"]


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_program_that_was_shown_is_the_one_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = script(tmp_path / "shown", 'echo "shown,$1"')
    other = tmp_path / "bin"
    other.mkdir()
    script(other / "get", "echo other")
    monkeypatch.setenv("PATH", f"{other}:{os.environ['PATH']}")
    found = resolve(KeyCommand(["get", "it"]), program=shown)

    assert isinstance(found, Key)
    assert found.reveal() == "shown,it"


def test_the_current_folder_is_never_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "get", "echo sk-test")
    monkeypatch.chdir(tmp_path)
    for path in ("", ":", ".", "/nowhere:.:"):
        found = resolve(KeyCommand(["get"], env={"PATH": path}, cwd=tmp_path))

        assert found.kind == "not-found"  # type: ignore[union-attr]  # else it was found


def test_a_path_starts_from_the_working_directory(tmp_path: Path) -> None:
    script(tmp_path / "get", "echo sk-test")
    found = resolve(KeyCommand(["./get"], cwd=tmp_path))

    assert isinstance(found, Key)


def test_no_shell_reads_the_arguments() -> None:
    words = ["$HOME", "`id`", "*", "a b", "", "'", '"', ";", "~"]
    found = resolve(KeyCommand(["printf", "<%s>", *words]))

    assert isinstance(found, Key)
    assert found.reveal() == "".join(f"<{word}>" for word in words)


def test_our_own_folder_may_be_gone(tmp_path: Path) -> None:
    program = (
        "import os, sys; os.rmdir(sys.argv[1]);"
        "from opencode_ls.resolver import KeyCommand, resolve;"
        "print(resolve(KeyCommand(['true'])).kind)"
    )
    folder = tmp_path / "gone"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("no-folder\n", "")


@pytest.mark.parametrize("name", ["A=B", "A\0B"])
def test_a_variable_that_no_system_takes(name: str) -> None:
    found = resolve(KeyCommand(["/bin/echo"], env={name: "x"}))

    assert found.kind == "bad-argv"  # type: ignore[union-attr]  # else it ran
