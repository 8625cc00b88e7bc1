"""One key out of what credential helpers print, or the name of what is wrong with it."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.resolver import Failure, Key, KeyCommand, resolve
from opencode_ls.resolver.formats import (
    AWS,
    BARE,
    FIRST_LINE,
    LONGEST,
    Format,
    docker,
    git,
    pointed,
)
from opencode_ls.resolver.start import GIVEN

KEY = "sk-test-not-a-key"
SIGNS = (
    "AWS takes it only together with the rest of the credentials, to sign requests: "
    "no AWS service takes it as a key"
)
GIT, DOCKER, TOKEN = git("h"), docker("s"), pointed("/status/token")


def check(form: Format, output: str | bytes, expected: str | tuple[str, ...], folder: Path) -> None:
    """Expected is the message of a failure, or the key and then its warnings."""
    printed = folder / "printed"
    printed.write_bytes(output.encode() if isinstance(output, str) else output)
    found = resolve(KeyCommand(["cat", str(printed)]), form=form)
    shown = found.message if isinstance(found, Failure) else (found.reveal(), *found.warnings)

    assert shown == expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (f"protocol=https\nhost=h\nusername=u\npassword={KEY}\n", (KEY,)),
        (f"password={KEY}", (KEY,)),
        (f"password={KEY}==\r\nusername=u\r\n", (f"{KEY}==",)),
        ("password=old\npassword=new\n", ("new",)),
        (f"password={KEY}\npassword_expiry_utc=9999999999\n", (KEY,)),
        (f"password={KEY}\npassword_expiry_utc=soon\n", (KEY,)),
        (f"password={KEY}\npassword_expiry_utc=1\n", "`cat` printed a token that has expired"),
        ("", "`cat` gave no password for this host"),
        ("protocol=https\nhost=h\n", "`cat` gave no password for this host"),
        ("password=\n", "`cat` gave no password for this host"),
        ("password=None\n", "`cat` printed a word for “nothing” instead of a key"),
        (f"password={KEY}\x07", "`cat` printed control characters, which no key has"),
    ],
)
def test_git(output: str, expected: str | tuple[str, ...], tmp_path: Path) -> None:
    check(GIT, output, expected, tmp_path)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (json.dumps({"ServerURL": "s", "Username": "u", "Secret": KEY}), (KEY,)),
        ('{"Secret":""}', "`cat` has no secret for this server"),
        ("{}", "`cat` printed JSON in which `/Secret` leads nowhere"),
        ("no", "`cat` did not print JSON"),
        ("", "`cat` ended well, and printed nothing"),
    ],
)
def test_docker(output: str, expected: str | tuple[str, ...], tmp_path: Path) -> None:
    check(DOCKER, output, expected, tmp_path)


def answer(**members: object) -> str:
    return json.dumps({"Version": 1, "AccessKeyId": "x", "SecretAccessKey": KEY, **members})


def moment(**distance: float) -> str:
    return (datetime.now(UTC) + timedelta(**distance)).isoformat()


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (answer(), (KEY,)),
        (answer(Expiration=moment(hours=1)), (KEY,)),
        (answer(Expiration="2999-01-01T00:00:00Z"), (KEY,)),
        (answer(Expiration="soon"), (KEY,)),
        (answer(SessionToken="t"), (KEY, SIGNS)),
        (answer(AccessKeyId="AKIA0123456789ABCDEF"), (KEY, SIGNS)),
        (answer(Expiration=moment(seconds=-1)), "`cat` printed a token that has expired"),
        (answer(Expiration="2020-01-01T00:00:00Z"), "`cat` printed a token that has expired"),
        (answer(SecretAccessKey=5), "`/SecretAccessKey` leads to a number in what `cat` printed"),
        (
            answer(Version=2),
            "`cat` printed JSON that is no answer of a `credential_process`",
        ),
        (
            json.dumps({"SecretAccessKey": KEY}),
            "`cat` printed JSON that is no answer of a `credential_process`",
        ),
        ("{}", "`cat` printed JSON that is no answer of a `credential_process`"),
        (KEY, "`cat` did not print JSON"),
    ],
)
def test_aws(output: str, expected: str | tuple[str, ...], tmp_path: Path) -> None:
    check(AWS, output, expected, tmp_path)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (f"{KEY}\nuser: me\nurl: x\n", (KEY,)),
        (f"{KEY}\r\nuser: me\r\n", (KEY,)),
        (f"  {KEY}  \nmore", (KEY,)),
        (KEY, (KEY,)),
        (f"\n{KEY}\n", "the first line of what `cat` printed is empty"),
        ("", "`cat` ended well, and printed nothing"),
        ("a\tb\nmore", "`cat` printed control characters, which no key has"),
    ],
)
def test_first_line(output: str, expected: str | tuple[str, ...], tmp_path: Path) -> None:
    check(FIRST_LINE, output, expected, tmp_path)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (json.dumps({"kind": "ExecCredential", "status": {"token": KEY}}), (KEY,)),
        ('\ufeff{"status":{"token":"a"},"status":{"token":"b"}}\n', ("b",)),
        ('{"status": []}', "`cat` printed JSON in which `/status/token` leads nowhere"),
        ('{"status": {}}', "`cat` printed JSON in which `/status/token` leads nowhere"),
        ('{"status": null}', "`cat` printed JSON in which `/status/token` leads nowhere"),
        ('{"status": {"token": {}}}', "`/status/token` leads to an object in what `cat` printed"),
        ('{"status": {"token": []}}', "`/status/token` leads to a list in what `cat` printed"),
        ('{"status": {"token": 1.5}}', "`/status/token` leads to a number in what `cat` printed"),
        ('{"status": {"token": null}}', "`/status/token` leads to `null` in what `cat` printed"),
        (
            '{"status": {"token": true}}',
            "`/status/token` leads to `true` or `false` in what `cat` printed",
        ),
        (
            '{"status": {"token": ""}}',
            "`/status/token` leads to an empty text in what `cat` printed",
        ),
        ('{"status": {"token": "\\ud83d"}}', "`cat` printed what is not UTF-8"),
        ('{"status": {"token": "a\\nb"}}', "`cat` printed 2 lines, and a key is one line"),
        ("{", "`cat` did not print JSON"),
        ("[" * 50_000, "`cat` did not print JSON"),
        ("1" * 5_000, "`cat` did not print JSON"),
        (" \n", "`cat` ended well, and printed nothing"),
        (b'{"status": "\xff"}', "`cat` printed what is not UTF-8"),
    ],
)
def test_json(output: str | bytes, expected: str | tuple[str, ...], tmp_path: Path) -> None:
    check(TOKEN, output, expected, tmp_path)


RFC_6901 = json.dumps(
    {
        "foo": ["bar", "baz"],
        "": "0",
        "a/b": "1",
        "c%d": "2",
        "m~n": "8",
        " ": "7",
        'k"l': "6",
        "~1": "9",
    }
)


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/foo/0", "bar"),
        ("/foo/1", "baz"),
        ("/", "0"),
        ("/a~1b", "1"),
        ("/c%d", "2"),
        ("/m~0n", "8"),
        ("/ ", "7"),
        ("/~01", "9"),
        ('/k"l', "6"),
        ("/foo/01", None),
        ("/foo/-", None),
        ("/foo/2", None),
        ("/foo/-1", None),
        ("/foo/0/x", None),
        ("/Foo", None),
    ],
)
def test_pointers_of_the_standard(pointer: str, expected: str | None) -> None:
    found = pointed(pointer).read(Key(RFC_6901), "`x`")

    assert (found.reveal() if isinstance(found, Key) else None) == expected


def test_the_empty_pointer_is_the_whole() -> None:
    found = pointed("").read(Key(json.dumps(KEY)), "`x`")

    assert isinstance(found, Key)
    assert found.reveal() == KEY


@pytest.mark.parametrize("pointer", ["a", "#/a", "/a~", "/a~2", " /a"])
def test_what_is_no_pointer_is_refused(pointer: str) -> None:
    with pytest.raises(ValueError, match="no JSON pointer"):
        pointed(pointer)


@pytest.mark.parametrize(
    ("form", "given_bytes"),
    [
        (git("git.example:8443"), b"protocol=https\nhost=git.example:8443\n\n"),
        (git("h", "é b=c"), b"protocol=https\nhost=h\nusername=\xc3\xa9 b=c\n\n"),
        (docker("https://r.example/v1/"), b"https://r.example/v1/\n"),
        (AWS, b""),
        (BARE, b""),
    ],
)
def test_what_a_helper_reads(form: Format, given_bytes: bytes, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    resolve(KeyCommand(["sh", "-c", 'cat > "$1"; exit 1', "sh", str(seen)]), form=form)

    assert seen.read_bytes() == given_bytes


@pytest.mark.parametrize(
    "name", ["", " ", "a\nb", "a\rb", "a\0b", "a\x1bb", "a\u2028b", "a\u202eb"]
)
def test_no_name_can_add_a_line(name: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        git(name)
    with pytest.raises(ValueError, match="control character"):
        git("h", name)
    with pytest.raises(ValueError, match="control character"):
        docker(name)


def test_the_longest_names_fit_into_any_pipe() -> None:
    longest = "\U0001f511" * LONGEST

    assert len(git(longest, longest).given) <= GIVEN
    with pytest.raises(ValueError, match="longer than"):
        docker("a" * (LONGEST + 1))


def test_a_program_that_reads_nothing_does_not_hold_us_up() -> None:
    began = time.monotonic()
    found = resolve(KeyCommand(["printf", "password=%s", KEY]), form=git("h" * LONGEST))

    assert isinstance(found, Key)
    assert time.monotonic() - began < 5


def test_more_than_a_pipe_holds_is_refused() -> None:
    found = resolve(KeyCommand(["cat"]), form=Format(b"a" * (GIVEN + 1), BARE.read))

    assert isinstance(found, Failure)
    assert found.kind == "bad-argv"


def test_the_advice_is_not_that_for_a_bare_key(tmp_path: Path) -> None:
    tool = tmp_path / "docker-credential-x"
    tool.write_text('#!/bin/sh\necho \'{"Secret": "{}"}\'\n')
    tool.chmod(0o755)
    found = resolve(KeyCommand([str(tool), "get"]), form=DOCKER)

    assert isinstance(found, Failure)
    assert (found.kind, "jq" in found.hint) == ("json", False)


@given(st.text(max_size=60))
def test_any_text_has_a_key_or_a_reason_that_does_not_quote_it(text: str) -> None:
    secret = f"canary-4f9Kq2{text}"
    for form in (GIT, DOCKER, AWS, TOKEN, FIRST_LINE):
        for printed in (secret, f'{{"Secret": "{secret}', f"password {secret}"):
            found = form.read(Key(printed), "`x`")

            assert isinstance(found, Key) or "canary" not in f"{found} {found.hint}"
