"""Every way in which a command can fail, with real programs."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from opencode_ls.resolver import Failure, KeyCommand, resolve
from opencode_ls.resolver.failure import TEXTS

NO_INTERPRETER = (
    "`./it` cannot start: the first line of the script names a program that is not there: `{path}`"
)


def check(argv: list[str], expected: tuple[str, str], *, cwd: Path, timeout: float = 60) -> Failure:
    found = resolve(KeyCommand(argv, cwd=cwd, timeout=timeout))

    assert isinstance(found, Failure)
    assert (found.kind, found.message) == expected
    assert found.hint.endswith(".")
    return found


def script(path: Path, text: str, mode: int = 0o755) -> None:
    path.write_text(text, encoding="utf-8", newline="")
    path.chmod(mode)


@pytest.mark.parametrize(
    ("argv", "kind", "message"),
    [
        ([], "bad-argv", "the command was not started: it names no program"),
        ([""], "bad-argv", "the command was not started: it names no program"),
        ([" "], "bad-argv", "the command was not started: it names no program"),
        (["true", "a\0"], "bad-argv", "`true` was not started: an argument holds a NUL character"),
        (
            ["true", "\ud800"],
            "bad-argv",
            "`true` was not started: an argument or a variable holds what is no text",
        ),
        (["no-such-program"], "not-found", "`no-such-program` is in no folder of PATH"),
        (
            ["true", "x" * 4_000_000],
            "argument-too-long",
            "`true` was not started: its arguments, or one of them, are too long for this system",
        ),
        (["sh", "-c", "exit 3"], "exit", "`sh` ended with status 3"),
        (["sh", "-c", "kill -9 $$"], "signal", "`sh` was ended by signal 9 (SIGKILL)"),
        (["true"], "empty", "`true` ended well, and printed nothing"),
        (["yes"], "too-large", "`yes` printed more than 64 KiB and was stopped"),
    ],
)
def test_without_a_file(argv: list[str], kind: str, message: str, tmp_path: Path) -> None:
    check(argv, (kind, message), cwd=tmp_path)


@pytest.mark.parametrize(
    ("content", "mode", "kind", "message"),
    [
        ("", 0o644, "not-executable", "`./it` may not be executed: `{path}`"),
        (
            "no program",
            0o755,
            "exec-format",
            "`./it` is not a program that this machine can start: `{path}`",
        ),
        (
            "#!/no/such/shell\n",
            0o755,
            "bad-interpreter",
            NO_INTERPRETER,
        ),
        (
            "#!/bin/sh\r\n",
            0o755,
            "bad-interpreter",
            NO_INTERPRETER,
        ),
    ],
)
def test_a_file_that_cannot_start(
    content: str, mode: int, kind: str, message: str, tmp_path: Path
) -> None:
    script(tmp_path / "it", content, mode)

    check(["./it"], (kind, message.format(path=tmp_path / "it")), cwd=tmp_path)


def test_a_line_end_of_windows_is_named(tmp_path: Path) -> None:
    script(tmp_path / "it", "#!/bin/sh\r\necho sk-test\r\n")
    found = resolve(KeyCommand(["./it"], cwd=tmp_path))

    assert isinstance(found, Failure)
    assert found.hint == (
        "Correct the first line of the script, or install what it names"
        " (it ends with a carriage return: save it with line ends of Unix)."
    )


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "it").mkdir()

    check(["./it"], ("directory", f"`./it` is a folder: `{tmp_path / 'it'}`"), cwd=tmp_path)


def test_a_path_where_nothing_is(tmp_path: Path) -> None:
    message = f"`./it` is not there: there is no file: `{tmp_path / 'it'}`"

    check(["./it"], ("not-found", message), cwd=tmp_path)


def test_a_program_that_is_not_there_names_where_it_was_looked_for() -> None:
    found = resolve(KeyCommand(["it"], env={"PATH": "/usr/bin::relative:/nowhere"}))

    assert isinstance(found, Failure)
    assert found.hint == (
        "Install it, or write its full path. It was looked for in `/usr/bin`, `/nowhere`; "
        "what is started from a dock or a menu often has a shorter PATH than a terminal."
    )


def test_a_working_directory_that_is_not_there(tmp_path: Path) -> None:
    message = "`true` was not started: its working directory is not there or may not be entered"

    check(["true"], ("no-folder", message), cwd=tmp_path / "gone")


def test_a_time_out_names_its_seconds(tmp_path: Path) -> None:
    message = "`sleep` gave no key in 0.05 s and was stopped"
    found = check(["sleep", "600"], ("timeout", message), cwd=tmp_path, timeout=0.05)

    assert found.seconds >= 0.05


def test_a_right_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system forbids depends on mounts and on who we are, so the system is played here."""

    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("subprocess.Popen.__init__", forbid)
    monkeypatch.setattr("subprocess.Popen.__del__", lambda _: None)
    script(tmp_path / "it", "#!/bin/sh\n")
    message = f"`./it` may not be started by this user: `{tmp_path / 'it'}`"

    check(["./it"], ("permission", message), cwd=tmp_path)


def test_a_name_of_ours_keeps_the_real_one_out_of_messages(tmp_path: Path) -> None:
    for name in ("secret-tool-name", "./secret-tool-name"):
        found = resolve(KeyCommand([name], cwd=tmp_path, name="{env:TOOL}"))

        assert isinstance(found, Failure)
        assert found.message.startswith("`{env:TOOL}` is ")
        assert "secret-tool-name" not in found.message + found.hint


def test_a_name_is_shown_on_one_line_and_not_endlessly() -> None:
    found = resolve(KeyCommand(["a\n`\u202e" + "b" * 1000]))

    assert isinstance(found, Failure)
    assert found.message == "`a\\u000a'\\u202e" + "b" * 185 + "…` is in no folder of PATH"


def test_the_status_and_the_time_are_told() -> None:
    found = resolve(KeyCommand(["sh", "-c", "exit 7"]))

    assert isinstance(found, Failure)
    assert found.status == 7
    assert 0 < found.seconds < 60


def test_a_status_that_the_system_kept_to_itself() -> None:
    program = (
        "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN);"
        "from opencode_ls.resolver import KeyCommand, resolve;"
        "print(resolve(KeyCommand(['echo', 'sk-test'])).kind)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "no-status\n"


def test_a_text_is_no_argv() -> None:
    with pytest.raises(TypeError, match="argv must be a sequence"):
        KeyCommand("op read x")


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_a_time_out_is_above_zero(timeout: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        KeyCommand(["true"], timeout=timeout)


def test_an_endless_time_out() -> None:
    found = resolve(KeyCommand(["false"], timeout=float("inf")))

    assert isinstance(found, Failure)
    assert found.kind == "exit"


@pytest.mark.parametrize("kind", TEXTS)
def test_each_message_begins_with_the_program_and_each_hint_is_a_sentence(kind: str) -> None:
    message, hint = TEXTS[kind]

    assert message.startswith("{name} ")
    assert not message.endswith(".")
    assert hint == "{how}" or hint.endswith(".")
