"""`opencode-ls plugin`: what is written, where, and only after a yes; what is not ours stays."""

import json
import stat
import sys
from pathlib import Path

import pytest

from opencode_ls.cli import main

FOLDER = ".config/opencode"
MINE = f"{FOLDER}/plugin/opencode-ls.js"
OTHER = "export const Other = async () => ({})\n"
OLD = '// opencode-ls\nconst COMMAND = ["/nowhere/opencode-ls"]\n'
NOBODY = "there is nobody to ask: add --yes"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody who has just begun, and an empty project as current folder."""
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(project)
    return tmp_path


def check(
    capsys: pytest.CaptureFixture[str], arguments: str, code: int, out: str = "", err: str = ""
) -> None:
    """The exit code, the first line of what is printed, and what is said to be wrong."""
    found = main(["plugin", *arguments.split()])
    printed = capsys.readouterr()

    assert (found, printed.out.partition("\n")[0], printed.err.rstrip("\n")) == (code, out, err)


def installed(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = home / MINE
    check(capsys, "install --yes", 0, f"wrote {path}")
    return path


def test_installs(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = installed(home, capsys)
    told = [line for line in path.read_text().splitlines() if line.startswith("const COMMAND")]

    assert told == [f'const COMMAND = ["{sys.executable}", "-P", "-m", "opencode_ls"]']
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [each.name for each in path.parent.iterdir()] == ["opencode-ls.js"]
    check(capsys, "install --yes", 0, f"{path} is installed already")
    check(capsys, "install", 0, f"{path} is installed already")


def test_says_what_a_start_with_a_plugin_means(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["plugin", "install", "--yes"])
    told = capsys.readouterr().out
    package = home / FOLDER / "node_modules" / "@opencode-ai" / "plugin"

    assert told.endswith(
        "Before it loads a plugin, opencode fetches its package @opencode-ai/plugin from the npm "
        "registry,\nonce, and waits for that: more than a minute was seen, and without a network "
        f"it may hang\n(opencode issue 44684). It is done when there is {package}.\n"
        "To see what it does: opencode --print-logs\n"
        "To start without the package, which this plugin does not need: "
        "npm_config_offline=true opencode\nTo start without plugins: opencode --pure\n"
        "To undo: opencode-ls plugin remove\n"
    )


def test_writes_nothing_where_nobody_can_be_asked(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(capsys, "install", 2, err=f"opencode-ls plugin: would write {home / MINE}; {NOBODY}")

    assert not (home / FOLDER).exists()


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("\n", 1), ("", 1), ("always\n", 1)])
def test_asks(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    code: int,
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdin, "readline", lambda: answer)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    question = f"Write {home / MINE}, which opencode runs when it starts? [y]es, [N]o: "
    check(capsys, "install", code, "" if code else f"wrote {home / MINE}", question)

    assert (home / MINE).exists() is (code == 0)


def test_keeps_to_where_it_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installed(home, capsys)
    moved = home / FOLDER / "plugins" / "opencode-ls.js"
    (home / MINE).parent.rename(moved.parent)
    moved.write_text(moved.read_text().replace(sys.executable, "/old/python"))
    check(capsys, "install --yes", 0, f"wrote {moved}")

    assert not (home / MINE).exists()


def test_a_link_stays_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dotfile = home / "dotfiles" / "opencode-ls.js"
    dotfile.parent.mkdir()
    dotfile.touch()
    (home / MINE).parent.mkdir(parents=True)
    (home / MINE).symlink_to(dotfile)
    installed(home, capsys)

    assert (home / MINE).is_symlink()
    assert "const COMMAND" in dotfile.read_text()


@pytest.mark.parametrize("action", ["install --yes", "remove"])
def test_what_is_not_ours_stays(
    home: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    (home / MINE).parent.mkdir(parents=True)
    (home / MINE).write_text(OTHER)
    why = {
        "install --yes": "something else is there; move it away first",
        "remove": "it is not the plugin of this program",
    }
    check(capsys, action, 2, err=f"opencode-ls plugin: {home / MINE}: {why[action]}")

    assert (home / MINE).read_text() == OTHER


def test_a_folder_that_cannot_be_made(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".config").write_text("")
    complaint = f"opencode-ls plugin: {home / MINE}: not a directory"

    check(capsys, "install --yes", 2, err=complaint)


def test_removes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = installed(home, capsys)
    check(capsys, "remove", 0, f"removed {path}")
    check(capsys, "remove", 1, "the plugin is not installed")

    assert not path.exists()


def test_status(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent = "the plugin is not installed: opencode 1.18 does not run apiKeyCommand without one"
    check(capsys, "status", 1, absent)
    path = installed(home, capsys)
    check(capsys, "status", 0, f"installed: {path}")


def state(home: Path, capsys: pytest.CaptureFixture[str], expected: tuple[int, str]) -> None:
    """The exit code of the status and the problem it tells, the home folder as `~`."""
    code = main(["plugin", "status", "--json"])
    told = json.loads(capsys.readouterr().out)

    assert (code, told["problem"].replace(str(home), "~")) == expected
    assert (told["version"], told["acts"]) == (1, code == 0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (OLD, "it starts `/nowhere/opencode-ls`, which is not there"),
        (OTHER, "it is not the plugin of this program"),
    ],
)
def test_a_plugin_that_can_do_nothing(
    home: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    (home / MINE).parent.mkdir(parents=True)
    (home / MINE).write_text(text)
    again = "run `opencode-ls plugin install` again"

    state(home, capsys, (1, f"~/{MINE}: {problem}; {again}"))


def test_without_plugins_it_does_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed(home, capsys)
    monkeypatch.setenv("OPENCODE_PURE", "1")
    problem = "`OPENCODE_PURE` is set: opencode starts without plugins, and gets no key"
    state(home, capsys, (1, problem))


def test_a_plugin_that_a_file_lists(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("opencode.json").write_text('{"plugin": ["../mine/opencode-ls.js"]}')

    state(home, capsys, (0, ""))


@pytest.mark.parametrize("arguments", ["", "install --no", "forget", "status extra"])
def test_a_bad_request_is_one_line(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: str
) -> None:
    code = main(["plugin", *arguments.split()])
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert [each.name for each in home.iterdir()] == ["project"]
