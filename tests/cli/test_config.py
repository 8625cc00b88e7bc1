"""`opencode-ls config`: every value that counts with its place, and no secret in it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from opencode_ls.cli import main
from support.everything import everything, keyed

LIVE = "sk-Zr4mQ81xWv0Tb7Yd2Kc9"
CANARY = "canary-4f9Kq2"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is also the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def own() -> Iterator[Path]:
    """The user's own configuration, which is there only in this test."""
    path = Path(os.environ["HOME"]) / ".config" / "opencode" / "opencode.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    yield path
    path.unlink(missing_ok=True)


def check(
    capsys: pytest.CaptureFixture[str], arguments: str, expected: tuple[int, str, str]
) -> None:
    code = main(["config", *arguments.split()])
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err) == expected


def test_each_value_with_its_place(
    place: Path, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.write_text('{\n  "model": "a/b",\n  "instructions": ["a.md"]\n}')
    project = (
        '{"model": "a/c", "instructions": ["b.md"], "provider": {"my.gw": {"name": "é\\u202e"}}}'
    )
    (place / "opencode.json").write_text(project)
    expected = f"""\
opencode.json:1:11: model = "a/c"
{own}:3:20: instructions.0 = "a.md"
opencode.json:1:35: instructions.1 = "b.md"
opencode.json:1:75: provider."my.gw".name = "é\\u202e"
"""
    check(capsys, "", (0, expected, ""))


def test_as_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "opencode.json").write_text('{\n "username": "😀", "share": "{env:X}"}')
    value = {
        "masked": False,
        "file": str(place / "opencode.json"),
        "scope": "project",
        "line": 1,
    }
    first = {"path": ["username"], "value": "😀", "placeholder": False, "character": 13}
    second = {"path": ["share"], "value": "{env:X}", "placeholder": True, "character": 28}
    main(["config", "--json"])

    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "values": [{**value, **first}, {**value, **second}],
    }


def test_nothing_applies_here(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complaint = f"opencode-ls config: {place}: no configuration of opencode applies here\n"

    check(capsys, "", (2, "", complaint))


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({"apiKey": LIVE}, '.options.apiKey = "…"'),
        ({"apiKey": "short-secret"}, '.options.apiKey = "…"'),
        ({"apiKey": ""}, '.options.apiKey = ""'),
        ({"apiKey": "{env:X}"}, '.options.apiKey = "{env:X}"'),
        ({"apiKey": "{env:X}" + LIVE}, '.options.apiKey = "{env:X}…"'),
        ({"other": LIVE}, '.options.other = "…"'),
        ({"other": "Zr4mQ81xWv0Tb7Yd2Kc9aL5"}, '.options.other = "…"'),
        ({"other": f"key {LIVE}!"}, '.options.other = "key …!"'),
        ({"headers": {"Authorization": "Bearer x"}}, '.options.headers.Authorization = "…"'),
        ({"list": [{"password": "x"}, 1]}, '.options.list = [{"password": "…"}, 1]'),
        (
            {"apiKeyCommand": ["a", "--token", "x"]},
            '.options.apiKeyCommand = ["a", "--token", "…"]',
        ),
        ({"apiKeyCommand": ["a", LIVE]}, '.options.apiKeyCommand = ["a", "…"]'),
        ({"apiKeyCommand": "op read x"}, '.options.apiKeyCommand = "op read x"'),
        ({"baseURL": "https://me:pw@x.example"}, '.options.baseURL = "https://me:…@x.example"'),
        ({"maxTokens": 5}, ".options.maxTokens = 5"),
    ],
)
def test_secrets_are_masked(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    options: dict[str, object],
    shown: str,
) -> None:
    (place / "opencode.json").write_text(json.dumps({"provider": {"x": {"options": options}}}))
    main(["config"])
    first = capsys.readouterr().out
    main(["config", "--json"])
    (value,) = json.loads(capsys.readouterr().out)["values"]

    assert first.partition(": provider.x")[2] == f"{shown}\n"
    assert value["masked"] == ("…" in shown)


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_no_value_of_a_placeholder(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    monkeypatch.setenv("CANARY", f'{CANARY}", "share": "{CANARY}')
    (place / "secret").write_text(CANARY)
    (place / "opencode.json").write_text(
        '{"model": "{env:CANARY}", "{file:secret}": 1, "provider": {"{file:secret}": {"name": '
        '"{file:secret}"}}, "instructions": ["{file:secret}"]}'
    )
    main(["config", *arguments])
    printed = capsys.readouterr()

    assert "{file:secret}" in printed.out
    assert CANARY not in printed.out + printed.err


@pytest.mark.parametrize("placeholder", ["{env:CANARY}", "{file:secret}", "a {file:secret} b"])
@pytest.mark.parametrize("command", [["config"], ["config", "--json"], ["doctor"]])
def test_no_value_of_a_placeholder_wherever_it_stands(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    placeholder: str,
) -> None:
    monkeypatch.setenv("CANARY", CANARY)
    (place / "secret").write_text(CANARY)
    filled = [everything(placeholder, choice) for choice in range(3)]
    for value in (*filled, keyed(placeholder)):
        (place / "opencode.json").write_text(json.dumps(value))
        main(command)
        printed = capsys.readouterr()

        assert printed.out
        assert CANARY not in printed.out + printed.err


def test_the_variable_with_a_configuration_counts_in_its_place(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "opencode.json").write_text('{"model": "a/b", "username": "a"}')
    content = '{\n "model": "c/d", "share": "{file:canary}"}'
    monkeypatch.setenv("OPENCODE_CONFIG_CONTENT", content)
    (place / "canary").write_text(CANARY)
    expected = """\
OPENCODE_CONFIG_CONTENT:2:11: model = "c/d"
opencode.json:1:30: username = "a"
OPENCODE_CONFIG_CONTENT:2:27: share = "{file:canary}"
"""
    complaint = (
        "opencode-ls config: OPENCODE_CONFIG_CONTENT: opencode 1.18 refuses to start with it; "
        "see opencode-ls check\n"
    )

    check(capsys, "", (0, expected, complaint))


def test_says_what_it_cannot_know(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENCODE_PERMISSION", "{}")
    (place / "opencode.json").write_text('{"share": "yes"}')
    complaints = (
        "opencode-ls config: opencode.json: opencode 1.18 refuses to start with it; "
        "see opencode-ls check\n"
        "opencode-ls config: OPENCODE_PERMISSION is set and counts above these files; "
        "it is not shown\n"
    )

    check(capsys, "", (0, 'opencode.json:1:11: share = "yes"\n', complaints))
