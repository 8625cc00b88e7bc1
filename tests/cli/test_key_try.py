"""`opencode-ls key --try`: whether the provider takes the key, and the exit code that says so."""

import json
import re
import sys
from pathlib import Path

import pytest

from opencode_ls.cli import main
from support.answering import Answering, answer

KEY = "sk-canary-1234567890"
PROGRAM = "print('sk-canary', '1234567890', sep='-')"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is also the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config(place: Path, url: str) -> None:
    options = {"apiKeyCommand": [sys.executable, "-c", PROGRAM], "baseURL": url}
    (place / "opencode.json").write_text(json.dumps({"provider": {"llm": {"options": options}}}))


def check(
    capsys: pytest.CaptureFixture[str], arguments: str, expected: tuple[int, str, str]
) -> None:
    """The exit code, stdout and stderr, every time of day as 0."""
    code = main(["key", "llm", "--try", *arguments.split()])
    out, err = (re.sub(r"\d+\.\d+(?=[ ,}])", "0", text) for text in capsys.readouterr())

    assert (code, out, err) == expected


def test_accepted(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Answering(answer(200)) as server:
        server.asked = lambda: setattr(server, "content", answer(401 if server.seen[1:] else 200))
        config(place, server.url)
        ok = f"ok: 20 characters in 0 s; {server.site} accepted it (0 s)\n"
        check(capsys, "--yes", (0, ok, ""))


def test_rejected(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Answering(answer(401)) as server:
        config(place, server.url)
        said = (
            f"opencode-ls key: `{server.site}` rejected the key of `llm` (status 401). "
            "Sign in again with the tool that prints it, or get another key there.\n"
        )
        check(capsys, "--yes", (1, "", said))
        check(capsys, "--yes --reveal", (1, "", said))


def test_unreachable(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Answering(answer(404)) as server:
        config(place, server.url)
        said = (
            f"opencode-ls key: `{server.site}` answered with status 404, "
            "which says nothing about the key. "
            "See whether the address is right and the service works, then try again.\n"
        )
        check(capsys, "--yes", (1, "", said))


def test_not_allowed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Answering(answer(200)) as server:
        config(place, server.url)
        said = (
            f"opencode-ls key: `{sys.executable}` did not run: there is nobody to ask. "
            "Run `opencode-ls key llm --try` in a terminal, which asks, or with `--yes` allow it.\n"
        )
        check(capsys, "", (3, "", said))

    assert server.seen == []


def test_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Answering(answer(403)) as server:
        config(place, server.url)
        main(["key", "llm", "--try", "--yes", "--json", "--reveal"])
        told = json.loads(capsys.readouterr().out)

    assert sorted(told) == ["kind", "length", "message", "ok", "provider", "seconds", "try"]
    assert told["try"] | {"seconds": 0} == {"status": "rejected", "seconds": 0, "host": server.site}


def test_json_without_an_address(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config(place, "")
    code = main(["key", "llm", "--try", "--yes", "--json"])
    told = json.loads(capsys.readouterr().out)

    assert (code, told["kind"], told["try"]) == (
        1,
        "no-address",
        {"status": "unknown", "seconds": 0.0},
    )
