"""The whole text that a person reads before a command may run."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.resolver.consent import Destination, Request, question
from opencode_ls.resolver.visible import quoted, visible
from resolver.asked import REQUEST


def check(request: Request, expected: str) -> None:
    assert question(request) == expected.strip("\n")


def test_all_of_it() -> None:
    check(
        REQUEST,
        """
Run this command for the key of provider "openai"?

File:        "/work/opencode.json"
Program:     "/opt/op/op"
             found as "/usr/bin/op"
Command:     "op"
             "read"
             "{env:REF}"
Runs in:     "/work"
Key goes to: baseURL "https://{env:HOST}/v1"
             with header "X-Team": "a"
""",
    )


def test_a_try_names_its_address_first() -> None:
    request = REQUEST._replace(tries="https://{env:HOST}/v1\u202e/models")
    check(
        request,
        """
Run this command for the key of provider "openai", and try the key?

File:        "/work/opencode.json"
Program:     "/opt/op/op"
             found as "/usr/bin/op"
Command:     "op"
             "read"
             "{env:REF}"
Runs in:     "/work"
Tries the key at: https://{env:HOST}/v1\\u202e/models
Key goes to: baseURL "https://{env:HOST}/v1"
             with header "X-Team": "a"
""",
    )


def test_nothing_is_shortened_masked_or_hidden() -> None:
    request = REQUEST._replace(
        provider="my\u202egateway",
        written=("/work/get\u200b.sh", "--token", "sk-abcdefgh1234", "a b\n", "", "x" * 300, '"\\'),
        program="/work/get\u200b.sh",
        real_program="/work/get\u200b.sh",
        folder="/work/\u00a0",
        file="/work/\ud800/opencode.json",
        touched_by=("/work/.opencode/opencode.json",),
        destination_written=Destination(
            None, "https://a", "@ai-sdk/x\x1b[0m", (("A\r", "b"),), (("options.endpoint", "c"),)
        ),
        files=(("/work/get\u200b.sh", "0" * 64),),
    )
    check(
        request,
        f"""
Run this command for the key of provider "my\\u202egateway"?

File:        "/work/\\ud800/opencode.json"
Program:     "/work/get\\u200b.sh"
Command:     "/work/get\\u200b.sh"
             "--token"
             "sk-abcdefgh1234"
             "a b\\u000a"
             ""
             "{"x" * 300}"
             "\\"\\\\"
Runs in:     "/work/\\u00a0"
Key goes to: api "https://a"
             npm "@ai-sdk/x\\u001b[0m"
             with header "A\\u000d": "b"
             with "options.endpoint": "c"
Also set in: "/work/.opencode/opencode.json"
In project:  "/work/get\\u200b.sh"
""",
    )


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        (Destination(), ["where opencode sends this provider's requests by default"]),
        (
            Destination(npm="x"),
            ['npm "x"', "where opencode sends this provider's requests by default"],
        ),
        (Destination(base_url=""), ['baseURL ""']),
    ],
)
def test_where_the_key_goes(destination: Destination, expected: list[str]) -> None:
    lines = question(REQUEST._replace(destination_written=destination)).split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("Key goes to:"))

    assert [line[13:] for line in lines[start:]] == expected


@pytest.mark.parametrize(
    "character",
    "\u202e\u2066\u200b\u200d\u2060\ufeff\u00a0\u3000\u2028\u0085\x1b\x7f\u00ad\u180e\ufe0f\u3164"
    "\u2800\u034f\U000e0041\U000e0100\ud800\ue000\U0010ffff",
)
def test_what_cannot_be_seen_is_an_escape(character: str) -> None:
    code = ord(character)

    assert visible(character) == (f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")


@given(st.text())
def test_what_is_shown_can_be_seen_and_means_one_thing(text: str) -> None:
    shown = quoted(text)
    plain = shown[1:-1].replace("\\\\", "\\u005c").replace('\\"', '"')
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

    assert not {unicodedata.category(character) for character in shown} & hidden
    assert plain.encode("ascii", "backslashreplace").decode("unicode-escape") == text
