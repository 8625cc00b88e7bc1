"""`opencode-ls check`: which files it takes, what it prints in each format, how it ends."""

import json
import os
from pathlib import Path

import pytest

from opencode_ls.cli import main

EMPTY = '{\n  "provider": { "x": { "options": { "apiKeyCommand": [] } } }\n}\n'
CLEAN = '{ "$schema": "https://opencode.ai/config.json" }\n'
REFUSED = '{ "share": "yes" }\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is also the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(
    capsys: pytest.CaptureFixture[str], arguments: str, expected: tuple[int, str, str]
) -> None:
    code = main(["check", *arguments.split()])
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err) == expected


def test_shows_the_place_with_carets(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "opencode.json").write_text(EMPTY)
    expected = """\
opencode.json:2:54: error[empty-command] `apiKeyCommand` is empty: it names no program
  |
2 |   "provider": { "x": { "options": { "apiKeyCommand": [] } } }
  |                                                      ^^

1 error in 1 file
"""
    check(capsys, "opencode.json --rule command-ignored-by-opencode=off", (1, expected, ""))


def test_tells_of_other_places(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "opencode.json").write_text('{"username": "a"}')
    (place / ".opencode").mkdir()
    (place / ".opencode" / "opencode.json").write_text('{\n  "username": "b"\n}')
    expected = """\
opencode.json:1:14: hint[overridden-value] `username` is overridden by `.opencode/opencode.json`
  |
1 | {"username": "a"}
  |              ^^^
  = .opencode/opencode.json:2: the value that counts

1 hint in 1 file
"""
    check(capsys, "opencode.json", (0, expected, ""))


def test_a_clean_file(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "opencode.json").write_text(CLEAN)

    check(capsys, "opencode.json", (0, "no findings in 1 file\n", ""))


def test_tells_which_files_opencode_refuses(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "a.json").write_text(REFUSED)
    code = main(["check", "a.json"])
    last = capsys.readouterr().out.splitlines()[-1]

    assert (code, last) == (1, "1 error in 1 file; opencode 1.18 refuses to start with a.json")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ("none.json", "none.json: no such file or directory"),
        ("empty", "empty: no opencode.json, opencode.jsonc or opencode/config.json in it"),
        ("--rule nothing=off .", "--rule: no rule is called nothing; "),
    ],
)
def test_what_cannot_be_met_is_one_line(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: str, complaint: str
) -> None:
    (place / "empty").mkdir()
    code = main(["check", *arguments.split()])
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert printed.err.startswith(f"opencode-ls check: {complaint}")


def test_nothing_applies_here(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complaint = f"opencode-ls check: {place}: no configuration of opencode applies here\n"
    check(capsys, "", (2, "", complaint))


@pytest.mark.parametrize(
    "arguments",
    ["--fromat json", "--format yaml", "--rule a", "--yes", "--unsafe-fixes", "--run --portable"],
)
def test_a_bad_option_is_one_line(capsys: pytest.CaptureFixture[str], arguments: str) -> None:
    code = main(["check", *arguments.split()])
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err.count("\n")) == (2, "", 1)


def test_a_file_that_cannot_be_read_does_not_hide_the_others(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "opencode.json").write_text(CLEAN)
    complaint = "opencode-ls check: none.json: no such file or directory\n"

    check(capsys, "none.json opencode.json", (2, "no findings in 1 file\n", complaint))


def test_a_folder_means_every_configuration_below_it(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["opencode.json", "a/opencode.jsonc", "a/opencode/config.json"]
    for name in [*wanted, "config.json", "node_modules/opencode.json", "a/other.json"]:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(CLEAN)
    main(["check", "--format", "json", "."])
    files = json.loads(capsys.readouterr().out)["files"]

    assert sorted(file["path"] for file in files) == sorted(wanted)


def test_without_a_path_the_files_that_apply_here(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    below = place / "below"
    below.mkdir()
    own = Path(os.environ["HOME"]) / ".config" / "opencode" / "opencode.json"
    own.parent.mkdir(parents=True, exist_ok=True)
    for path in (own, place / "opencode.json", below / "opencode.json"):
        path.write_text(CLEAN)
    os.chdir(below)
    main(["check", "--format", "json"])
    files = json.loads(capsys.readouterr().out)["files"]
    own.unlink()

    assert [file["path"] for file in files] == [
        str(own),
        str(place / "opencode.json"),
        "opencode.json",
    ]


def test_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "opencode.json").write_text('{ "é😀": 1, "share": "yes" }')
    code = main(["check", "--format", "json", "opencode.json"])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    refused = [found for found in file["findings"] if found["severity"] == "error"]

    assert code == 1
    assert {name: file[name] for name in ("path", "accepted", "dialect", "keys")} == {
        "path": "opencode.json",
        "accepted": False,
        "dialect": "1",
        "keys": [],
    }
    assert refused[0]["range"] == {
        "start": {"line": 0, "character": 21},
        "end": {"line": 0, "character": 26},
    }
    assert (refused[0]["code"], refused[0]["effect"]) == ("wrong-value", "rejected")


def test_accepted_is_unknown_for_opencode_2(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "opencode.json").write_text(CLEAN)
    main(["check", "--format", "json", "--opencode", "2", "."])
    (file,) = json.loads(capsys.readouterr().out)["files"]

    assert file["accepted"] is None


def test_github(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "opencode.json").write_text(EMPTY)
    expected = (
        "::error file=opencode.json,line=2,endLine=2,col=54,endColumn=56,"
        "title=opencode%3A empty-command::`apiKeyCommand` is empty: it names no program\n"
    )
    check(capsys, "--format github opencode.json", (1, expected, ""))


def test_sarif(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "opencode.json").write_text(EMPTY)
    main(["check", "--format", "sarif", "opencode.json"])
    report = json.loads(capsys.readouterr().out)
    (run,) = report["runs"]
    (result,) = run["results"]

    assert report["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["empty-command"]
    assert (result["ruleId"], result["level"]) == ("empty-command", "error")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "opencode.json"},
        "region": {"startLine": 2, "startColumn": 54, "endLine": 2, "endColumn": 56},
    }


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1)])
def test_fails_on_what_is_asked(place: Path, level: str, code: int) -> None:
    (place / "opencode.json").write_text('{ "modle": "a/b" }')

    assert main(["check", "--fail-on", level, "."]) == code


def test_a_rule_can_be_raised_and_switched_off(place: Path) -> None:
    (place / "opencode.json").write_text('{ "modle": "a/b" }')

    assert main(["check", "--rule", "unknown-key=error", "."]) == 1
    assert main(["check", "--rule", "unknown-key=off", "--fail-on", "warning", "."]) == 0


def test_an_allow_comment_silences_one_finding(place: Path) -> None:
    text = '{\n  // opencode-ls: allow unknown-key\n  "modle": "a/b"\n}'
    (place / "opencode.json").write_text(text)

    assert main(["check", "--fail-on", "warning", "."]) == 0


def test_fix_writes_the_file_and_keeps_the_rest(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "opencode.json"
    path.write_bytes(b'\xef\xbb\xbf{\r\n  "modle": "openai/gpt-5" // mine\r\n}\r\n')
    path.chmod(0o640)
    code = main(["check", "--fix", "opencode.json"])

    assert (code, capsys.readouterr().out) == (0, "no findings in 1 file; 1 fix applied\n")
    assert path.read_bytes() == b'\xef\xbb\xbf{\r\n  "model": "openai/gpt-5" // mine\r\n}\r\n'
    assert path.stat().st_mode & 0o777 == 0o640


def test_fix_follows_a_link_and_leaves_it_one(place: Path) -> None:
    real, link = place / "real.json", place / "opencode.json"
    real.write_text('{ "modle": "a/b" }')
    link.symlink_to(real)
    main(["check", "--fix", "."])

    assert (link.is_symlink(), real.read_text()) == (True, '{ "model": "a/b" }')


def test_does_not_fix_what_is_not_utf_8(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = b'{ "modle": "\xff" }'
    (place / "opencode.json").write_bytes(content)
    complaint = "opencode-ls check: opencode.json: not fixed: it is not UTF-8\n"

    check(capsys, "--fix opencode.json", (2, "", complaint))
    assert (place / "opencode.json").read_bytes() == content


@pytest.mark.parametrize("content", [b"\xff\xfe{\0}\0", b"\0" * 100, b"[" * 100_000, b"\x1b[31m"])
def test_any_bytes_get_a_report(
    place: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (place / "opencode.json").write_bytes(content)
    code = main(["check", "opencode.json"])
    printed = capsys.readouterr()

    assert (code, printed.err) == (1, "")
    assert "\x1b" not in printed.out


def test_portable_leaves_out_what_depends_on_the_machine(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOT_SET", raising=False)
    text = '{ "provider": { "x": { "options": { "apiKey": "{env:NOT_SET}" } } }, "modle": 1 }'
    (place / "opencode.json").write_text(text)
    codes = []
    for arguments in ([], ["--portable"]):
        main(["check", "--format", "json", *arguments, "opencode.json"])
        (file,) = json.loads(capsys.readouterr().out)["files"]
        codes.append([found["code"] for found in file["findings"]])

    assert codes == [["empty-key", "unknown-key"], ["unknown-key"]]
