"""On a real terminal one whole line comes before a command, and then the terminal is its own."""

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

PROMPTS = "printf 'PIN: ' >/dev/tty; read -r pin </dev/tty; echo sk-canary-$pin"
RUNNING = "Running `sh`, at most 60 s; Ctrl-C ends it\r\n"
ASKED = "PIN: 1234\r\n"


def check(folder: Path, line: str, expected: str) -> None:
    """What somebody sees who types the line, and the PIN when it is asked for."""
    options = {"apiKeyCommand": ["sh", "-c", PROMPTS]}
    text = json.dumps({"provider": {"a": {"options": options}}})
    (folder / "opencode.json").write_text(text)
    ours, theirs = pty.openpty()
    # Who opens a terminal as the first of a session has it for its own.
    script = f"exec <{os.ttyname(theirs)}; {line}"
    with subprocess.Popen(
        ["/bin/sh", "-c", script],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ):
        os.close(theirs)
        shown = b""
        while not shown.endswith(b"PIN: ") and (chunk := read(ours)):
            shown += chunk
        os.write(ours, b"1234\n")
        while chunk := read(ours):
            shown += chunk
    os.close(ours)

    assert re.sub(r"\d+\.\d+ s\b", "0.00 s", shown.decode()) == expected


def read(terminal: int) -> bytes:
    """The next that is shown, nothing once the last process has let go of the terminal."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def command(*words: str) -> str:
    return shlex.join((sys.executable, "-m", "opencode_ls", *words))


def test_key(tmp_path: Path) -> None:
    line = command("key", "a", "--config", "opencode.json")

    check(tmp_path, line, f"{RUNNING}{ASKED}ok: 14 characters in 0.00 s\r\n")


def test_key_without_colours(tmp_path: Path) -> None:
    line = f"NO_COLOR=1 {command('key', 'a', '--config', 'opencode.json')}"

    check(tmp_path, line, f"{RUNNING}{ASKED}ok: 14 characters in 0.00 s\r\n")


def test_check_run(tmp_path: Path) -> None:
    line = command("check", "--run", "--yes", "--rule", "command-ignored-by-opencode=off")
    told = "✓ a: 14 characters in 0.00 s\r\nno findings in 1 file\r\n"

    check(tmp_path, f"{line} opencode.json | cat", f"{RUNNING}{ASKED}{told}")


def test_what_is_no_terminal_gets_no_line(tmp_path: Path) -> None:
    line = command("key", "a", "--config", "opencode.json", "--json")

    check(tmp_path, f"{line} 2>err >out; cat err; printf 'PIN: '; read -r pin", ASKED)
