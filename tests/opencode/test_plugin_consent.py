"""Which commands the released opencode gets no key from, since nobody has allowed them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from opencode.endpoint import Endpoint
from opencode.plugged import Plugged
from opencode_ls.analysis.build import Settings
from opencode_ls.analysis.key_source import effective_analysis
from opencode_ls.analysis.layers import CONTENT
from opencode_ls.command_run import request_for
from opencode_ls.host import RealWorld
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.store import Store, default_path

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

NOBODY = (
    "opencode-ls: `my-auth-cli` did not run: there is nobody to ask. Run `opencode-ls key llm` in "
    "a terminal in the same folder, and answer `always`."
)
CHANGED = (
    "opencode-ls: `my-auth-cli` did not run: opencode has read another command of `llm`, or "
    "another place to send its key, than the files say now."
)


def check(folder: Path, prepare: Callable[[Plugged], None], told: str) -> None:
    """`opencode run` says so, or is answered; a command runs and a key is sent only then."""
    with Endpoint() as endpoint:
        plugged = Plugged(folder, endpoint)
        plugged.own()
        prepare(plugged)
        ran = plugged.run("run", "say pong")
    well = int(told == "pong")

    assert told in ran.text
    assert (ran.code, len(endpoint.seen), plugged.runs) == (1 - well, well, well)
    assert plugged.places_of_the_key() == []


def allow(plugged: Plugged) -> None:
    """What the answer "always" to `opencode-ls key llm` does."""
    world = RealWorld(env=plugged.env, cwd=str(plugged.project))
    analysis = effective_analysis(world, world.cwd, "llm", Settings())
    request = request_for("llm", lambda: analysis)
    assert not isinstance(request, Failure)
    assert Store(default_path(plugged.env)).allow(request)


def test_a_projects_command(tmp_path: Path) -> None:
    check(tmp_path, lambda plugged: plugged.theirs(apiKeyCommand=plugged.argv), NOBODY)


def test_an_address_that_a_project_sets_for_a_provider_of_the_user(tmp_path: Path) -> None:
    check(tmp_path, lambda plugged: plugged.theirs(baseURL=plugged.endpoint.url), NOBODY)


def test_an_address_that_was_allowed(tmp_path: Path) -> None:
    def prepare(plugged: Plugged) -> None:
        plugged.theirs(baseURL=plugged.endpoint.url)
        allow(plugged)

    check(tmp_path, prepare, "pong")


def test_another_address_than_the_one_that_was_allowed(tmp_path: Path) -> None:
    def prepare(plugged: Plugged) -> None:
        plugged.theirs(baseURL="https://other.example")
        allow(plugged)
        plugged.theirs(baseURL=plugged.endpoint.url)

    check(tmp_path, prepare, NOBODY)


def test_an_address_that_only_opencode_has_read(tmp_path: Path) -> None:
    def prepare(plugged: Plugged) -> None:
        other = {
            "llm": {"options": {"baseURL": plugged.endpoint.url.replace("127.0.0.1", "[::1]")}}
        }
        plugged.env[CONTENT] = json.dumps({"provider": other})

    check(tmp_path, prepare, CHANGED)


def test_an_installation_that_is_gone(tmp_path: Path) -> None:
    told = "could not be started in"

    check(tmp_path, lambda plugged: plugged.break_installation(), told)
