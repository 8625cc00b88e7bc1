"""Trying a key: what is sent, and what is said of the answer."""

import json
import socket

import pytest

from opencode_ls.command_run import Way
from opencode_ls.resolver.command import Cancel
from opencode_ls.try_key import Trial
from support.answering import Answering, answer
from support.tried import KEY, Provider

NO_DATABASE = json.dumps({"error": {"message": "No connected db."}}).encode()
OPENS = "`{site}` answered with status %d, which says nothing about the key"


def check(provider: Provider, expected: tuple[str, str]) -> Trial:
    """The status, and the message as far as it is not about the run; returns the trial."""
    trial = provider.tried()

    assert trial.answer is not None
    assert (trial.answer.status, trial.answer.message) == expected
    assert trial.outcome.ok is (trial.answer.status == "accepted")
    assert KEY not in f"{trial!r} {trial.outcome!r} {trial.to_json()}"
    return trial


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        (answer(200), "accepted", "{site} accepted it"),
        (answer(204), "accepted", "{site} accepted it"),
        (answer(401), "rejected", "`{site}` rejected the key of `llm` (status 401)"),
        (answer(403), "rejected", "`{site}` rejected the key of `llm` (status 403)"),
        (answer(400, NO_DATABASE), "rejected", "`{site}` rejected the key of `llm` (status 400)"),
        (answer(400, b"Bad request: " + KEY.encode()), "unreachable", OPENS % 400),
        (answer(404, KEY.encode()), "unreachable", OPENS % 404),
        (answer(500, b"No connected db."), "unreachable", OPENS % 500),
        (
            b"220 mail.example ESMTP\r\n",
            "unreachable",
            "`{site}` does not answer as a web server does: nothing is known about the key",
        ),
    ],
)
def test_the_status_decides(provider: Provider, content: bytes, status: str, message: str) -> None:
    with Answering(content) as server:
        provider.write(server.url)
        check(provider, (status, message.format(site=server.site)))


def test_one_request_with_the_key_in_its_header(provider: Provider) -> None:
    with Answering(answer(401)) as server:
        provider.write(server.url)
        provider.tried()

    request = (
        f"GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        "Accept: application/json\r\nUser-Agent: opencode-ls\r\n"
        f"Authorization: Bearer {KEY}\r\n\r\n"
    )
    assert server.seen == [request]


def test_anthropic_has_its_own_header(provider: Provider) -> None:
    with Answering(answer(401)) as server:
        provider.write(server.url, npm="@ai-sdk/anthropic")
        provider.tried()

    assert server.seen[0].split("\r\n")[4:] == [
        "anthropic-version: 2023-06-01",
        f"x-api-key: {KEY}",
        "",
        "",
    ]


def test_headers_of_the_settings_are_sent_save_those_of_the_request_itself(
    provider: Provider,
) -> None:
    headers = {
        "X-Team": "a",
        "authorization": "Bearer other",
        "Content-Length": "5",
        "Host": "other.example",
        "X-Broken": "a\r\nX-Smuggled: b",
    }
    with Answering(answer(401)) as server:
        provider.write(server.url, headers=headers)
        provider.tried()

    assert server.seen[0].split("\r\n")[4:] == ["X-Team: a", f"Authorization: Bearer {KEY}", "", ""]


def test_who_answers_without_a_key_too_says_little(provider: Provider) -> None:
    with Answering(answer(200)) as server:
        provider.write(server.url)
        trial = check(provider, ("accepted", f"{server.site} accepted it"))

    warning = f"{server.site} answers without a key too: this says little of it"
    assert trial.outcome.warnings == (warning,)
    assert [KEY in seen for seen in server.seen] == [True, False]


@pytest.mark.parametrize("forever", [b"", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_who_never_answers_is_not_waited_for(provider: Provider, forever: bytes) -> None:
    with Answering(forever, forever=forever) as server:
        provider.write(server.url)
        provider.limit = 0.3
        said = f"`{server.site}` gave no answer in 0.3 s: nothing is known about the key"
        trial = check(provider, ("unreachable", said))

        assert trial.answer is not None
        assert 0.3 <= trial.answer.seconds < 5


@pytest.mark.parametrize(("status", "said"), [(400, "unreachable"), (200, "accepted")])
def test_a_huge_answer_is_not_read_to_its_end(provider: Provider, status: int, said: str) -> None:
    head = b"HTTP/1.1 %d Whatever\r\nContent-Length: 999999999999\r\n\r\n" % status
    with Answering(head, forever=b" " * 65536) as server:
        provider.write(server.url)
        trial = provider.tried()

    # What the system holds for us on the way is no more than some megabytes.
    assert server.sent < 32 * 1024 * 1024
    assert trial.answer is not None
    assert trial.answer.status == said


def test_nobody_listens(provider: Provider) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        site = f"http://127.0.0.1:{listener.getsockname()[1]}"
    provider.write(site)
    check(
        provider,
        ("unreachable", f"`{site}` refused the connection: nothing is known about the key"),
    )


def test_plain_http_where_tls_is_spoken(provider: Provider) -> None:
    with Answering(answer(200)) as server:
        site = f"https://127.0.0.1:{server.port}"
        provider.write(site)
        said = f"`{site}` does not speak TLS as it should: nothing is known about the key"
        check(provider, ("unreachable", said))

    assert KEY not in "".join(server.seen)


def test_it_can_be_called_off(provider: Provider) -> None:
    cancel = Cancel()
    provider.way = Way(consented=True, cancel=cancel)
    with Answering() as server:
        server.asked = cancel.cancel
        provider.write(server.url)
        check(provider, ("unknown", "trying the key of `llm` was cancelled"))


def test_the_result_object(provider: Provider) -> None:
    with Answering(answer(401)) as server:
        provider.write(server.url)
        told = provider.tried().to_json()

    assert isinstance(told.pop("seconds"), float)
    assert isinstance(told["try"].pop("seconds"), float)
    assert told == {
        "ok": False,
        "provider": "llm",
        "kind": "key-rejected",
        "message": f"`{server.site}` rejected the key of `llm` (status 401). "
        "Sign in again with the tool that prints it, or get another key there.",
        "length": len(KEY),
        "try": {"status": "rejected", "host": server.site},
    }
