"""Which models a provider has, whatever it answers."""

import json

import pytest

from opencode_ls.command_run import Way
from opencode_ls.resolver.command import Cancel
from opencode_ls.try_key import list_models
from support.answering import Answering, answer
from support.tried import KEY, Provider


def check(provider: Provider, content: bytes, kind: str, *ids: str) -> None:
    """The failure, "" for none, and the ids; the key is in neither."""
    with Answering(content) as server:
        provider.write(server.url)
        trial, found = list_models("llm", provider.look, provider.way, provider.limit)

    assert (trial.outcome.kind, found) == (kind, ids)
    assert KEY not in f"{trial!r}{trial.to_json()}{found}"


def models(*ids: object) -> bytes:
    return answer(
        200, json.dumps({"data": [{"id": each, "object": "model"} for each in ids]}).encode()
    )


def test_the_ids_in_their_order(provider: Provider) -> None:
    check(provider, models("b", "a/c", "b", "é 1"), "", "b", "a/c", "é 1")


def test_a_bare_list(provider: Provider) -> None:
    check(provider, answer(200, b'[{"id": "a"}]'), "", "a")


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "a\nb", "\u202ea", "a\u200bb", "\ud800", "\x1b[1m", "x" * 201),
        *("{env:HOME}", "a{file:~/.ssh/id}", "__proto__", 5, None, ["a"], {"id": "a"}),
        *(KEY, f"model-{KEY}", "sk-ant-0123456789abcdef"),
    ],
)
def test_what_cannot_stand_in_a_file_is_left_out(provider: Provider, name: object) -> None:
    check(provider, models(name, "good"), "", "good")


def test_the_longest(provider: Provider) -> None:
    check(provider, models("x" * 200), "", "x" * 200)


@pytest.mark.parametrize(
    "body",
    [
        *(
            b"",
            b"<html>",
            b"{}",
            b'"data"',
            b'{"data": {}}',
            b'{"data": [',
            b"\xff\xfe",
            b"1" * 9999,
        ),
        *(b"[" * 100_000, KEY.encode()),
    ],
)
def test_what_is_no_list(provider: Provider, body: bytes) -> None:
    check(provider, answer(200, body), "no-models")


@pytest.mark.parametrize(
    ("status", "kind"), [(401, "key-rejected"), (302, "unreachable"), (500, "unreachable")]
)
def test_another_status(provider: Provider, status: int, kind: str) -> None:
    check(provider, answer(status, b'{"data": [{"id": "a"}]}', b"Location: http://x/"), kind)


def test_a_flood_is_not_read_to_its_end(provider: Provider) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n[" + b'{"id": "a"},' * 9
    with Answering(head, forever=b'{"id": "a"},' * 9999) as server:
        provider.write(server.url)
        trial, found = list_models("llm", provider.look, provider.way, provider.limit)

    assert (trial.outcome.kind, found) == ("no-models", ())
    assert server.sent < 32 * 1024 * 1024


def test_who_never_ends_is_not_waited_for(provider: Provider) -> None:
    provider.limit = 0.3
    with Answering(b"", forever=b"") as server:
        provider.write(server.url)
        trial, found = list_models("llm", provider.look, provider.way, provider.limit)

    assert (trial.outcome.kind, found) == ("unreachable", ())


def test_it_can_be_called_off(provider: Provider) -> None:
    cancel = Cancel()
    provider.way = Way(consented=True, cancel=cancel)
    with Answering() as server:
        server.asked = cancel.cancel
        provider.write(server.url)
        trial, found = list_models("llm", provider.look, provider.way, provider.limit)

    assert (trial.outcome.kind, found) == ("cancelled", ())


def test_without_consent_nobody_is_asked(provider: Provider) -> None:
    provider.way = Way()
    with Answering(models("a")) as server:
        provider.write(server.url)
        trial, found = list_models("llm", provider.look, provider.way, provider.limit)

    assert (trial.outcome.kind, found, server.seen) == ("not-allowed", (), [])
    assert not provider.ran.exists()
