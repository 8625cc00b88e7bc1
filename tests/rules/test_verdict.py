"""The rules and the verdict agree: a finding is "rejected" exactly if opencode refuses the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.verdict import accepted
from opencode_ls.rules import findings
from support.configs import texts
from support.scene import scene

WORDS = ("env=SET:1", 'env=BAD:a"b', "file=k:x")


def check(text: str) -> None:
    analysis = scene(*WORDS).analyse(text)
    refused = [found.message for found in findings(analysis) if found.effect == "rejected"]

    assert bool(refused) is not accepted(analysis), (text, refused)


@given(texts())
def test_for_any_configuration(text: str) -> None:
    check(text)


@given(texts(), st.integers(min_value=0, max_value=300))
def test_for_any_half_of_one(text: str, length: int) -> None:
    check(text[:length])


PIECES = (
    *("{env:SET}", "{env:BAD}", "{env:UNSET}", "{file:k}", "{file:none}", "{env:", "{file:"),
    *(
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "1",
        '"a"',
        "//",
        "/*",
        "*/",
        "\n",
        " ",
        "\ufeff",
        "'",
        "x",
    ),
    "\\",
)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_for_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    ["", "\ufeff", "{env:UNSET}", "{file:none}", "{env:SET}", "// {file:none}", "null", "\0"],
)
def test_for_odd_texts(text: str) -> None:
    check(text)
