"""What only a shell would read, and the programs that read it themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.shell_syntax import TICK, Piece, base_name, pieces, script_at


def check(*argv: str, expected: Piece | None, platform: str = "linux") -> None:
    """The last word's piece; those before it have none."""
    assert pieces(argv, platform) == (*(None for _ in argv[1:]), expected)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("|", Piece("operator", "|")),
        ("&&", Piece("operator", "&&")),
        (";", Piece("operator", ";")),
        (">", Piece("redirection", ">")),
        ("2>/dev/null", Piece("redirection", "2>")),
        ("<<<", Piece("redirection", "<<<")),
        ("$KEY", Piece("variable", "$KEY", "KEY")),
        ("${KEY}", Piece("variable", "${KEY}", "KEY")),
        ("${KEY:-sk-test-not-a-key}", Piece("variable", "${KEY…}")),
        ("$key", Piece("variable", "$key", "key")),
        ("$(cat key)", Piece("substitution", "$(…)")),
        ("`cat key`", Piece("substitution", f"{TICK}…{TICK}")),
        ("~", Piece("home", "~/")),
        ("~/k", Piece("home", "~/")),
        ("--file=~/k", Piece("home", "~/")),
        ("./keys/*.txt", Piece("glob", "*")),
        ("/etc/key?", Piece("glob", "?")),
    ],
)
def test_what_a_shell_reads(word: str, expected: Piece) -> None:
    check("op", word, expected=expected)


@pytest.mark.parametrize(
    "word",
    [
        *(
            "",
            "a b",
            "op://Vault/a b/key",
            "https://x.example/?a=1&b=$2",
            "a|b",
            "100%",
            "$",
            "a$b",
        ),
        *("it's", "<your key>", "Parameters[*].Value", "a~b", "text/*", "a;b", "#x", "$1"),
    ],
)
def test_what_is_only_text(word: str) -> None:
    check("op", word, expected=None)


@pytest.mark.parametrize(
    "argv",
    [
        ("sh", "-c", "echo $KEY | head -n1"),
        ("bash", "-lc", "cat ~/key"),
        ("/bin/zsh", "-c", "$KEY"),
        ("env", "A=1", "sh", "-c", "$KEY"),
        ("ssh", "host", "cat ~/key"),
        ("cmd", "/c", "echo %KEY%"),
        ("powershell", "-NoProfile", "-Command", "$env:KEY"),
        ("powershell", "$env:KEY"),
        ("awk", "{print $1}"),
        ("jq", ".a | .b"),
        ("find", "/keys", "-exec", "cat", "{}", ";"),
        ("env", "-S", "echo $KEY"),
    ],
)
def test_what_a_program_reads_itself(argv: tuple[str, ...]) -> None:
    assert pieces(argv, "linux") == tuple(None for _ in argv)


def test_home_is_sure_even_beside_a_language() -> None:
    check("jq", "-r", ".a", "~/k.json", expected=Piece("home", "~/"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("%USERNAME%", Piece("variable", "%USERNAME%", "USERNAME")),
        ("$env:KEY", Piece("variable", "$env:KEY", "KEY")),
        ("%C3%A9", None),
        ("50%", None),
    ],
)
def test_windows_variables(word: str, expected: Piece | None) -> None:
    check("op", word, expected=expected, platform="win32")


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("sh", "-c", "x"), 2),
        (("bash", "-l", "-c", "x"), 3),
        (("bash", "script.sh"), None),
        (("sh", "-c"), None),
        (("op", "-c", "x"), None),
        (("env", "sh", "-c", "x"), 3),
        (("powershell", "-File", "x.ps1"), None),
        (("pwsh", "x.ps1"), None),
        (("powershell", "-ExecutionPolicy", "Bypass", "-Command", "x"), 4),
        (("cmd.exe", "/c", "x"), 2),
    ],
)
def test_where_a_script_stands(argv: tuple[str, ...], expected: int | None) -> None:
    assert script_at(argv) == expected


@pytest.mark.parametrize(
    ("program", "expected"),
    [("op", "op"), ("/usr/bin/Sh", "sh"), (r"C:\x\PowerShell.EXE", "powershell"), ("", "")],
)
def test_the_name_of_a_program(program: str, expected: str) -> None:
    assert base_name(program) == expected


@given(st.lists(st.text(), max_size=4), st.sampled_from(["linux", "win32"]))
def test_any_words_have_an_answer(words: list[str], platform: str) -> None:
    assert len(pieces(tuple(words), platform)) == len(words)
