"""What is offered above a command."""

import pytest

from opencode_ls.analysis.build import Run, analyse
from opencode_ls.features.actions import RunCommand, TryKey
from opencode_ls.features.lenses import Lens, lenses
from opencode_ls.text import Span
from support.fake_world import FakeWorld

WORLD = FakeWorld(
    env={"ID": "secret-id", "PROGRAM": "op"},
    programs={"op": "/usr/bin/op", "plain": "<not-executable>", "there": "<unknown>"},
)
FIRST = '{"provider": {"a": {"options": {"apiKeyCommand": %s}}}}'
SECOND = '{"providers": {"a": {"settings": {"apiKeyCommand": %s}}}}'
BOTH = ("▷ Run apiKeyCommand", "Try key")


def check(text: str, *expected: str, runs: tuple[Run, ...] = ()) -> None:
    """The titles."""
    found = lenses(analyse(text, path="/work/opencode.json", world=WORLD, runs=runs))

    assert tuple(lens.title for lens in found) == expected


def ended(*argv: str, ok: bool = True, provider: str = "a") -> Run:
    return Run(provider, argv, ok, "" if ok else "status", "a message", 0.44)


@pytest.mark.parametrize("entry", [FIRST, SECOND])
def test_a_command_in_either_dialect(entry: str) -> None:
    check(entry % '["op", "read"]', *BOTH)


@pytest.mark.parametrize("entry", [FIRST, SECOND])
def test_the_last_run_is_told(entry: str) -> None:
    title = "▷ Run apiKeyCommand · last: ok 0.4 s"
    check(entry % '["op"]', title, "Try key", runs=(ended("op"),))


def test_a_failed_run_is_told() -> None:
    title = "▷ Run apiKeyCommand · last: failed 0.4 s"
    check(FIRST % '["op"]', title, "Try key", runs=(ended("op", ok=False),))


def test_a_run_of_another_command_is_not() -> None:
    check(FIRST % '["op", "read"]', *BOTH, runs=(ended("op"), ended("op", "read", provider="b")))


@pytest.mark.parametrize(
    "command",
    ['"op read"', "[]", '["gone"]', '["plain"]', '["there"]', "[1]", '["op", {}]', "[", "", '["o'],
)
def test_what_cannot_run_has_none(command: str) -> None:
    check(FIRST % command)


def test_half_typed_text_after_a_command() -> None:
    check('{"provider": {"a": {"options": {"apiKeyCommand": ["op"], "ba', *BOTH)
    check('{"provider": {"a": {"options": {"apiKeyCommand": ["op"', *BOTH)


def test_a_program_from_a_placeholder_is_not_looked_for() -> None:
    check(FIRST % '["{env:PROGRAM}"]', *BOTH)
    check(FIRST % '["{env:ID}"]', *BOTH)


def test_an_id_from_a_placeholder_is_not_shown() -> None:
    check(FIRST.replace('"a"', '"{env:ID}"') % '["op"]')


def test_the_place_is_the_name_of_the_key() -> None:
    text = '{"provider": {"😀": {"options": {\n"apiKeyCommand": ["op"]}}}}'
    start = text.index('"apiKeyCommand"')
    span = Span(start, start + len('"apiKeyCommand"'))

    assert lenses(analyse(text, path="/work/opencode.json", world=WORLD)) == (
        Lens(span, BOTH[0], RunCommand("😀")),
        Lens(span, BOTH[1], TryKey("😀")),
    )
