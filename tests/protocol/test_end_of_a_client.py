"""Whatever way a client ends, the command that it had run ends with it, and so does the server."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opencode_ls.door.message import Json
from protocol.raw_client import RawClient
from resolver.lifeline import Lifeline

STAYS = 'exec 3>"$0"; trap "" HUP INT TERM; echo runs >&3; sleep 600 & sleep 600; wait'

IS_READ = f"head -c 300000 /dev/zero >&2; {STAYS}"
"""It goes on once the server reads what it writes: its start is over by then."""

ASKED: Json = {"window": {"showMessage": {"messageActionItem": {}}}}

Editor = subprocess.Popen[bytes]


@pytest.fixture
def lifeline(tmp_path: Path) -> Iterator[Lifeline]:
    found = Lifeline(tmp_path)
    yield found
    found.close()


def check(
    lifeline: Lifeline,
    end: Callable[[RawClient, Editor], object],
    expected: int,
    script: str = STAYS,
) -> None:
    """Run a command that stays, end the client in some way, and see what is left.

    The editor is a process of its own: the server watches it, and does not hang from it.
    """
    path = lifeline.path.with_name("opencode.json")
    command = {"apiKeyCommand": ["sh", "-c", script, str(lifeline.path)]}
    text = json.dumps({"provider": {"a": {"options": command}}})
    path.write_text(text, encoding="utf-8")
    with (
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as editor,
        RawClient(answers={"window/showMessageRequest": run_once}) as client,
    ):
        client.initialize(
            processId=editor.pid,
            capabilities=ASKED,
            rootUri=path.parent.as_uri(),
            initializationOptions={"trusted": True},
        )
        client.open(path.as_uri(), text)
        argument = {"uri": path.as_uri(), "provider": "a"}
        run = {"command": "opencode-ls.runApiKeyCommand", "arguments": [argument]}
        client.ask("workspace/executeCommand", run)
        assert lifeline.line() == "runs"

        end(client, editor)

        assert client.exit_code() == expected
        assert lifeline.ended()
        editor.kill()


def run_once(_params: Json) -> Json:
    return {"title": "Run once"}


def test_the_editor_dies(lifeline: Lifeline) -> None:
    def end(_client: RawClient, editor: Editor) -> None:
        editor.kill()
        editor.wait()

    check(lifeline, end, 1)


def test_the_editor_closes_our_input(lifeline: Lifeline) -> None:
    check(lifeline, lambda client, _: client.close_input(), 1)


def test_the_editor_says_exit(lifeline: Lifeline) -> None:
    check(lifeline, lambda client, _: client.notify("exit"), 1)


def test_the_editor_shuts_us_down(lifeline: Lifeline) -> None:
    def end(client: RawClient, _editor: Editor) -> None:
        client.request("shutdown")
        client.notify("exit")

    check(lifeline, end, 0)


def test_the_editor_kills_us(lifeline: Lifeline) -> None:
    check(lifeline, lambda client, _: client.process.kill(), -9, IS_READ)
