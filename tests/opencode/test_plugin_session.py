"""A longer session of the released opencode with our plugin: one key, until it is no good."""

import base64
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from opencode.endpoint import Endpoint
from opencode.plugged import CANARY, Plugged, Session

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

BEARER = "Authorization: Bearer "
FIRST, SECOND = f"{BEARER}tok-1-{CANARY}", f"{BEARER}tok-2-{CANARY}"
STATUS_3 = (
    "opencode-ls: `my-auth-cli` ended with status 3. Run the command in a terminal to see what it "
    "says."
)


@pytest.fixture
def plugged(tmp_path: Path) -> Iterator[Plugged]:
    """A user whose own command prints the key of a provider that is there."""
    with Endpoint() as endpoint:
        found = Plugged(tmp_path, endpoint)
        found.own()
        yield found
    assert found.places_of_the_key() == []


def check(session: Session, plugged: Plugged, answer: str, *keys: str, runs: int) -> None:
    """A message is answered so, and these headers are sent; so often the command has run by now."""
    plugged.endpoint.seen.clear()

    assert session.say(plugged.project) == answer
    assert (plugged.endpoint.keys, plugged.runs) == (list(keys), runs)


def token(seconds: float) -> str:
    """A JSON Web Token that ends in so many seconds."""
    parts = ({"alg": "none"}, {"exp": int(time.time() + seconds), "sub": CANARY})
    encoded = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts)
    return ".".join((*(part.rstrip("=") for part in encoded), "signature"))


def test_ten_requests_at_once_are_one_run(plugged: Plugged) -> None:
    with plugged.served() as session, ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(session.say, [plugged.project] * 10))

    assert (answers, plugged.endpoint.keys, plugged.runs) == (["pong"] * 10, [FIRST] * 10, 1)


def test_looking_at_the_configuration_runs_nothing(plugged: Plugged) -> None:
    with plugged.served() as session:
        for path in ("/config", "/config/providers", "/provider"):
            assert session.call("GET", path, plugged.project)[0] == 200
    models = plugged.run("models", "llm")

    assert (models.code, models.text, plugged.runs) == (0, "llm/m\n", 0)


def test_opencodes_server_does_not_show_the_key(plugged: Plugged) -> None:
    with plugged.served() as session:
        check(session, plugged, "pong", FIRST, runs=1)
        for path in ("/config", "/config/providers", "/provider", "/session", "/agent"):
            status, body = session.call("GET", path, plugged.project)

            assert (status, CANARY in body) == (200, False)


def test_a_key_that_ends_in_mid_session(plugged: Plugged) -> None:
    with plugged.served() as session:
        check(session, plugged, "pong", FIRST, runs=1)
        plugged.endpoint.refuses = lambda key: key == FIRST
        check(session, plugged, "pong", FIRST, SECOND, runs=2)
        check(session, plugged, "pong", SECOND, runs=2)


def test_a_key_that_stays_rejected_is_not_sent_again(plugged: Plugged) -> None:
    plugged.print(f"same-{CANARY}")
    plugged.endpoint.refuses = lambda _: True
    same = f"{BEARER}same-{CANARY}"
    with plugged.served() as session:
        check(session, plugged, "the key is not good", same, runs=2)
        # It is not fetched again for each request, if nothing came of it moments ago.
        check(session, plugged, "the key is not good", same, runs=2)


def test_a_token_is_renewed_a_minute_before_it_ends(plugged: Plugged) -> None:
    with plugged.served() as session:
        first = plugged.print(token(63))
        check(session, plugged, "pong", BEARER + first, runs=1)
        second = plugged.print(token(1000))
        end = time.monotonic() + 30
        while plugged.runs == 1 and time.monotonic() < end:
            assert session.say(plugged.project) == "pong"
        check(session, plugged, "pong", BEARER + second, runs=2)


def test_a_token_that_ends_at_once_is_not_fetched_for_each_request(plugged: Plugged) -> None:
    with plugged.served() as session:
        first = plugged.print(token(50))
        check(session, plugged, "pong", BEARER + first, runs=1)
        check(session, plugged, "pong", BEARER + first, runs=1)


def test_a_failure_is_told_without_a_secret(plugged: Plugged) -> None:
    plugged.fail()
    with plugged.served() as session:
        check(session, plugged, STATUS_3, runs=1)
        check(session, plugged, STATUS_3, runs=1)


def test_a_failure_after_a_rejection(plugged: Plugged) -> None:
    with plugged.served() as session:
        check(session, plugged, "pong", FIRST, runs=1)
        plugged.fail()
        plugged.endpoint.refuses = lambda _: True
        check(session, plugged, STATUS_3, FIRST, runs=2)


def test_the_key_does_not_follow_a_redirect(plugged: Plugged) -> None:
    with Endpoint() as other, plugged.served() as session:
        plugged.endpoint.elsewhere = f"{other.url}/chat/completions"
        told = (
            "opencode-ls: the provider wants the key at another address, to which it was not sent. "
            "Set `baseURL` to the address that is meant."
        )
        check(session, plugged, told, FIRST, runs=1)

    assert other.seen == []
