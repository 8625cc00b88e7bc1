"""A request that is called off gets one answer, and it says so."""

from collections import Counter

from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"
HOVER = {"textDocument": {"uri": URI}, "position": at(0, 1)}


def check(client: RawClient, names: list[int], codes: set[object]) -> None:
    """Each request has been answered exactly once by the time the next one is."""
    replies = [client.answer_to(name) for name in names]
    client.request("textDocument/hover", HOVER)

    assert {reply.get("error", {}).get("code") for reply in replies} <= codes
    assert [message for message in client.seen if message.get("id") in names] == []


def test_a_thousand_requests_are_called_off() -> None:
    with RawClient() as client:
        client.initialize()
        client.open(URI, '{"share": "auto"}')
        names = []
        for _ in range(1000):
            names.append(client.ask("textDocument/hover", HOVER))
            client.notify("$/cancelRequest", {"id": names[-1]})

        check(client, names, {-32800, None})


def test_a_request_behind_much_work_never_starts() -> None:
    with RawClient() as client:
        client.initialize()
        client.open(URI, "[" * 200_000)
        names = [client.ask("textDocument/documentSymbol", HOVER) for _ in range(5)]
        for name in names[1:]:
            client.notify("$/cancelRequest", {"id": name})
        codes = [client.answer_to(name).get("error", {}).get("code") for name in names]

        assert Counter(codes)[-32800] >= 3


def test_calling_off_what_is_done_or_unknown_does_nothing() -> None:
    with RawClient() as client:
        client.initialize()
        for name in (1, "no-such-request", 424242):
            client.notify("$/cancelRequest", {"id": name})

        check(client, [], set())
