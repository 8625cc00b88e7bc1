"""At which address a key is tried, and at which never."""

import pytest

from opencode_ls.resolver.consent import Destination
from opencode_ls.resolver.failure import Failure
from opencode_ls.try_key.address import address_of
from resolver.asked import REQUEST

NONE = "no-address"
OPEN = "unsafe-address"


def check(provider: str, destination: Destination, expected: str) -> None:
    """Host, port and path, or the kind of the failure."""
    request = REQUEST._replace(
        provider=provider, destination=destination, destination_written=destination
    )
    found = address_of(request)
    if isinstance(found, Failure):
        assert found.kind == expected
    else:
        scheme = "https" if found.secure else "http"
        assert f"{scheme} {found.host} {found.port} {found.path}" == expected


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://llm.example/v1", "https llm.example None /v1/models"),
        ("https://llm.example/v1//", "https llm.example None /v1/models"),
        ("https://LLM.example:8443", "https llm.example 8443 /models"),
        ("https://llm.example/a é%20", "no-address"),
        ("https://llm.example/é%20", "https llm.example None /%C3%A9%20/models"),
        ("http://127.0.0.1:4000/v1", "http 127.0.0.1 4000 /v1/models"),
        ("http://127.200.3.4", "http 127.200.3.4 None /models"),
        ("http://localhost:1/", "http localhost 1 /models"),
        ("http://[::1]:80", "http ::1 80 /models"),
        ("https://[2001:db8::1]", "https 2001:db8::1 None /models"),
        ("http://llm.example", OPEN),
        ("http://10.0.0.1", OPEN),
        ("http://0.0.0.0", OPEN),
        ("http://127.0.0.1.evil.example", OPEN),
        ("http://localhost.evil.example", OPEN),
        ("http://127.1", OPEN),
        ("http://2130706433", OPEN),
        ("ftp://llm.example", NONE),
        ("file:///etc/passwd", NONE),
        ("llm.example/v1", NONE),
        ("https://", NONE),
        ("https:///v1", NONE),
        ("https://user:password@llm.example", NONE),
        ("https://good.example@evil.example", NONE),
        ("https://evil.example\\@good.example", NONE),
        ("https://good.example\\evil", NONE),
        ("https://llm.example?x=1", NONE),
        ("https://llm.example/#x", NONE),
        ("https://llm.example:0", NONE),
        ("https://llm.example:65536", NONE),
        ("https://llm.example:x", NONE),
        ("https://[::1", NONE),
        ("https://llm.ex\tample", NONE),
        ("https://llm.example/\r\nX-Other: 1", NONE),
        (" https://llm.example", NONE),
        ("https://l\u0142m.example", NONE),
        ("https://${HOST}/v1", NONE),
        ("", NONE),
    ],
)
def test_a_base_url(base: str, expected: str) -> None:
    check("mine", Destination(base_url=base), expected)


@pytest.mark.parametrize(
    ("provider", "destination", "expected"),
    [
        ("mine", Destination(), NONE),
        ("mine", Destination(npm="@ai-sdk/openai-compatible"), NONE),
        ("mine", Destination(npm="@ai-sdk/openai"), "https api.openai.com None /v1/models"),
        ("mine", Destination(npm="aisdk:@ai-sdk/openai"), "https api.openai.com None /v1/models"),
        ("openai", Destination(), "https api.openai.com None /v1/models"),
        ("anthropic", Destination(), "https api.anthropic.com None /v1/models"),
        ("deepseek", Destination(), "https api.deepseek.com None /models"),
        ("databricks", Destination(), NONE),
        ("deepseek", Destination(api="https://a.example"), "https a.example None /models"),
        (
            "openai",
            Destination("https://b.example", "https://a.example"),
            "https b.example None /models",
        ),
    ],
)
def test_which_setting_counts(provider: str, destination: Destination, expected: str) -> None:
    check(provider, destination, expected)


@pytest.mark.parametrize(
    ("written", "site", "shown"),
    [
        ("https://llm.example:8443/v1/", "https://llm.example:8443", "…/models"),
        ("https://llm.example:8443/{env:T}/", "https://llm.example:8443", "…/models"),
        ("https://{env:H}/v1", "https://{env:H}/v1", "…/models"),
        ("{env:URL}", "{env:URL}", "…/models"),
        ("{file:./url}", "{file:./url}", "…/models"),
    ],
)
def test_what_a_placeholder_holds_is_not_shown(written: str, site: str, shown: str) -> None:
    base = "https://llm.example:8443/v1"
    request = REQUEST._replace(
        destination=Destination(base), destination_written=Destination(written)
    )
    found = address_of(request)

    assert not isinstance(found, Failure)
    assert (found.site, found.shown) == (site, shown.replace("…", written.rstrip("/")))
