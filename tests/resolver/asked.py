"""A request for consent that tests change one thing of."""

from pathlib import Path

from opencode_ls.resolver.consent import Answer, Destination, Request
from opencode_ls.resolver.store import Store

REQUEST = Request(
    provider="openai",
    written=("op", "read", "{env:REF}"),
    argv=("op", "read", "op://Private/OpenAI/key"),
    program="/usr/bin/op",
    real_program="/opt/op/op",
    folder="/work",
    file="/work/opencode.json",
    own=False,
    touched_by=(),
    destination=Destination("https://llm.example/v1", None, None, (("X-Team", "a"),)),
    destination_written=Destination("https://{env:HOST}/v1", None, None, (("X-Team", "a"),)),
    files=(),
    workspace="/work",
)


class Person:
    """Answers always the same, and counts the questions."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.questions: list[Request] = []

    def ask(self, request: Request) -> Answer:
        self.questions.append(request)
        return self.answer


def store(folder: Path) -> Store:
    return Store(str(folder / "state" / "consents.json"))
