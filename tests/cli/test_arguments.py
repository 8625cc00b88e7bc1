"""The subcommands: each is one module, is listed and documented, and loads no other one."""

import os
import re
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from opencode_ls.cli import COMMANDS, main

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "command-line.md"
SEES = """
import sys
from opencode_ls.cli import main
code = main(sys.argv[1:])
print(*sorted(name for name in sys.modules if name.startswith("opencode_ls.cli.")))
sys.exit(code)
"""


def check(
    capsys: pytest.CaptureFixture[str], arguments: str, expected: tuple[int, str, str]
) -> None:
    code = main(arguments.split())
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err) == expected


def modules(*arguments: str) -> list[str]:
    """The modules of the command line that are loaded for some arguments."""
    done = subprocess.run(
        [sys.executable, "-c", SEES, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1].replace("opencode_ls.cli.", "").split()


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    check(capsys, "--version", (0, f"opencode-ls {version('opencode-ls')}\n", ""))


def test_help_lists_every_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--help"])
    listed = re.findall(r"(?m)^ {4}([a-z]+) {2,}(\S.*)$", capsys.readouterr().out)

    assert (code, dict(listed)) == (0, dict(COMMANDS))


def test_help_fits_a_screen_and_its_examples_can_be_typed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["--help"])
    lines = capsys.readouterr().out.splitlines()
    examples = re.findall(r"(?m)^ {2}opencode-ls (\w+)((?: --?\w+| \S+)*?) {2,}", "\n".join(lines))

    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert [name for name, _ in examples] == ["check", "check", "key", "key"]
    for name, rest in examples:
        main([name, "--help"])
        told = capsys.readouterr().out
        assert all(word in told for word in rest.split() if word.startswith("-"))


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ("", "the following arguments are required: COMMAND"),
        ("--json", "the following arguments are required: COMMAND"),
        ("chekc", "argument COMMAND: invalid choice: 'chekc'"),
        ("--stdio server", "the COMMAND comes first"),
        ("--vers", "the following arguments are required: COMMAND"),
    ],
)
def test_a_request_without_a_subcommand_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: str, complaint: str
) -> None:
    code = main(arguments.split())
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert printed.err.startswith(f"opencode-ls: {complaint}")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_has_help_and_takes_no_abbreviation(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code = main([name, "--help"])
    told = capsys.readouterr().out
    wrong = main([name, "--hel"])
    printed = capsys.readouterr()

    assert (code, told.startswith(f"usage: opencode-ls {name}")) == (0, True)
    assert (wrong, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert printed.err.startswith(f"opencode-ls {name}: ")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_is_documented(name: str) -> None:
    assert f"## `opencode-ls {name}" in DOCUMENTATION.read_text(encoding="utf-8")


def test_the_server_loads_nothing_of_the_others() -> None:
    assert modules("server", "--help") == ["arguments", "server", "server_arguments", "sink"]


@pytest.mark.parametrize("name", COMMANDS)
def test_no_subcommand_loads_another(name: str) -> None:
    others = set(COMMANDS) - {name}
    # `check --rule` names rules as `explain` does.
    others -= {"explain"} if name == "check" else set()

    assert others.isdisjoint(modules(name, "--help"))


@pytest.mark.parametrize("port", ["-1", "65536", "http", "٣", ""])
def test_a_port_is_a_number_that_a_port_can_have(
    capsys: pytest.CaptureFixture[str], port: str
) -> None:
    code = main(["server", "--tcp", port])

    assert (code, capsys.readouterr().err.count("\n")) == (2, 1)


def test_ctrl_c_ends_as_a_shell_expects_and_leaves_nothing_running(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    script = 'echo $$ > "$1"; exec sleep 100'
    command = ["helper", "first-line", "--", "sh", "-c", script, "sh", str(fifo)]
    with subprocess.Popen([sys.executable, "-m", "opencode_ls", *command]) as process:
        # It blocks until the inner program runs and writes its number.
        inner = int(fifo.read_text())
        process.send_signal(signal.SIGINT)

        assert process.wait(20) == 130
    with pytest.raises(ProcessLookupError):
        os.kill(inner, 0)
