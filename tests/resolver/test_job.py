"""The part of the run on Windows that can be tested anywhere: what cmd.exe would read."""

import pytest

from opencode_ls.resolver.job import refused
from opencode_ls.resolver.start import Start


def check(path: str, argument: str, *, expected: bool) -> None:
    argv = ("az", "get", argument)
    start = Start(argv, path=path, folder="C:\\", env={}, timeout=1, terminal=False)
    found = refused(start, "`az`")

    assert (found is not None) is expected
    if found is not None:
        assert found.kind == "bad-argv"
        assert found.message == (
            "`az` was not started: it is a batch file, "
            "and an argument holds a character that cmd.exe would read"
        )


@pytest.mark.parametrize("character", '"%&|<>^!\r\n')
@pytest.mark.parametrize("path", ["C:\\az.cmd", "C:\\AZ.BAT"])
def test_a_batch_file_gets_no_character_of_cmd(path: str, character: str) -> None:
    check(path, f"a{character}b", expected=True)


@pytest.mark.parametrize("argument", ["", "a b", "--query", "a=b", "é", "(a)", "a'b", "~", "*"])
def test_a_batch_file_gets_any_other_argument(argument: str) -> None:
    check("C:\\az.cmd", argument, expected=False)


def test_a_program_gets_any_argument() -> None:
    check("C:\\az.exe", '"%&|<>^!', expected=False)
