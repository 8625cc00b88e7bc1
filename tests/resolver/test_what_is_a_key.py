"""What counts as a key: real output of a real program, judged."""

import base64
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.resolver import Failure, Key, KeyCommand, resolve
from opencode_ls.resolver.jwt import expiry
from opencode_ls.resolver.verdict import JS_BLANKS

BLANK = "there is a blank inside it, which keys do not have"
PLACEHOLDER = "it looks like a placeholder, not like a key"
PAIR = "it looks like `name=value`, where a key alone is expected"
BEYOND_ASCII = "it holds characters beyond ASCII, which an HTTP header cannot carry"
SOON = "it is a token with less than a minute left"


def check(output: bytes | str, expected: str | tuple[str, ...], folder: Path) -> None:
    """Expected is the message of a failure, or the key and then its warnings."""
    printed = folder / "printed"
    printed.write_bytes(output.encode() if isinstance(output, str) else output)
    found = resolve(KeyCommand(["cat", str(printed)]))
    shown = found.message if isinstance(found, Failure) else (found.reveal(), *found.warnings)

    assert shown == expected


def token(payload: object, header: object = None) -> str:
    """A JSON Web Token with that payload, of a signature that nobody made."""
    parts = [header or {"alg": "none"}, payload]
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join([*(text.rstrip("=") for text in texts), "c2lnbmF0dXJl"])


@pytest.mark.parametrize(
    "key",
    [
        "sk-test",
        "k",
        "abc==",
        "12345",
        "true",
        "a.b.c",
        "key-with-$%&/()=?",
        "sk-or-v1-0f=",
        "none",
    ],
)
def test_a_key(key: str, tmp_path: Path) -> None:
    check(f"{key}\n", (key,), tmp_path)


@pytest.mark.parametrize("blank", JS_BLANKS)
def test_blanks_of_javascript_are_trimmed(blank: str, tmp_path: Path) -> None:
    check(f"{blank}\n{blank}sk-test{blank}\r\n", ("sk-test",), tmp_path)


@pytest.mark.parametrize("mark", ["\x1c", "\x1d", "\x1e", "\x1f", "\x85"])
def test_blanks_of_python_alone_are_not_trimmed(mark: str, tmp_path: Path) -> None:
    check(f"sk-test{mark}", "`cat` printed control characters, which no key has", tmp_path)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("", "ended well, and printed nothing"),
        (" \n\ufeff", "ended well, and printed nothing"),
        ("sk-1\nsk-2\n", "printed 2 lines, and a key is one line"),
        ("sk-1\r\nuser: me\r\nurl: x\r\n", "printed 3 lines, and a key is one line"),
        ("sk-1\rsk-2", "printed 2 lines, and a key is one line"),
        ("sk\ttest", "printed control characters, which no key has"),
        ("sk\0test", "printed control characters, which no key has"),
        ("sk\x7ftest", "printed control characters, which no key has"),
        ("sk-\u0081test", "printed control characters, which no key has"),
        (b"sk-\xff\xfetest", "printed what is not UTF-8"),
        (b"\xff\xfes\0k\0", "printed what is not UTF-8 but UTF-16"),
        ("\ufeffsk-test".encode("utf-16-be"), "printed what is not UTF-8 but UTF-16"),
        ("sk-test\r\n".encode("utf-16-le"), "printed what is not UTF-8 but UTF-16"),
        ("None", "printed a word for “nothing” instead of a key"),
        ("null\n", "printed a word for “nothing” instead of a key"),
        ("undefined", "printed a word for “nothing” instead of a key"),
        ("<no value>", "printed a word for “nothing” instead of a key"),
        ('{"Secret": ""}', "printed JSON instead of a bare key"),
        ('{\n  "a": 1\n}\n', "printed JSON instead of a bare key"),
        ("[]", "printed JSON instead of a bare key"),
        ("<!DOCTYPE html>\n<html></html>", "printed a web page instead of a key"),
        ("<html>", "printed a web page instead of a key"),
        ('"sk-test"', "printed the key in quotes, which would be sent with it"),
        ("'sk-test'", "printed the key in quotes, which would be sent with it"),
        ("usage: tool [options]\n  --help", "printed how to use it instead of a key"),
        ("Usage of tool:\n -h", "printed how to use it instead of a key"),
        ("Password:", "asked for something instead of printing a key"),
        ("Enter passphrase for key '/x': ", "asked for something instead of printing a key"),
        ("[sudo] password for me: ", "asked for something instead of printing a key"),
        (
            "\x1b[32msk-test\x1b[0m",
            "printed colours or other commands for a terminal, not a bare key",
        ),
        (token({"exp": 1}), "printed a token that has expired"),
        (token({"exp": -1}), "printed a token that has expired"),
    ],
)
def test_no_key(output: bytes | str, expected: str, tmp_path: Path) -> None:
    check(output, f"`cat` {expected}", tmp_path)


@pytest.mark.parametrize(
    ("key", "warnings"),
    [
        ("YOUR_API_KEY", (PLACEHOLDER,)),
        ("your-api-key-here", (PLACEHOLDER,)),
        ("sk-xxxxxxxx", (PLACEHOLDER,)),
        ("sk-...", (PLACEHOLDER,)),
        ("changeme", (PLACEHOLDER,)),
        ("<api-key>", (PLACEHOLDER,)),
        ("sk-your-key-here", (PLACEHOLDER,)),
        ("sk test", (BLANK,)),
        ("Bearer sk-test", (BLANK,)),
        ("password=sk-test", (PAIR,)),
        ("API_KEY=sk test", (BLANK, PAIR)),
        ("sk-tést", (BEYOND_ASCII,)),
        ("sk-\u200btest", (BEYOND_ASCII,)),
    ],
)
def test_an_odd_key(key: str, warnings: tuple[str, ...], tmp_path: Path) -> None:
    check(key, (key, *warnings), tmp_path)


@pytest.mark.parametrize(("left", "warnings"), [(50, (SOON,)), (90000, ())])
def test_a_token_by_the_seconds_that_are_left(
    left: int, warnings: tuple[str, ...], tmp_path: Path
) -> None:
    key = token({"exp": int(time.time()) + left})
    check(key, (key, *warnings), tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (token({"exp": 12}), 12.0),
        (token({"exp": 12.5}), 12.5),
        (token({}), None),
        (token({"exp": "12"}), None),
        (token({"exp": True}), None),
        (token({"exp": float("inf")}), None),
        (token({"exp": float("nan")}), None),
        (token({"exp": 10**400}), None),
        (token([]), None),
        (token({"exp": 12}, {"typ": "JWT"}), None),
        ("a.b.c", None),
        ("..", None),
        ("é.é.é", None),
        ("sk-test", None),
    ],
)
def test_when_a_token_expires(text: str, expected: float | None) -> None:
    assert expiry(Key(text)) == expected


@given(st.text())
def test_any_text_can_be_asked_when_it_expires(text: str) -> None:
    assert expiry(Key(f"{text}.{text}.{text}")) is None
