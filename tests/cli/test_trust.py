"""`opencode-ls trust`: which commands are allowed for good, and how one is taken back."""

import json
import os
from pathlib import Path

import pytest

from opencode_ls.cli import main
from opencode_ls.resolver.consent import Destination, Request
from opencode_ls.resolver.store import Store, default_path

CANARY = "sk-canary-4f9Kq2wX"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of a user who has just begun."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Store(default_path(os.environ))


def request(provider: str, *written: str) -> Request:
    """A command of a project."""
    return Request(
        provider=provider,
        written=written,
        argv=written,
        program="/usr/bin/op",
        real_program="/usr/bin/op",
        folder="/work",
        file="/work/opencode.json",
        own=False,
        touched_by=(),
        destination=Destination(),
        destination_written=Destination(),
        files=(),
        workspace="/work",
    )


def allowed(store: Store, *requests: Request) -> list[str]:
    """Allow each; their fingerprints in the order of the store."""
    for each in requests:
        assert store.allow(each)
    return [consent.fingerprint for consent in store.consents()]


def check(
    capsys: pytest.CaptureFixture[str], arguments: str, expected: tuple[int, str, str]
) -> None:
    code = main(["trust", *arguments.split()])
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err) == expected


def test_nothing_is_allowed_at_first(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    empty = {"version": 1, "path": store.path, "consents": []}

    check(capsys, "list", (0, "no command is allowed for good\n", ""))
    check(capsys, "list --json", (0, json.dumps(empty) + "\n", ""))


def test_lists_who_may_run_what(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = allowed(
        store, request("openai", "op", "read", "op://a/b c"), request("x\x1b[31m", "tool")
    )
    times = [consent.allowed for consent in store.consents()]
    expected = f"""\
{first[:12]} openai, allowed {times[0]}
  op read 'op://a/b c'
  in /work/opencode.json

{second[:12]} x\\x1b[31m, allowed {times[1]}
  tool
  in /work/opencode.json
"""
    check(capsys, "list", (0, expected, ""))


def test_as_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    (name,) = allowed(store, request("openai", "op", "read"))
    consent = {
        "fingerprint": name,
        "provider": "openai",
        "argv": ["op", "read"],
        "file": "/work/opencode.json",
        "allowed": store.consents()[0].allowed,
    }
    expected = json.dumps({"version": 1, "path": store.path, "consents": [consent]})
    check(capsys, "list --json", (0, expected + "\n", ""))


@pytest.mark.parametrize("arguments", ["list", "list --json"])
def test_secrets_in_an_argv_are_masked_whoever_wrote_them(
    store: Store, capsys: pytest.CaptureFixture[str], arguments: str
) -> None:
    (name,) = allowed(store, request("openai", "tool", "--token", "HERE"))
    path = Path(store.path)
    path.write_text(path.read_text().replace("\\u2026", CANARY))
    assert CANARY in path.read_text()
    main(["trust", *arguments.split()])
    printed = capsys.readouterr().out

    assert name[:12] in printed
    assert CANARY not in printed


def test_removes_the_one_that_is_named(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = allowed(store, request("openai", "op"), request("groq", "op"))

    check(capsys, f"remove {first[:12]}", (0, f"removed {first[:12]} openai\n", ""))
    assert [consent.fingerprint for consent in store.consents()] == [second]


def test_removes_all(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    allowed(store, request("openai", "op"), request("groq", "op"))

    check(capsys, "remove --all", (0, "2 removed\n", ""))
    assert store.consents() == ()


def test_an_unknown_fingerprint(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    (name,) = allowed(store, request("openai", "op"))
    complaint = "opencode-ls trust: no consent begins with xyz; see opencode-ls trust list\n"

    check(capsys, "remove xyz", (1, "", complaint))
    assert [consent.fingerprint for consent in store.consents()] == [name]


def test_no_digits_name_no_consent(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    allowed(store, request("openai", "op"))

    assert (main(["trust", "remove", ""]), capsys.readouterr().out) == (1, "")
    assert len(store.consents()) == 1


def test_digits_that_begin_several_remove_none(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    # Of seventeen fingerprints, two begin with the same digit.
    names = allowed(store, *(request(f"p{number}", "op") for number in range(17)))
    digit = next(name[0] for name in names if sum(each[0] == name[0] for each in names) > 1)
    same = ", ".join(name[:12] for name in names if name[0] == digit)
    complaint = f"opencode-ls trust: {digit} begins more than one fingerprint: {same}\n"

    check(capsys, f"remove {digit}", (2, "", complaint))
    assert len(store.consents()) == 17


@pytest.mark.parametrize("arguments", ["", "remove", "remove abc --all", "forget", "list --jsn"])
def test_a_bad_request_is_one_line(
    store: Store, capsys: pytest.CaptureFixture[str], arguments: str
) -> None:
    allowed(store, request("openai", "op"))
    code = main(["trust", *arguments.split()])
    printed = capsys.readouterr()

    assert (code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert len(store.consents()) == 1


@pytest.mark.parametrize("arguments", ["list", "list --json", "remove abc", "remove --all"])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "it is not JSON"),
        ("[]", "it does not have the shape of a file of consents"),
        (
            '{"version": 9, "consents": {}}',
            "it has version 9, and this program knows version 1",
        ),
    ],
)
def test_a_broken_file_is_told_and_left_alone(
    store: Store, capsys: pytest.CaptureFixture[str], arguments: str, content: str, why: str
) -> None:
    path = Path(store.path)
    path.parent.mkdir(parents=True)
    path.write_text(content)
    complaint = f"{path}: {why}; it allows nothing: correct it, or delete it"

    check(capsys, arguments, (2, "", f"opencode-ls trust: {complaint}\n"))
    assert path.read_text() == content
