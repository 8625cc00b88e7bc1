"""`opencode-ls check --run`: what runs, what is asked, and what is said of it."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.cli import main


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is also the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config(place: Path, program: str) -> Path:
    """A configuration whose command is a Python program."""
    path = place / "opencode.json"
    options = {"apiKeyCommand": [sys.executable, "-c", program]}
    path.write_text(json.dumps({"provider": {"gateway": {"options": options}}}))
    return path


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["check", "--format", "json", *arguments])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    return code, file


def test_a_key(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place, "print('sk-canary-1234567890')")
    code, file = check(capsys, "--run", "--yes", "opencode.json")
    (key,) = file["keys"]

    assert code == 0
    assert {**key, "seconds": 0} == {"provider": "gateway", "ok": True, "seconds": 0, "length": 20}
    assert "canary" not in json.dumps(file)


def test_a_failure_is_told_at_the_command(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = config(place, "raise SystemExit(3)")
    code, file = check(capsys, "--run", "--yes", "opencode.json", "--fail-on", "warning")
    found = [each for each in file["findings"] if each["code"] == "key-command-failed"]

    assert code == 1
    assert [(key["provider"], key["ok"], key["kind"]) for key in file["keys"]] == [
        ("gateway", False, "exit")
    ]
    assert found[0]["range"]["start"]["character"] == path.read_text().index("[")


@pytest.mark.parametrize("arguments", [["--run", "opencode.json"], ["--run", "--yes", "."]])
def test_without_consent_nothing_runs(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    config(place, f"open({str(place / 'ran')!r}, 'w'); print('sk-1234567890')")
    _, file = check(capsys, *arguments)

    assert not (place / "ran").exists()
    assert [(key["ok"], key["kind"]) for key in file["keys"]] == [(False, "not-allowed")]
    assert "key-command-failed" not in {found["code"] for found in file["findings"]}


def test_without_run_nothing_runs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place, f"open({str(place / 'ran')!r}, 'w'); print('sk-1234567890')")
    _, file = check(capsys, "opencode.json")

    assert (file["keys"], (place / "ran").exists()) == ([], False)


def test_the_text_report_tells_of_each_run(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place, "print('None')")
    main(["check", "--run", "--yes", "opencode.json"])
    printed = capsys.readouterr().out

    assert "✗ gateway: " in printed
