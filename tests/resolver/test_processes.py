"""What becomes of the processes of a command: none outlives a stop, and an agent lives on."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from opencode_ls.resolver import Cancel, Failure, Key, KeyCommand, resolve
from resolver.lifeline import PATIENCE, Lifeline

JOIN = 'exec 3>"$LIFELINE"; '
"""A shell that runs this, and all that it starts, hold the lifeline."""


@pytest.fixture
def lifeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lifeline]:
    found = Lifeline(tmp_path)
    monkeypatch.setenv("LIFELINE", str(found.path))
    yield found
    found.close()


def shell(script: str, timeout: float = PATIENCE) -> KeyCommand:
    return KeyCommand(["sh", "-c", JOIN + script], timeout=timeout)


def check(found: Key | Failure, expected: str) -> None:
    """The key's text in `=`, or the failure's kind."""
    shown = f"={found.reveal()}" if isinstance(found, Key) else found.kind

    assert shown == expected


def test_a_key_comes_out_and_nothing_is_left(lifeline: Lifeline) -> None:
    check(resolve(shell("echo sk-test")), "=sk-test")

    assert lifeline.ended()


def test_a_key_without_a_line_end() -> None:
    check(resolve(KeyCommand(["printf", "sk-test"])), "=sk-test")


def test_a_key_as_large_as_can_be() -> None:
    script = "head -c 65536 /dev/zero | tr '\\0' k"
    found = resolve(KeyCommand(["sh", "-c", script]))

    assert isinstance(found, Key)
    assert len(found) == 65536


def test_a_byte_too_much_is_too_large() -> None:
    check(resolve(KeyCommand(["sh", "-c", "head -c 65537 /dev/zero | tr '\\0' k"])), "too-large")


@pytest.mark.parametrize(
    "script",
    [
        "sleep 600",
        "sleep 600 & sleep 600 & wait",
        'trap "" TERM; sleep 600; sleep 600',
        '(trap "" TERM; sleep 600 & sleep 600; sleep 600) & wait',
        "sh -c 'sh -c \"sleep 600\" & wait' & wait",
        "kill -STOP $$",
        "exec >&- 2>&-; sleep 600",
    ],
)
def test_a_time_out_ends_the_whole_group(script: str, lifeline: Lifeline) -> None:
    check(resolve(shell(script, timeout=0.1)), "timeout")

    assert lifeline.ended()


@pytest.mark.parametrize(
    "script", ["yes", "yes & sleep 600", 'trap "" TERM; while :; do echo k; done']
)
def test_a_flood_ends_the_whole_group(script: str, lifeline: Lifeline) -> None:
    check(resolve(shell(script)), "too-large")

    assert lifeline.ended()


def test_a_flood_of_stderr_is_bounded(lifeline: Lifeline) -> None:
    found = resolve(shell("yes >&2", timeout=0.2))
    check(found, "timeout")

    assert isinstance(found, Failure)
    assert 0 < len(found.detail) <= 8 * 1024
    assert lifeline.ended()


def test_a_full_pipe_of_stderr_does_not_stop_the_command() -> None:
    script = "head -c 300000 /dev/zero >&2; echo sk-test"

    check(resolve(KeyCommand(["sh", "-c", script], timeout=PATIENCE)), "=sk-test")


def test_a_process_that_holds_the_pipe_does_not_hold_us(lifeline: Lifeline) -> None:
    script = "echo $$ >&3; (echo alive >&3; exec sleep 600) & echo sk-test"
    found = resolve(shell(script))
    check(found, "=sk-test")

    assert found.seconds < 10
    os.killpg(int(lifeline.line()), signal.SIGKILL)
    assert lifeline.line() == "alive"
    assert lifeline.ended()


def test_an_agent_of_a_command_that_ended_well_lives_on(
    lifeline: Lifeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = tmp_path / "question"
    os.mkfifo(question)
    monkeypatch.setenv("QUESTION", str(question))
    agent = '(exec >&- 2>&-; read word <"$QUESTION"; echo "heard $word" >&3) & '
    check(resolve(shell(agent + "echo sk-test")), "=sk-test")
    question.write_text("hello\n", encoding="utf-8")

    assert lifeline.line() == "heard hello"
    assert lifeline.ended()


def cancelled(script: str, lifeline: Lifeline) -> None:
    """Run a script in another thread and call it off when it has written a line."""
    cancel = Cancel()
    found: list[Key | Failure] = []
    thread = Thread(target=lambda: found.append(resolve(shell(script), cancel=cancel)))
    thread.start()
    assert lifeline.line() == "started"
    cancel.cancel()
    thread.join(PATIENCE)
    check(found[0], "cancelled")


def test_a_cancel_from_another_thread_ends_the_whole_group(lifeline: Lifeline) -> None:
    cancelled("echo started >&3; sleep 600 & wait", lifeline)

    assert lifeline.ended()


def test_a_command_is_asked_before_it_is_killed(lifeline: Lifeline) -> None:
    cancelled('trap "echo bye >&3; exit" TERM; echo started >&3; sleep 600 & wait', lifeline)

    assert lifeline.line() == "bye"
    assert lifeline.ended()


def test_what_is_cancelled_beforehand_never_starts(tmp_path: Path) -> None:
    cancel = Cancel()
    cancel.cancel()
    cancel.cancel()
    trace = tmp_path / "trace"
    check(resolve(KeyCommand(["touch", str(trace)]), cancel=cancel), "cancelled")

    assert not trace.exists()


def test_many_threads_run_at_once() -> None:
    found: list[Key | Failure] = []
    threads = [
        Thread(target=lambda n=n: found.append(resolve(KeyCommand(["echo", f"sk-{n}"]))))
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    keys = {key.reveal() for key in found if isinstance(key, Key)}

    assert keys == {f"sk-{n}" for n in range(20)}


PROGRAM = """
import os, sys
from opencode_ls.resolver import Cancel, KeyCommand, resolve

class Watched(Cancel):
    def fileno(self):  # asked for when the run is under way
        print("running", flush=True)
        return super().fileno()

resolve(KeyCommand(["sh", "-c", sys.argv[1]]), cancel=Watched())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    "script", ["sleep 600 & wait", 'trap "" TERM INT HUP; sleep 600; sleep 600']
)
def test_no_process_outlives_our_death(
    number: signal.Signals, script: str, lifeline: Lifeline
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, JOIN + "echo started >&3;" + script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "LIFELINE": str(lifeline.path)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"running\n"
        assert lifeline.line() == "started"
        process.send_signal(number)
        process.wait(PATIENCE)

    assert lifeline.ended()


TIDY = """
import os
from opencode_ls.resolver import Cancel, KeyCommand, resolve

def descriptors():
    return sorted(os.listdir("/dev/fd"))

def run():
    for script in ("echo sk-test", "exit 3", "yes", "sleep 9 & echo sk-test", "sleep 600"):
        resolve(KeyCommand(["sh", "-c", script], timeout=0.4), cancel=Cancel())
    resolve(KeyCommand(["true", chr(0xD800)]))
    resolve(KeyCommand(["true", "x" * 4_000_000]))

run()
before = descriptors()
run()
print(descriptors() == before)
try:
    print(os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("no child")
"""


def test_no_child_and_no_descriptor_is_left() -> None:
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", TIDY]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("True\nno child\n", "")


def test_descriptors_above_a_thousand_do_no_harm() -> None:
    """`select` fails there: an editor's server may hold many files."""
    program = (
        "import os, resource;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (2000, resource.getrlimit(7)[1]));"
        "held = [os.dup(0) for _ in range(1200)];"
        "from opencode_ls.resolver import KeyCommand, resolve;"
        "print(resolve(KeyCommand(['sh', '-c', 'trap \"\" TERM; sleep 600'], timeout=0.1)).kind)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("timeout\n", "")


def test_the_end_of_a_process_is_seen_without_a_descriptor_for_it(
    monkeypatch: pytest.MonkeyPatch, lifeline: Lifeline
) -> None:
    """Kernels before 5.3, and some sandboxes, have no pidfd_open."""

    def refuse(_: int) -> int:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(os, "pidfd_open", refuse)
    check(resolve(shell("echo sk-test")), "=sk-test")
    check(resolve(shell("sleep 600", timeout=0.1)), "timeout")

    assert lifeline.ended()
