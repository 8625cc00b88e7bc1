"""Command lines become lists of words, or go to a shell where only a shell reads them right."""

import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.argv import (
    as_json,
    command_of,
    expand_home,
    is_command_line,
    is_relative,
    split,
    through_shell,
)

POWERSHELL = ("powershell", "-NoProfile", "-Command")


def check(line: str, *expected: str, platform: str = "linux") -> None:
    assert command_of(line, platform) == (expected or None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("op read op://Private/OpenAI/key", ("op", "read", "op://Private/OpenAI/key")),
        ("op read 'op://My Vault/key'", ("op", "read", "op://My Vault/key")),
        ('security -s "a b" -w', ("security", "-s", "a b", "-w")),
        ("get-key --query 'a[*].b'", ("get-key", "--query", "a[*].b")),
        ("get-key https://x.example/?a=1&b=2", ("get-key", "https://x.example/?a=1&b=2")),
        ("bash -c 'cat ~/key | head -n1'", ("bash", "-c", "cat ~/key | head -n1")),
        ("bash -c 'echo $KEY'", ("bash", "-c", "echo $KEY")),
        ("echo <your-token>", ("echo", "<your-token>")),
        ("cat a\\ b", ("cat", "a b")),
    ],
)
def test_words_are_split_as_a_shell_splits_them(line: str, expected: tuple[str, ...]) -> None:
    check(line, *expected)


@pytest.mark.parametrize(
    "line",
    [
        "pass show openai | head -n1",
        "a && b",
        "cat ~/key",
        "echo $KEY",
        'echo "$KEY"',
        "echo `whoami`",
        "echo $(whoami)",
        "cat < key",
        "cat key 2>/dev/null",
        "cat ./keys/*.txt",
        "A=1; b",
    ],
)
def test_what_needs_a_shell_gets_one(line: str) -> None:
    check(line, "sh", "-c", line)


@pytest.mark.parametrize("line", ["", " ", "op 'read", 'op "', "''"])
def test_a_line_without_a_sure_list(line: str) -> None:
    check(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (r"get-key C:\keys\a.txt", ("get-key", r"C:\keys\a.txt")),
        (r'"C:\My Tools\get-key.exe" x', (r"C:\My Tools\get-key.exe", "x")),
        ('a "b ""c"" d"', ("a", 'b "c" d')),
        ("get-key %USERNAME%", (*POWERSHELL, "get-key $env:USERNAME")),
        ("get-key | select -First 1", (*POWERSHELL, "get-key | select -First 1")),
        ("get-key 'a b'", ("get-key", "'a", "b'")),
    ],
)
def test_windows_splits_at_double_quotes_alone(line: str, expected: tuple[str, ...]) -> None:
    check(line, *expected, platform="win32")


def test_windows_powershell_has_no_and() -> None:
    check("a && b", platform="win32")


def test_a_drive_tells_a_windows_line_anywhere() -> None:
    check(r"powershell -File C:\k.ps1", "powershell", "-File", r"C:\k.ps1")


@pytest.mark.parametrize(
    ("argv", "platform", "script"),
    [
        (("op", "x", "|", "tail", "-n1"), "linux", "op x | tail -n1"),
        (("echo", "$KEY"), "linux", 'echo "$KEY"'),
        (("cat", "~/my keys/a"), "linux", "cat ~/'my keys/a'"),
        (("op", "--file=~/k"), "linux", 'op "--file=$HOME/k"'),
        (("cat", "./keys/*.txt"), "linux", "cat ./keys/*.txt"),
        (("echo", "a b", "it's"), "linux", "echo 'a b' 'it'\"'\"'s'"),
        (("echo", "$(whoami)"), "linux", 'echo "$(whoami)"'),
        (("get", "$env:KEY", "a b"), "win32", "get $env:KEY 'a b'"),
    ],
)
def test_a_list_through_a_shell(argv: tuple[str, ...], platform: str, script: str) -> None:
    shell = POWERSHELL if platform == "win32" else ("sh", "-c")

    assert through_shell(argv, platform) == (*shell, script)


@pytest.mark.parametrize("argv", [(), ("sh", "-c", "echo $A"), ("bash", "-lc", "x")])
def test_a_shell_is_not_put_into_a_shell(argv: tuple[str, ...]) -> None:
    assert through_shell(argv, "linux") is None


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("op", False),
        ("op read x", True),
        ("/opt/My Tools/get-key", False),
        ("/opt/My Tools/get-key.sh --json", True),
        ("./get-key x", True),
        (r"C:\Program Files\get\key.exe", False),
        ("", False),
        ("cat ~/key", True),
    ],
)
def test_a_command_line_in_the_place_of_a_program(program: str, *, expected: bool) -> None:
    assert is_command_line(program) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("~", "/home/me"),
        ("~/k", "/home/me/k"),
        ("--file=~/k", "--file=/home/me/k"),
        ("~other/k", "~other/k"),
        ("a~/k", "a~/k"),
        (r"~\k", r"/home/me\k"),
    ],
)
def test_home_is_put_in_place_of_its_sign(word: str, expected: str) -> None:
    assert expand_home(word, "/home/me") == expected


@pytest.mark.parametrize(
    ("program", "platform", "expected"),
    [
        ("op", "linux", False),
        ("./op", "linux", True),
        ("a/op", "linux", True),
        ("/a/op", "linux", False),
        (r"a\op", "win32", True),
        (r"C:\op", "win32", False),
        (r"\op", "win32", False),
        ("", "win32", False),
    ],
)
def test_a_relative_path(program: str, platform: str, *, expected: bool) -> None:
    assert is_relative(program, platform) is expected


# With a backslash a line may be one for Windows.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\\"))


@given(st.lists(WORDS, min_size=1))
def test_words_that_were_quoted_come_back(words: list[str]) -> None:
    assert split(shlex.join(words), "linux") == tuple(words)


@given(st.text(), st.sampled_from(["linux", "darwin", "win32"]))
def test_any_line_has_an_answer(line: str, platform: str) -> None:
    argv = command_of(line, platform)

    assert argv is None or (argv[0].strip() and json.loads(as_json(argv)) == list(argv))
