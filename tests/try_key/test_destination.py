"""Where a tried key goes: nowhere but to the address that was asked about."""

import pytest

from opencode_ls.command_run import Way
from opencode_ls.resolver.consent import Answer, Request, question
from opencode_ls.try_key import Trial
from support.answering import Answering, answer
from support.tried import KEY, PRINTS, Provider


def check(provider: Provider, expected: tuple[str, str]) -> Trial:
    """The status, and the message as far as it is not about the run; returns the trial."""
    trial = provider.tried()

    assert trial.answer is not None
    assert (trial.answer.status, trial.answer.message) == expected
    assert trial.outcome.ok is (trial.answer.status == "accepted")
    assert KEY not in f"{trial!r} {trial.outcome!r} {trial.to_json()}"
    return trial


def test_a_redirect_is_not_followed(provider: Provider) -> None:
    with Answering(answer(200)) as other:
        to_other = answer(302, b"", f"Location: {other.url}".encode())
        with Answering(to_other) as server:
            provider.write(server.url)
            message = f"`{server.site}` sends elsewhere (status 302), where the key was not sent"
            check(provider, ("unreachable", message))

    assert (len(server.seen), other.seen) == (1, [])


def test_a_key_in_the_open_is_not_even_made(provider: Provider) -> None:
    provider.write("http://llm.example/v1")
    said = "the key of `llm` was not tried: it could be read on its way to `http://llm.example`"
    check(provider, ("unknown", said))

    assert not provider.ran.exists()


def test_without_an_address_nothing_runs(provider: Provider) -> None:
    provider.write(None)
    check(provider, ("unknown", "no address is known for `llm`: there is nowhere to try its key"))

    assert not provider.ran.exists()


def test_a_key_that_no_header_takes_is_not_sent(provider: Provider) -> None:
    with Answering(answer(200)) as server:
        provider.write(server.url, "print('sk-\u4e2d\u6587-1234567890')")
        said = "the key of `llm` was not sent: it has characters that no header takes"
        check(provider, ("unknown", said))

    assert server.seen == []


def test_a_file_that_changed_during_the_run_sends_nothing(provider: Provider) -> None:
    with Answering(answer(200)) as server, Answering(answer(200)) as other:
        path = str(provider.path)
        swap = f"text = open({path!r}).read(); open({path!r}, 'w').write("
        swap += f"text.replace('{server.port}', '{other.port}'))"
        provider.write(server.url, f"{swap}; {PRINTS}")
        said = "the key of `llm` was not sent: the file changed after the question"
        trial = check(provider, ("unknown", said))

    assert (server.seen, other.seen, trial.outcome.kind) == ([], [], "changed")


def test_a_failed_command_tries_nothing(provider: Provider) -> None:
    with Answering(answer(200)) as server:
        provider.write(server.url, "raise SystemExit(3)")
        trial = provider.tried()

    assert (trial.outcome.kind, trial.answer, server.seen) == ("exit", None, [])
    assert "try" not in trial.to_json()


def test_who_says_no_sends_nothing_and_was_told_where(provider: Provider) -> None:
    asked: list[Request] = []

    def ask(request: Request) -> Answer:
        asked.append(request)
        return "no"

    provider.way = Way(ask=ask)
    with Answering(answer(200)) as server:
        provider.write(server.url)
        trial = provider.tried()

    assert (trial.outcome.kind, server.seen, provider.ran.exists()) == ("not-allowed", [], False)
    assert f"Tries the key at: {server.url}/models\n" in question(asked[0])


def test_an_address_from_a_placeholder_is_shown_as_written(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Answering(answer(401)) as server:
        monkeypatch.setenv("LLM_GATEWAY", server.url)
        provider.write("{env:LLM_GATEWAY}")
        check(
            provider,
            ("rejected", "`{env:LLM_GATEWAY}` rejected the key of `llm` (status 401)"),
        )


def test_a_proxy_sees_where_the_key_goes_but_not_the_key(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Answering(answer(502)) as proxy:
        monkeypatch.setenv("https_proxy", f"http://me:secret@127.0.0.1:{proxy.port}")
        provider.write("https://llm.example/v1")
        trial = provider.tried()

    lines = proxy.seen[0].split("\r\n")
    assert lines[0].startswith("CONNECT llm.example:443 HTTP/1.")
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0" in lines
    assert KEY not in proxy.seen[0]
    assert trial.answer is not None
    assert trial.answer.status == "unreachable"


def test_no_proxy_for_this_machine(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    with Answering(answer(502)) as proxy, Answering(answer(401)) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.site)
        provider.write(server.url)
        provider.tried()
        provider.write(f"https://localhost:{server.port}")
        provider.tried()

    assert (proxy.seen, server.seen[0].split()[1]) == ([], "/v1/models")
