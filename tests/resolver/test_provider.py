"""One provider, many callers: the command runs as seldom as it can, and never in a loop."""

import asyncio
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from opencode_ls.resolver import KeyCommand, KeyCommandError, KeyProvider
from resolver.test_what_is_a_key import token


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Command:
    """A real program that prints what the next line of a list says, and counts its runs.

    A line `!` fails; each `%` is the number of the run.
    """

    def __init__(self, folder: Path) -> None:
        self._runs = folder / "runs"
        self._answers = folder / "answers"
        self._runs.touch()

    def answer(self, *lines: str) -> None:
        """What it prints, run by run; the last line for ever."""
        self._answers.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    @property
    def runs(self) -> int:
        return len(self._runs.read_text(encoding="utf-8"))

    def provider(self, clock: Clock, lifetime: float | None = 300.0) -> KeyProvider:
        script = (
            'printf x >>"$0"; n=$(wc -c <"$0"); l=$(wc -l <"$1"); i=$n; [ $i -gt $l ] && i=$l;'
            ' line=$(sed -n "$((i))p" "$1"); [ "$line" = "!" ] && exit 3;'
            ' echo "$line" | sed "s/%/$((n))/"'
        )
        argv = ["sh", "-c", script, str(self._runs), str(self._answers)]
        return KeyProvider(KeyCommand(argv), lifetime=lifetime, clock=clock)


@pytest.fixture
def command(tmp_path: Path) -> Command:
    found = Command(tmp_path)
    found.answer("sk-%")
    return found


def check(ask: Callable[[], str], expected: str, command: Command, runs: int) -> None:
    """Expected: the key, or the kind of the failure; and how often the command has run by now."""
    try:
        found = ask()
    except KeyCommandError as error:
        found = error.failure.kind

    assert (found, command.runs) == (expected, runs)


def test_nothing_runs_before_it_is_asked(command: Command) -> None:
    command.provider(Clock())

    assert command.runs == 0


def test_a_key_is_kept_for_its_lifetime(command: Command) -> None:
    clock = Clock()
    provider = command.provider(clock)
    check(provider, "sk-1", command, 1)
    clock.now += 299
    check(provider, "sk-1", command, 1)
    clock.now += 1
    check(provider, "sk-2", command, 2)


def test_a_key_is_kept_for_ever(command: Command) -> None:
    clock = Clock()
    provider = command.provider(clock, lifetime=None)
    check(provider, "sk-1", command, 1)
    clock.now += 1e9
    check(provider, "sk-1", command, 1)


def test_a_key_is_not_kept_at_all(command: Command) -> None:
    provider = command.provider(Clock(), lifetime=0)
    check(provider, "sk-1", command, 1)
    check(provider, "sk-2", command, 2)


def test_a_rejected_key_is_asked_for_anew(command: Command) -> None:
    provider = command.provider(Clock())
    check(provider, "sk-1", command, 1)
    provider.invalidate("sk-1")
    check(provider, "sk-2", command, 2)


def test_a_key_that_was_replaced_can_be_rejected_without_harm(command: Command) -> None:
    provider = command.provider(Clock())
    check(provider, "sk-1", command, 1)
    provider.invalidate("sk-0")
    check(provider, "sk-1", command, 1)


def test_a_newer_key_is_forced(command: Command) -> None:
    provider = command.provider(Clock())
    check(provider, "sk-1", command, 1)
    check(lambda: provider(force_refresh=True), "sk-2", command, 2)
    check(provider, "sk-2", command, 2)


def test_a_failure_is_not_tried_again_for_five_seconds(command: Command) -> None:
    clock = Clock()
    command.answer("!", "sk-%")
    provider = command.provider(clock)
    check(provider, "exit", command, 1)
    clock.now += 4.9
    check(provider, "exit", command, 1)
    check(lambda: provider(force_refresh=True), "exit", command, 1)
    clock.now += 0.1
    check(provider, "sk-2", command, 2)


def test_the_last_good_key_outlives_a_failure_within_its_lifetime(command: Command) -> None:
    clock = Clock()
    command.answer("sk-%", "!")
    provider = command.provider(clock)
    check(provider, "sk-1", command, 1)
    check(lambda: provider(force_refresh=True), "exit", command, 2)
    check(provider, "sk-1", command, 2)
    clock.now += 300
    check(provider, "exit", command, 3)


def test_a_token_is_renewed_a_minute_before_its_end(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = int(time.time())
    clock = Clock()
    first, second = token({"exp": began + 1000}), token({"exp": began + 9000})
    command.answer(first, second)
    provider = command.provider(clock, lifetime=1)
    check(provider, first, command, 1)
    clock.now += 930
    monkeypatch.setattr(time, "time", lambda: began + 930.0)
    check(provider, first, command, 1)
    monkeypatch.setattr(time, "time", lambda: began + 940.0)
    check(provider, second, command, 2)


def test_a_token_is_used_to_its_end_where_no_other_comes(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = int(time.time())
    clock = Clock()
    first = token({"exp": began + 1000})
    command.answer(first, "!")
    provider = command.provider(clock)
    check(provider, first, command, 1)
    monkeypatch.setattr(time, "time", lambda: began + 950.0)
    check(provider, first, command, 2)
    monkeypatch.setattr(time, "time", lambda: began + 1000.0)
    check(provider, "exit", command, 2)


@pytest.mark.parametrize("exp", [None, float("inf"), float("nan"), "soon"])
def test_a_token_that_does_not_say_is_kept_for_the_lifetime(exp: object, command: Command) -> None:
    clock = Clock()
    text = token({} if exp is None else {"exp": exp})
    command.answer(text)
    provider = command.provider(clock)
    check(provider, text, command, 1)
    clock.now += 299
    check(provider, text, command, 1)
    clock.now += 1
    check(provider, text, command, 2)


@pytest.mark.parametrize("exp", [-5, 0, 1])
def test_an_expired_token_never_loops(exp: int, command: Command) -> None:
    clock = Clock()
    command.answer(token({"exp": exp}))
    provider = command.provider(clock)
    for _ in range(3):
        check(provider, "expired", command, 1)
    clock.now += 5
    check(provider, "expired", command, 2)


def test_a_token_of_seconds_never_loops(command: Command) -> None:
    clock = Clock()
    text = token({"exp": int(time.time()) + 50})
    command.answer(text)
    provider = command.provider(clock)
    for _ in range(3):
        check(provider, text, command, 1)
    check(lambda: provider(force_refresh=True), "rejected", command, 1)
    clock.now += 5
    check(provider, text, command, 2)
    provider.invalidate(text)
    check(provider, "rejected", command, 2)


def test_a_thousand_threads_run_it_once(command: Command) -> None:
    provider = command.provider(Clock())
    found: list[str] = []
    threads = [Thread(target=lambda: found.append(provider())) for _ in range(1000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (set(found), len(found), command.runs) == ({"sk-1"}, 1000, 1)


def test_a_thousand_tasks_run_it_once_and_force_it_once(command: Command) -> None:
    provider = command.provider(Clock())

    async def ask(*, force_refresh: bool) -> set[str]:
        calls = (provider.acall(force_refresh=force_refresh) for _ in range(1000))
        return set(await asyncio.gather(*calls))

    assert asyncio.run(ask(force_refresh=False)) == {"sk-1"}
    assert asyncio.run(ask(force_refresh=True)) == {"sk-2"}
    assert asyncio.run(ask(force_refresh=False)) == {"sk-2"}
    assert command.runs == 2


def test_the_event_loop_goes_on_meanwhile(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    provider = KeyProvider(KeyCommand(["cat", str(gate)]))

    async def story() -> str:
        asked = asyncio.create_task(provider.acall())
        await asyncio.to_thread(gate.write_text, "sk-test", encoding="utf-8")
        return await asked

    assert asyncio.run(story()) == "sk-test"


def test_an_error_is_shown_and_pickled_without_detail() -> None:
    provider = KeyProvider(KeyCommand(["sh", "-c", "echo secret-words >&2; exit 3"]))
    with pytest.raises(KeyCommandError) as caught:
        provider()
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (our own bytes)

    assert str(error) == (
        "`sh` ended with status 3. Run the command in a terminal to see what it says."
    )
    assert error.failure.kind == "exit"
    assert "secret-words" not in repr(error) + repr(error.failure)


def test_a_provider_shows_no_key(command: Command) -> None:
    provider = command.provider(Clock())
    provider()

    assert "sk-1" not in repr(provider) + repr(vars(provider))


def test_the_resolver_loads_no_asyncio_until_it_is_used() -> None:
    program = (
        "import sys; from opencode_ls.resolver import KeyCommand, KeyProvider;"
        "KeyProvider(KeyCommand(['echo', 'sk-test']))();"
        "names = ('asyncio', 'attr', 'attrs', 'jsonschema', 'pygls');"
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
