"""A look that does not answer is given up; one that does keeps its thread for the next."""

from threading import Event, Thread, current_thread

import pytest

from opencode_ls.lookout import Late, ask


def test_looks_one_after_the_other_share_a_thread() -> None:
    first, second = ask(current_thread, 5), ask(current_thread, 5)

    assert first is second
    assert first is not current_thread()


def test_looks_at_once_have_a_thread_each() -> None:
    together = Event()
    found: list[bool] = []
    other = Thread(target=lambda: found.append(ask(lambda: together.wait(5), 5)))
    other.start()
    ask(together.set, 5)
    other.join()

    assert found == [True]


def test_a_look_that_is_late_is_left_behind() -> None:
    answered = Event()
    with pytest.raises(Late) as raised:
        ask(answered.wait, 0.01)
    was_busy = raised.value.busy()
    answered.set()
    while raised.value.busy():
        pass

    assert was_busy
    assert ask(lambda: "next", 5) == "next"
