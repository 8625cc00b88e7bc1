"""A key goes to the provider's own origin, and into requests that have none of their own."""

import json
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.analysis.key_place import BEARER, Place
from opencode_ls.sdk import anthropic_client_options
from opencode_ls.sdk.key_auth import PLACEHOLDER, FixedKey, Sending, key_auth
from support.needed import needed

Request = Any
Response = Any
"""Of either library."""

KEY = "sk-canary-0123456789"
HOME = "https://llm.example/v1"


def check(url: str, sent: dict[str, str], received: dict[str, str], sending: Sending) -> None:
    """What arrives in the headers that can carry a key."""
    httpx = needed("httpx")
    names = ("authorization", "x-api-key")

    def answer(request: Request) -> Response:
        found = {name: request.headers[name] for name in names if name in request.headers}
        assert found == received
        return httpx.Response(200)

    transport = httpx.MockTransport(answer)
    with httpx.Client(transport=transport, auth=key_auth(httpx, sending)) as client:
        assert client.get(url, headers=sent).status_code == 200


SENDING = Sending(FixedKey(KEY), BEARER, HOME)
WITH_KEY = {"authorization": f"Bearer {KEY}"}


@pytest.mark.parametrize(
    ("url", "received"),
    [
        (f"{HOME}/models", WITH_KEY),
        ("https://llm.example:443/other", WITH_KEY),
        ("http://llm.example/v1", {}),
        ("https://llm.example:8443/v1", {}),
        ("https://llm.example.org/v1", {}),
    ],
)
def test_only_the_providers_origin_gets_the_key(url: str, received: dict[str, str]) -> None:
    check(url, {}, received, SENDING)


def test_a_request_with_a_key_of_its_own_keeps_it() -> None:
    mine = {"authorization": "Bearer mine"}

    check(HOME, mine, mine, SENDING)


def test_a_placeholder_is_never_sent() -> None:
    for name in ("Authorization", "x-api-key"):
        sent = {name: f"Bearer {PLACEHOLDER}"}

        check(HOME, sent, WITH_KEY, SENDING)
        check("https://elsewhere.example", sent, {}, SENDING)
        check(HOME, sent, {}, SENDING._replace(keys=None))


def test_another_place() -> None:
    check(HOME, {}, {"x-api-key": KEY}, SENDING._replace(place=Place("x-api-key", "")))


@pytest.mark.parametrize(
    ("npm", "sent"),
    [
        ("@ai-sdk/anthropic", [("llm.example", KEY)]),
        (
            "@ai-sdk/openai-compatible",
            [("llm.example", f"Bearer {KEY}"), ("elsewhere.example", None)],
        ),
    ],
)
def test_no_redirect_takes_a_key_along(npm: str, sent: list[Any], own: Path) -> None:
    needed("anthropic")
    entry = {"npm": npm, "options": {"apiKey": KEY, "baseURL": HOME}}
    own.write_text(json.dumps({"provider": {"llm": entry}}))
    client = anthropic_client_options("llm")["http_client"]
    library = needed(type(client).__mro__[1].__module__.partition(".")[0])
    seen: list[tuple[str, str | None]] = []

    def answer(request: Request) -> Response:
        key = request.headers.get("x-api-key") or request.headers.get("authorization")
        seen.append((request.url.host, key))
        away = {"Location": "https://elsewhere.example/v1"}
        return library.Response(307 if len(seen) == 1 else 200, headers=away)

    client._transport = library.MockTransport(answer)
    with client:
        client.get(HOME)

    assert seen == sent
