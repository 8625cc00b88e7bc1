"""`opencode-ls doctor`: what applies, where keys come from, what will not work; it runs nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.cli import main
from opencode_ls.cli.surroundings import SHORT_PATH, VARIABLES

CANARY = "sk-canary-4f9Kq2wX"
VERSIONS = ", ".join(
    f"{name} {version(name)}" for name in ("opencode-ls", "pygls", "lsprotocol", "jsonschema")
)
PYTHON = ".".join(map(str, sys.version_info[:3]))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is also the current folder; on PATH there is `op` alone."""
    project, programs = tmp_path / "project", tmp_path / "bin"
    (project / ".git").mkdir(parents=True)
    programs.mkdir()
    op = programs / "op"
    op.write_text(f"#!/bin/sh\necho > {tmp_path}/ran\n")
    op.chmod(0o755)
    monkeypatch.chdir(project)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for names in VARIABLES.values():
        for name in names:
            monkeypatch.delenv(name, raising=False)
    return project


@pytest.fixture
def own() -> Iterator[Path]:
    """The user's own configuration, which is there only in this test."""
    path = Path(os.environ["HOME"]) / ".config" / "opencode" / "opencode.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    yield path
    path.unlink(missing_ok=True)


def provider(command: object, **others: object) -> str:
    return json.dumps({"provider": {"llm": {"options": {"apiKeyCommand": command, **others}}}})


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """The exit code and the report, which say the same."""
    code = main(["doctor", "--json"])
    printed = capsys.readouterr()
    told: dict[str, Any] = json.loads(printed.out)

    assert (code, printed.err) == (int(bool(told["problems"])), "")
    assert told["ok"] == (told["problems"] == [])
    return code, told


def test_the_whole_report(place: Path, own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.write_text(provider(["op", "read", "x"]))
    (place / "opencode.json").write_text('{"share": "yes", "model": "none/such"}')
    code = main(["doctor"])
    expected = f"""\
Files that apply here, each above the one before
  user     {own}  (1 warning)
  project  opencode.json  (refused by opencode 1.18, 1 error)

Where keys would come from
  llm   `apiKeyCommand` in `~/.config/opencode/opencode.json`, runs unasked
  none  nowhere: no key is set up

Programs of apiKeyCommand
  op  {place.parent}/bin/op  (not on the PATH of a desktop application, {SHORT_PATH})

Variables that decide what is found
  set      none
  not set  VARIABLES

Plugin for opencode: not found; opencode 1.18 does not run apiKeyCommand without one
Commands allowed for good: 0
python {PYTHON}, {VERSIONS}

Will not work:
  opencode.json: opencode 1.18 refuses to start with it, 1 error; see `opencode-ls check`
"""
    before, _, rest = capsys.readouterr().out.partition("not set  ")
    names, _, after = rest.partition("\n\n")

    assert (code, f"{before}not set  VARIABLES\n\n{after}") == (1, expected)
    assert names.replace(",", "").split() == [name for all_ in VARIABLES.values() for name in all_]


def test_nothing_at_all_is_fine(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = check(capsys)

    assert (code, told["files"], told["keys"], place.name) == (0, [], [], "project")


def test_a_projects_command_asks(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "opencode.json").write_text(provider(["op", "read"]))
    code, told = check(capsys)

    assert (code, told["keys"]) == (
        0,
        [
            {
                "provider": "llm",
                "kind": "command",
                "usable": True,
                "source": f"`apiKeyCommand` in `{place}/opencode.json`",
                "command": {
                    "program": "op",
                    "status": "found",
                    "path": f"{place.parent}/bin/op",
                    "desktop": False,
                    "asks": True,
                    "problem": "",
                },
            }
        ],
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (provider(["no-such-tool"]), "`llm`: `no-such-tool` is in no folder of PATH"),
        (provider([]), "`llm`: its `apiKeyCommand` cannot run as it is written"),
        (provider(["op"], apiKey=""), "`llm`: its key comes from nowhere: `apiKey` in "),
        ('{"share": 5}', "opencode.json: opencode 1.18 refuses to start with it, 1 error"),
    ],
)
def test_what_will_not_work(
    place: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    (place / "opencode.json").write_text(text)
    code, told = check(capsys)

    assert code == 1
    assert [each for each in told["problems"] if each.startswith(problem)]


@pytest.mark.parametrize(
    ("size", "why"),
    [(None, "it is a folder, not a file"), (2**20 + 1, "it is larger than 1 MiB and was not read")],
)
def test_a_file_that_was_not_read(
    place: Path, capsys: pytest.CaptureFixture[str], size: int | None, why: str
) -> None:
    path = place / "opencode.json"
    if size is None:
        path.mkdir()
    else:
        path.write_text(" " * size)
    code, told = check(capsys)

    assert (code, told["files"], told["problems"]) == (1, [], [f"opencode.json: {why}"])


def test_a_broken_file_of_consents(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = place.parent / "state" / "opencode-ls" / "consents.json"
    store.parent.mkdir(parents=True)
    store.write_text("{")
    code, told = check(capsys)

    assert (code, told["consents"]) == (1, None)
    assert told["problems"] == [f"{store}: it is not JSON; it allows nothing"]


def test_variables_are_set_or_not_and_never_shown(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "opencode.json").write_text('{"model": "openai/gpt"}')
    monkeypatch.setenv("OP_SERVICE_ACCOUNT_TOKEN", CANARY)
    monkeypatch.setenv("VAULT_ADDR", "")
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    _, told = check(capsys)
    main(["doctor"])

    assert told["variables"]["OP_SERVICE_ACCOUNT_TOKEN"] is True
    assert told["variables"]["VAULT_ADDR"] is False
    assert [key["source"] for key in told["keys"]] == ["the variable `OPENAI_API_KEY`"]
    assert CANARY not in json.dumps(told) + capsys.readouterr().out


def test_what_a_placeholder_stands_for_is_not_shown(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NAME", "PROGRAM", "MODEL"):
        monkeypatch.setenv(name, f"{CANARY}-{name}")
    options = {"options": {"apiKeyCommand": ["{env:PROGRAM}", "x"]}}
    providers = {"{env:NAME}": options, "llm": options}
    text = json.dumps({"provider": providers, "model": "{env:MODEL}/x"})
    (place / "opencode.json").write_text(text)
    code, told = check(capsys)
    main(["doctor"])

    assert (code, [key["provider"] for key in told["keys"]]) == (1, ["{env:NAME}", "llm"])
    assert CANARY not in json.dumps(told) + capsys.readouterr().out


def test_a_path_that_a_placeholder_makes_up_is_not_shown(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROGRAM", str(place.parent / "bin" / "op"))
    (place / "opencode.json").write_text(provider(["{env:PROGRAM}"]))
    _, told = check(capsys)
    (command,) = [key["command"] for key in told["keys"]]

    assert (command["program"], command["status"], command["path"]) == (
        "{env:PROGRAM}",
        "found",
        None,
    )


@pytest.mark.parametrize(
    ("command", "does", "problem"),
    [
        (None, "has nothing to do here", ""),
        (["op", "read"], "gets the keys of llm", ""),
        (["op", "read"], "does nothing as it is", "OPENCODE_PURE"),
    ],
)
@pytest.mark.usefixtures("place")
def test_the_plugin(  # noqa: PLR0913, PLR0917  (three of them are fixtures)
    own: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str] | None,
    does: str,
    problem: str,
) -> None:
    if command is not None:
        own.write_text(provider(command))
    if problem:
        monkeypatch.setenv(problem, "true")
    assert main(["plugin", "install", "--yes"]) == 0
    file = own.parent / "plugin" / "opencode-ls.js"
    capsys.readouterr()
    main(["doctor"])
    line = f"Plugin for opencode: {file}, {does}"
    told = capsys.readouterr().out.splitlines()
    code, report = check(capsys)
    file.unlink()

    assert (line in told, report["plugin"], code) == (True, str(file), int(bool(problem)))
    assert [problem in each for each in report["problems"]] == [True] * code


def test_it_starts_nothing(place: Path, own: Path) -> None:
    own.write_text(provider(["op", "read"]))
    watch = (
        "import os, sys\n"
        "def watch(event, arguments):\n"
        "    if event.startswith(('subprocess.', 'os.exec', 'os.posix_spawn', 'os.fork')):\n"
        "        os._exit(99)\n"
        "from opencode_ls.cli import main\n"
        "sys.addaudithook(watch)\n"
        "sys.exit(main(['doctor']))\n"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert not (place.parent / "ran").exists()
