"""Nobody is asked: a command runs with a consent that covers it as it is when it runs, or not."""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from opencode_ls.analysis.build import Settings
from opencode_ls.analysis.key_source import effective_analysis
from opencode_ls.command_run import request_for
from opencode_ls.host import RealWorld
from opencode_ls.resolver import Failure, KeyCommandError
from opencode_ls.resolver.store import Store, default_path
from opencode_ls.sdk import openai_client_options, provider_options
from support.gateway import Gateway
from support.needed import needed

KEY = "sk-canary-0123456789"
PRINT = [sys.executable, "-c", f"print('{KEY}')"]
IN_TERMINAL = "Run `opencode-ls key` for it in a terminal there and answer “always”"


def write(path: Path, argv: list[str], **options: str) -> None:
    entry = {"options": {"apiKeyCommand": argv, **options}}
    path.write_text(json.dumps({"provider": {"llm": entry}}))


def allow(folder: Path) -> None:
    """What “always” does, for the command as it is now."""
    look = partial(effective_analysis, RealWorld(), str(folder), "llm", Settings())
    request = request_for("llm", look)
    assert not isinstance(request, Failure)
    assert Store(default_path(os.environ)).allow(request)


def check(kind: str, message: str, make: Callable[[], object]) -> str:
    """It is refused so; returns what the failure says to do."""
    with pytest.raises(KeyCommandError) as caught:
        make()

    assert (caught.value.failure.kind, caught.value.failure.message) == (kind, message)
    return caught.value.failure.hint


NOT_ALLOWED = (
    f"`{sys.executable}` did not run: a project's file has a part in it, and nobody allowed it"
)
CHANGED = (
    f"`{sys.executable}` did not run: its configuration is not what it was when the client was made"
)


def test_the_users_own_command_needs_no_consent(own: Path) -> None:
    write(own, PRINT)

    assert provider_options("llm")["apiKey"]() == KEY


def test_a_projects_command_needs_one(project: Path) -> None:
    write(project / "opencode.json", PRINT)
    hint = check("not-allowed", NOT_ALLOWED, lambda: provider_options("llm"))

    assert hint.startswith(IN_TERMINAL)
    assert "allow_project_commands=True" in hint


def test_so_does_the_users_own_if_a_project_sends_its_key_elsewhere(
    own: Path, project: Path
) -> None:
    write(own, PRINT)
    elsewhere = {"options": {"baseURL": "https://elsewhere.example"}}
    (project / "opencode.json").write_text(json.dumps({"provider": {"llm": elsewhere}}))

    check("not-allowed", NOT_ALLOWED, lambda: provider_options("llm"))


def test_a_stored_consent_allows_it(project: Path) -> None:
    write(project / "opencode.json", PRINT)
    allow(project)

    assert provider_options("llm")["apiKey"]() == KEY
    assert provider_options("llm", folder=project)["apiKey"]() == KEY


def test_the_program_may_allow_it(project: Path) -> None:
    write(project / "opencode.json", PRINT)

    assert provider_options("llm", allow_project_commands=True)["apiKey"]() == KEY


def test_a_program_of_the_project_cannot_be_allowed_for_good(project: Path) -> None:
    script = project / "print-key"
    script.write_text("#!/bin/sh\necho key\n")
    script.chmod(0o755)
    write(project / "opencode.json", ["./print-key"])
    with pytest.raises(KeyCommandError) as caught:
        provider_options("llm")

    assert caught.value.failure.hint == (
        "It runs a file of the project, which cannot be allowed for good: "
        "pass `allow_project_commands=True` if you trust the project."
    )


def test_nothing_runs_before_the_sdk_asks(own: Path, gateway: Gateway) -> None:
    write(own, gateway.argv, baseURL=gateway.url)
    with needed("openai").OpenAI(**openai_client_options("llm")) as client:
        assert gateway.runs == 0

        client.models.list()

    assert gateway.runs == 1


def another_argument(project: Path) -> None:
    write(project / "opencode.json", [*PRINT, "more"])


def another_address(project: Path) -> None:
    write(project / "opencode.json", PRINT, baseURL="https://elsewhere.example")


def another_file(project: Path) -> None:
    (project / ".opencode").mkdir()
    write(project / ".opencode" / "opencode.json", PRINT)


@pytest.mark.parametrize("change", [another_argument, another_address, another_file])
@pytest.mark.parametrize("allowed", [True, False])
def test_what_changed_since_the_client_was_made_does_not_run(
    change: Callable[[Path], None], *, allowed: bool, project: Path
) -> None:
    write(project / "opencode.json", PRINT)
    if not allowed:
        allow(project)
    key = provider_options("llm", allow_project_commands=allowed)["apiKey"]
    change(project)

    hint = check("changed", CHANGED, key)
    assert hint == "Make the client again: that reads the files anew."


def test_a_script_that_changed_does_not_run(project: Path) -> None:
    script = project / "print-key.py"
    script.write_text("print('first')")
    write(project / "opencode.json", [sys.executable, script.name])
    key = provider_options("llm", allow_project_commands=True, lifetime=0)["apiKey"]
    assert key() == "first"
    script.write_text("print('second')")

    check("changed", CHANGED, key)


def test_a_variable_that_changed_does_not_run(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "llm.example")
    write(own, PRINT, baseURL="https://{env:HOST}/v1")
    key = provider_options("llm")["apiKey"]
    monkeypatch.setenv("HOST", "elsewhere.example")

    check("changed", CHANGED, key)


def test_a_consent_that_was_taken_back_counts(project: Path) -> None:
    write(project / "opencode.json", PRINT)
    allow(project)
    key = provider_options("llm", lifetime=0)["apiKey"]
    store = Store(default_path(os.environ))
    assert store.remove(store.consents()[0])

    check("not-allowed", NOT_ALLOWED, key)


def test_a_change_elsewhere_in_the_file_does_not_matter(project: Path) -> None:
    write(project / "opencode.json", PRINT)
    key = provider_options("llm", allow_project_commands=True)["apiKey"]
    (project / "opencode.json").write_text((project / "opencode.json").read_text() + "\n\n// more")

    assert key() == KEY


def test_a_program_that_is_not_there_is_told_at_once(own: Path) -> None:
    write(own, ["no-such-program-here"])
    with pytest.raises(KeyCommandError) as caught:
        provider_options("llm")

    assert caught.value.failure.kind == "not-found"
