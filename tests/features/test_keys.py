"""How the keys of a file are, in words and one by one."""

from opencode_ls.analysis.build import Run, analyse
from opencode_ls.features.keys import KeyState, keys, summary
from support.fake_world import FakeWorld

WORLD = FakeWorld(env={"ID": "secret-id"}, programs={"op": "/usr/bin/op"})
ENTRY = '"%s": {"options": {"apiKeyCommand": ["op", "%s"]}}'


def check(providers: str, expected: str, *states: KeyState, runs: tuple[Run, ...] = ()) -> None:
    """The summary, and each key."""
    text = f'{{"provider": {{{providers}}}}}'
    found = keys(analyse(text, path="/work/opencode.json", world=WORLD, runs=runs))

    assert (summary(found), found) == (expected, states)


def ended(provider: str, argument: str, *, ok: bool) -> Run:
    return Run(provider, ("op", argument), ok, "" if ok else "status", "a message", 0.44)


def test_no_commands() -> None:
    check("", "")
    check('"a": {"options": {"apiKey": "{env:ID}"}}', "")
    check('"a": {"options": {"apiKeyCommand": "op read"}}', "")


def test_not_run_yet() -> None:
    check(ENTRY % ("a", "x"), "1 key not run", KeyState("a", "not run"))


def test_a_failing_key_is_what_counts() -> None:
    runs = (ended("a", "x", ok=True), ended("b", "x", ok=False))
    states = (KeyState("a", "ok"), KeyState("b", "failing"), KeyState("c", "not run"))
    check(", ".join(ENTRY % (name, "x") for name in "abc"), "1 key failing", *states, runs=runs)


def test_all_are_fine() -> None:
    runs = (ended("a", "x", ok=True), ended("b", "x", ok=True))
    states = (KeyState("a", "ok"), KeyState("b", "ok"))
    check(", ".join(ENTRY % (name, "x") for name in "ab"), "2 keys ok", *states, runs=runs)


def test_an_edited_command_has_not_run() -> None:
    runs = (ended("a", "before", ok=False),)
    check(ENTRY % ("a", "after"), "1 key not run", KeyState("a", "not run"), runs=runs)


def test_an_id_from_a_placeholder_is_not_told() -> None:
    check(ENTRY % ("{env:ID}", "x"), "")
