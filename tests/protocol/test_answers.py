"""Exactly one answer to each request, whoever gives it."""

import json
from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from opencode_ls.lsp.answers import Answers


def check(story: Callable[[Answers], None], expected: list[object]) -> None:
    sent: list[bytes] = []
    story(Answers(sent.append))

    assert [told(body) for body in sent] == expected


def told(body: bytes) -> object:
    message = json.loads(body)
    return message["error"]["code"] if "error" in message else message["result"]


def answer(answers: Answers, name: int | str, result: str = "done") -> None:
    answers.give(name, json.dumps({"id": name, "result": result}).encode())


def test_an_answer() -> None:
    def story(answers: Answers) -> None:
        assert answers.expect(1)
        answer(answers, 1)

    check(story, ["done"])


def test_only_the_first_answer_counts() -> None:
    def story(answers: Answers) -> None:
        answers.expect(1)
        answer(answers, 1)
        answer(answers, 1, "again")
        answers.refuse(1, -32603, "late")
        answers.cancel(1)

    check(story, ["done"])


def test_a_request_that_runs_is_cancelled_at_once() -> None:
    def story(answers: Answers) -> None:
        answers.expect(1)
        answers.cancel(1)
        answer(answers, 1)

    check(story, [-32800])


def test_a_request_that_waits_in_the_queue_never_starts() -> None:
    def story(answers: Answers) -> None:
        answers.cancel(1)
        assert not answers.expect(1)

    check(story, [-32800])


def test_a_cancellation_does_not_hit_a_later_request_of_the_same_id() -> None:
    def story(answers: Answers) -> None:
        answers.expect(1)
        answer(answers, 1)
        answers.cancel(1)
        answers.forget_cancel(1)
        assert answers.expect(1)
        answer(answers, 1, "second")

    check(story, ["done", "second"])


def test_1_and_its_text_are_two_ids() -> None:
    def story(answers: Answers) -> None:
        answers.expect(1)
        answers.expect("1")
        answers.cancel("1")
        answer(answers, 1)

    check(story, [-32800, "done"])


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_cancellation_stops_the_work(before: bool) -> None:  # noqa: FBT001  (a case of the table)
    stopped: list[int] = []

    def story(answers: Answers) -> None:
        answers.expect(1)
        if before:
            answers.cancel(1)
        answers.when_cancelled(1, lambda: stopped.append(1))
        answers.cancel(1)

    check(story, [-32800])
    assert stopped == [1]


def test_work_that_is_done_is_not_stopped() -> None:
    def story(answers: Answers) -> None:
        answers.expect(1)
        answers.when_cancelled(1, lambda: pytest.fail("stopped"))
        answer(answers, 1)
        answers.cancel(1)

    check(story, ["done"])


def test_one_answer_when_two_threads_meet() -> None:
    sent: list[bytes] = []
    answers = Answers(sent.append)
    ids = range(2000)
    barrier = Barrier(2)

    def cancelling() -> None:
        barrier.wait()
        for name in ids:
            answers.cancel(name)

    thread = Thread(target=cancelling)
    thread.start()
    barrier.wait()
    for name in ids:
        if answers.expect(name):
            answer(answers, name)
    thread.join()

    assert sorted(json.loads(body)["id"] for body in sent) == list(ids)
