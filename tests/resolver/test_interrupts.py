"""Ctrl-C while a program starts: it counts, as soon as there is somebody who ends the program."""

import os
import signal
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from opencode_ls.resolver.interrupts import interrupts_put_off

Story = Callable[[list[str]], None]


@pytest.fixture(autouse=True)
def usual_handler() -> Iterator[None]:
    """A test run in the background may ignore the signal."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def check(story: Story, expected: list[str]) -> None:
    """What is done before Ctrl-C counts."""
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        story(done)

    assert done == expected
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def press_ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_it_counts_where_it_is_let_in() -> None:
    def story(done: list[str]) -> None:
        with interrupts_put_off() as let_in:
            press_ctrl_c()
            done.append("started")
            let_in()
            done.append("never")

    check(story, ["started"])


def test_it_counts_at_the_end_at_the_latest() -> None:
    def story(done: list[str]) -> None:
        with interrupts_put_off():
            press_ctrl_c()
            done.append("started")
        done.append("never")

    check(story, ["started"])


def test_it_counts_where_the_program_does_not_start() -> None:
    def story(done: list[str]) -> None:
        with interrupts_put_off():
            press_ctrl_c()
            done.append("tried")
            raise OSError

    check(story, ["tried"])


def test_once_let_in_it_counts_at_once() -> None:
    def story(done: list[str]) -> None:
        with interrupts_put_off() as let_in:
            let_in()
            done.append("started")
            press_ctrl_c()
            done.append("never")

    check(story, ["started"])


def test_another_thread_has_nothing_to_put_off() -> None:
    def story(done: list[str]) -> None:
        def work() -> None:
            with interrupts_put_off() as let_in:
                let_in()
                done.append("worked")

        thread = Thread(target=work)
        thread.start()
        thread.join()
        press_ctrl_c()

    check(story, ["worked"])
