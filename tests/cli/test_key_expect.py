"""`opencode-ls key --expect`: runs a command only if opencode has read the same as the files."""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.cli import main

KEY = "sk-canary-1234567890"
CHANGED = (
    "opencode has read another command of `llm`, or another place to send its key, than the files "
    "say now. Start opencode again; see `opencode-ls config` for what the files say."
)
COMMAND = ["op", "read", "{env:ITEM}"]
READ = ["op", "read", "my item"]
FIRST: dict[str, Any] = {
    "npm": "@ai-sdk/openai",
    "options": {"apiKeyCommand": COMMAND, "region": "eu"},
}
SECOND: dict[str, Any] = {
    "models": {"m": {"provider": {"api": "https://m.example"}}},
    "options": {"baseURL": "https://x.example", "headers": {"a": "b", "c": "d"}},
}
OPTIONS: dict[str, Any] = {
    "headers": {"c": "d", "a": "b"},
    "apiKey": "of no account",
    "region": "eu",
    "baseURL": "https://x.example",
    "apiKeyCommand": READ,
}
SEEN: dict[str, Any] = {
    **FIRST,
    **SECOND,
    "name": "of no account",
    "options": OPTIONS,
}
"""What opencode makes of the two files."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own two files, a program, and an empty project, which is the current folder."""
    home, project, programs = (tmp_path / name for name in ("home", "project", "bin"))
    own = home / ".config" / "opencode"
    for folder in (own, project / ".git", programs):
        folder.mkdir(parents=True)
    for name, entry in (("config.json", FIRST), ("opencode.json", SECOND)):
        (own / name).write_text(json.dumps({"provider": {"llm": entry}}))
    op = programs / "op"
    op.write_text(f'#!{sys.executable}\nopen({str(tmp_path / "ran")!r}, "w")\nprint({KEY!r})\n')
    op.chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", str(programs) + os.pathsep + os.environ["PATH"])
    monkeypatch.setenv("ITEM", "my item")
    monkeypatch.chdir(project)
    return tmp_path


class Given:
    """A stdin with these bytes in it, which is no terminal."""

    def __init__(self, given: bytes) -> None:
        self.buffer = io.BytesIO(given)

    def isatty(self) -> bool:
        return False


def check(
    place: Path, given: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str | None, str]:
    """The exit code, the key, and the message; a command runs only where a key comes out."""
    monkeypatch.setattr(sys, "stdin", Given(given))
    code = main(["key", "--reveal", "--json", "--expect", "--", "llm"])
    printed = capsys.readouterr()
    told: dict[str, Any] = json.loads(printed.out)

    assert printed.err == ""
    assert (place / "ran").exists() is told["ok"] is ("key" in told)
    return code, told.get("key"), told["message"].partition("did not run: ")[2]


def test_the_same(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = json.dumps(SEEN).encode()

    assert check(place, given, monkeypatch, capsys) == (0, KEY, "")


@pytest.mark.parametrize(
    "other",
    [
        {"options": {**OPTIONS, "apiKeyCommand": COMMAND}},
        {"options": {**OPTIONS, "apiKeyCommand": [*READ, ""]}},
        {"options": {**OPTIONS, "apiKeyCommand": " ".join(READ)}},
        {"options": {**OPTIONS, "baseURL": "https://y.example"}},
        {"options": {**OPTIONS, "headers": {"a": "b"}}},
        {"options": {**OPTIONS, "region": "us"}},
        {"options": {**OPTIONS, "endpoint": "https://y.example"}},
        {"npm": "@ai-sdk/azure"},
        {"api": "https://y.example"},
        {"models": {}},
    ],
)
def test_another_command_or_destination(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    other: dict[str, object],
) -> None:
    given = json.dumps({**SEEN, **other}).encode()

    assert check(place, given, monkeypatch, capsys) == (3, None, CHANGED)


@pytest.mark.parametrize(
    "given",
    [b"", b"null", b"[]", b"{", b"\xff", json.dumps(SEEN).encode() + b" " * 1024 * 1024],
    ids=["nothing", "null", "a list", "half", "no text", "too much"],
)
def test_what_is_no_entry(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: bytes
) -> None:
    assert check(place, given, monkeypatch, capsys) == (3, None, CHANGED)


def test_a_projects_address_is_allowed_once_for_good(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"options": {"baseURL": "https://y.example"}}
    Path("opencode.json").write_text(json.dumps({"provider": {"llm": other}}))
    seen = {**SEEN, "options": {**OPTIONS, **other["options"]}}
    hint = "Run `opencode-ls key llm` in a terminal in the same folder, and answer `always`."

    assert check(place, json.dumps(seen).encode(), monkeypatch, capsys) == (
        3,
        None,
        f"there is nobody to ask. {hint}",
    )


def test_a_projects_own_program_is_never_allowed_for_good(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine").write_text(f"#!/bin/sh\n: > {place / 'ran'}\n")
    Path("mine").chmod(0o755)
    other = {"options": {"apiKeyCommand": ["./mine"]}}
    Path("opencode.json").write_text(json.dumps({"provider": {"llm": other}}))
    seen = {**SEEN, "options": {**OPTIONS, **other["options"]}}
    reason = (
        "there is nobody to ask. It runs or reads a file of the project, which may change: "
        "it cannot be allowed for good, and opencode cannot ask."
    )

    assert check(place, json.dumps(seen).encode(), monkeypatch, capsys) == (3, None, reason)


def test_is_not_for_a_try(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["key", "--try", "--expect", "llm"])

    assert (code, capsys.readouterr().out) == (2, "")
