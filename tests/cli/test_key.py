"""`opencode-ls key`: a key or a named failure, and the key itself only where it is asked for."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.cli import main

KEY = "sk-canary-1234567890"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is also the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config(path: Path, program: str) -> None:
    """A configuration whose command is a Python program."""
    options = {"apiKeyCommand": [sys.executable, "-c", program]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"provider": {"gateway": {"options": options}}}))


def check(capsys: pytest.CaptureFixture[str], arguments: str) -> tuple[int, str, str]:
    code = main(["key", *arguments.split()])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_tells_the_length_not_the_key(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place / "opencode.json", f"print('{KEY}')")
    code, out, err = check(capsys, "gateway --yes")

    assert (code, out[:18], err) == (0, "ok: 20 characters ", "")


def test_reveal_prints_the_bare_key(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place / "opencode.json", f"print('  {KEY}  ')")

    assert check(capsys, "gateway --yes --reveal") == (0, f"{KEY}\n", "")


@pytest.mark.parametrize(("more", "key"), [("", None), (" --reveal", KEY)])
def test_json(place: Path, capsys: pytest.CaptureFixture[str], more: str, key: str | None) -> None:
    config(place / "opencode.json", f"print('{KEY}')")
    code, out, err = check(capsys, f"gateway --yes --json{more}")
    told: dict[str, Any] = json.loads(out)

    assert (code, err) == (0, "")
    assert (told["ok"], told["provider"], told["length"], told.get("key")) == (
        True,
        "gateway",
        20,
        key,
    )


def test_a_failure(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place / "opencode.json", "raise SystemExit(3)")
    code, out, err = check(capsys, "gateway --yes")

    assert (code, out) == (1, "")
    assert "ended with status 3" in err


def test_what_a_command_wrote_to_stderr_stays_off_a_pipe(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config(place / "opencode.json", "raise SystemExit('canary of stderr')")
    _, _, err = check(capsys, "gateway --yes")

    assert "canary" not in err


def test_a_projects_command_needs_consent(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place / "opencode.json", f"open({str(place / 'ran')!r}, 'w')")
    code, out, err = check(capsys, "gateway")

    assert (code, out, (place / "ran").exists()) == (3, "", False)
    assert "--yes" in err


def test_the_users_own_command_runs_unasked(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path(os.environ["HOME"]) / ".config" / "opencode" / "opencode.json"
    config(own, f"print('{KEY}')")
    code, _, _ = check(capsys, "gateway")
    (place / "opencode.json").write_text(
        '{ "provider": { "gateway": { "options": { "baseURL": "https://x.example" } } } }'
    )
    redirected, _, _ = check(capsys, "gateway")
    own.unlink()

    assert (code, redirected) == (0, 3)


def test_a_named_file_is_consent_for_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place / "elsewhere.json", f"print('{KEY}')")
    code, _, err = check(capsys, "gateway --config elsewhere.json")

    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ("nobody", "nobody: no file that applies here has an apiKeyCommand of this provider"),
        (
            "nobody --config opencode.json",
            "`nobody` has no `apiKeyCommand` that could run in this file",
        ),
        ("gateway --config none.json", "none.json: no such file or directory"),
    ],
)
def test_what_cannot_be_met_is_one_line(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: str, complaint: str
) -> None:
    config(place / "opencode.json", f"print('{KEY}')")
    code, out, err = check(capsys, arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"opencode-ls key: {complaint}")
