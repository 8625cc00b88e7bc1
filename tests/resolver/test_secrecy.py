"""A key shows itself nowhere, and what a command wrote is shown only redacted."""

import copy
import dataclasses
import json
import logging
import pickle
import pprint
import re
import traceback

import pytest

from opencode_ls.resolver import Failure, Key, KeyCommand, resolve
from opencode_ls.resolver.output import Output

CANARY = "sk-test-canary-4711"


@dataclasses.dataclass
class Holder:
    key: Key


def check(text: str) -> None:
    assert text
    assert CANARY not in text


@pytest.fixture
def key() -> Key:
    found = resolve(KeyCommand(["printf", "%s-%d", "sk-test-canary", "4711"]))
    assert isinstance(found, Key)
    assert found.reveal() == CANARY
    return found


def test_a_key_is_hidden_in_every_kind_of_text(key: Key) -> None:
    for text in (repr(key), str(key), f"{key}", f"{key!r:>20}", f"{key:>20}", "%s" % key):  # noqa: UP031
        assert re.fullmatch(r" *Key\(…\)", text)
    check(pprint.pformat(Holder(key)))
    check(repr([key, (key,), {"key": key}]))


def test_what_lists_attributes_finds_no_key(key: Key) -> None:
    check(repr({name: getattr(key, name) for name in dir(key)}))
    check(repr({name: getattr(key, name) for name in key.__slots__}))
    with pytest.raises(TypeError):
        vars(key)
    with pytest.raises(TypeError):
        json.dumps(key)
    with pytest.raises(TypeError):
        iter(key)  # type: ignore[call-overload]  # that it refuses is the point


def test_a_copy_hides_as_well_and_a_pickle_is_refused(key: Key) -> None:
    check(repr(dataclasses.asdict(Holder(copy.deepcopy(copy.copy(key))))))
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(key, protocol)


def test_a_key_knows_its_length_and_is_never_empty_handed(key: Key) -> None:
    assert (len(key), bool(key), key.warnings) == (19, True, ())
    assert key.seconds > 0


@pytest.mark.parametrize("deep", ["json.loads", "os.set_blocking", "re.split"])
def test_a_traceback_with_variables_does_not_show_the_key(
    deep: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something of Python's own fails in the deepest places where output or key are at hand."""

    def fail(*_: object) -> None:
        raise RuntimeError

    script = "printf eyJhbGciOiJ4In0.%s-%d.c sk-test-canary 4711; printf x >&2; $0"
    command = KeyCommand(["sh", "-c", script, "false" if deep == "re.split" else "true"])
    monkeypatch.setattr(deep, fail)
    with pytest.raises(RuntimeError) as caught:
        resolve(command)
    monkeypatch.undo()
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)

    check("".join(shown.format()))


def test_an_interrupted_run_does_not_show_what_was_read() -> None:
    output = Output()
    output._bytes += CANARY.encode()

    check(repr(output))
    check(repr(resolve(KeyCommand(["sh", "-c", f"echo {CANARY}; exit 1"]))))


@pytest.mark.parametrize("script", ["exit 1", "echo more", "printf '\\001'", "kill -9 $$", "yes"])
def test_a_failure_holds_nothing_of_stdout(script: str) -> None:
    script = f"printf '%s-%d\\n' sk-test-canary 4711; {script}"
    found = resolve(KeyCommand(["sh", "-c", script]))

    assert isinstance(found, Failure)
    check(" ".join(map(str, found)))


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, key: Key) -> None:
    caplog.set_level(logging.DEBUG)
    resolve(KeyCommand(["sh", "-c", "exit 1"]))

    assert (caplog.text, len(key)) == ("", 19)


def detail(script: str, **env: str) -> str:
    found = resolve(KeyCommand(["sh", "-c", script], env={"PATH": "/usr/bin:/bin", **env}))
    assert isinstance(found, Failure)
    assert found.detail not in repr(found) or not found.detail
    return found.detail


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("echo 'not signed in' >&2; exit 1", "not signed in"),
        ("printf 'a\\r\\nb\\n\\n' >&2; exit 1", "a\nb"),
        ("printf '\\033[31mred\\033[0m\\007 \\342\\200\\256' >&2; exit 1", "red\\u0007 \\u202e"),
        ("echo 'token: abcdefgh12' >&2; exit 1", "token: …"),
        ("echo 'not found in keychain'; exit 1", "not found in keychain"),
        ("echo 'part q7Gd2vXw9LmT4sKp8R'; exit 1", "part …"),
        ("echo key-9-of-mine; echo 'bad key-9-of-mine' >&2; exit 1", "bad …"),
        ("echo key-9-of-mine; echo 'wrote key-9-of-mine' >&2; echo two", "wrote …"),
        ("echo one; echo two", ""),
        ('echo "got $MY_TOKEN" >&2; exit 1', "got …"),
        ('echo "at $PLACE" >&2; exit 1', "at /some/where"),
    ],
)
def test_what_it_wrote_is_kept_for_a_person_who_asks(script: str, expected: str) -> None:
    assert detail(script, MY_TOKEN="correct horse", PLACE="/some/where") == expected


def test_a_long_stderr_keeps_its_ends_and_no_half_lines() -> None:
    script = (
        "echo first >&2; for i in $(seq 2000); do echo line $i >&2; done; echo last >&2; exit 1"
    )
    lines = detail(script).split("\n")

    assert (lines[0], lines[-1]) == ("first", "last")
    assert "[...]" in lines
    assert all(re.fullmatch(r"first|last|\[\.\.\.\]|line \d+", line) for line in lines)


def test_a_command_shows_its_secrets_masked() -> None:
    command = KeyCommand(["get", "--token", CANARY], env={"MY_TOKEN": CANARY})

    assert repr(command) == "KeyCommand(('get', '--token', '…'), cwd=None, timeout=30.0)"
