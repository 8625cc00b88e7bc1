"""Adding a provider's models from an editor: to the text that was asked about, or to none."""

import json
import sys
from pathlib import Path
from threading import Event
from typing import Any

from opencode_ls.door.message import Json
from protocol.raw_client import PATIENCE, RawClient, at
from support.answering import Answering, answer

KEY = "sk-canary-1234567890"
PROGRAM = "print('sk-canary', '1234567890', sep='-')"
CAPABILITIES = {"window": {"showMessage": {}}, "workspace": {"applyEdit": True}}
ONCE = {"window/showMessageRequest": lambda _: {"title": "Run once"}}
APPLIED = {"workspace/applyEdit": lambda _: {"applied": True}}
MODELS = answer(200, json.dumps({"data": [{"id": "m"}, {"id": KEY}, {"id": 'n"'}]}).encode())


class Session:
    """A document with a provider `a`, in an editor."""

    def __init__(
        self, client: RawClient, folder: Path, url: str, capabilities: Json = CAPABILITIES
    ) -> None:
        self.client = client
        self.uri = (folder / "opencode.json").as_uri()
        options = {"apiKeyCommand": [sys.executable, "-c", PROGRAM], "baseURL": url}
        entry = {"name": "😀", "options": options, "models": {"x": {}}}
        self.text = json.dumps({"provider": {"a": entry}}, ensure_ascii=False)
        trusted = {"trusted": True}
        client.initialize(capabilities=capabilities, initializationOptions=trusted)
        client.open(self.uri, self.text)

    def ask(self) -> int:
        arguments = [{"uri": self.uri, "provider": "a"}]
        command = {"command": "opencode-ls.addModels", "arguments": arguments}
        return self.client.ask("workspace/executeCommand", command)

    def change(self) -> None:
        name = {"uri": self.uri, "version": 2}
        params = {"textDocument": name, "contentChanges": [{"text": self.text + "\n"}]}
        self.client.notify("textDocument/didChange", params)


def check(
    session: Session, name: int, expected: tuple[bool, str | None, int | None]
) -> dict[str, Any]:
    """Whether it went well, else the failure, and how many were added; what was told."""
    result: dict[str, Any] = session.client.answer_to(name)["result"]

    assert (result["ok"], result.get("kind"), result.get("added")) == expected
    assert session.client.wait_for("window/showMessage")["message"] == result["message"]
    assert KEY.encode() not in session.client.output + session.client.errors
    return result


def test_those_that_are_new_are_added(tmp_path: Path) -> None:
    with Answering(MODELS) as server, RawClient(answers=ONCE | APPLIED) as client:
        session = Session(client, tmp_path, server.url)
        result = check(session, session.ask(), (True, None, 2))

        assert result["message"] == "2 models added"
        place = at(0, len(session.text[: -len("}}}}")].encode("utf-16-le")) // 2)
        edit = {"range": {"start": place, "end": place}, "newText": r', "m": {}, "n\"": {}'}
        params = client.wait_for("workspace/applyEdit")
        assert params == {"label": "Add models", "edit": {"changes": {session.uri: [edit]}}}
        question = client.wait_for("window/showMessageRequest")["message"]
        assert f"Tries the key at: {server.url}/models\n" in question


def test_to_a_text_that_changed_meanwhile_nothing_is_added(tmp_path: Path) -> None:
    asked, changed = Event(), Event()
    with Answering(MODELS) as server, RawClient(answers=ONCE | APPLIED) as client:

        def wait() -> None:
            asked.set()
            changed.wait(PATIENCE)

        server.asked = wait
        session = Session(client, tmp_path, server.url)
        name = session.ask()
        assert asked.wait(PATIENCE)
        session.change()
        client.request("textDocument/documentSymbol", {"textDocument": {"uri": session.uri}})
        changed.set()
        result = check(session, name, (False, "changed", 0))

        assert result["message"] == "the text changed meanwhile: no model was added. Run it again"
        assert b"workspace/applyEdit" not in client.output


def test_an_editor_that_refuses_the_edit(tmp_path: Path) -> None:
    refused = {"workspace/applyEdit": lambda _: {"applied": False}}
    with Answering(MODELS) as server, RawClient(answers=ONCE | refused) as client:
        session = Session(client, tmp_path, server.url)
        check(session, session.ask(), (False, "not-applied", 0))


def test_no_model_is_new(tmp_path: Path) -> None:
    body = answer(200, b'{"data": [{"id": "x"}]}')
    with Answering(body) as server, RawClient(answers=ONCE | APPLIED) as client:
        session = Session(client, tmp_path, server.url)
        check(session, session.ask(), (True, None, 0))

        assert b"workspace/applyEdit" not in client.output


def test_an_answer_that_is_no_list(tmp_path: Path) -> None:
    with Answering(answer(200, KEY.encode())) as server, RawClient(answers=ONCE) as client:
        session = Session(client, tmp_path, server.url)
        check(session, session.ask(), (False, "no-models", None))


def test_who_says_no_sends_nothing(tmp_path: Path) -> None:
    with Answering(MODELS) as server, RawClient() as client:
        session = Session(client, tmp_path, server.url)
        check(session, session.ask(), (False, "not-allowed", None))

    assert server.seen == []


def test_an_editor_that_takes_no_edits_is_asked_nothing(tmp_path: Path) -> None:
    with Answering(MODELS) as server, RawClient(answers=ONCE) as client:
        session = Session(client, tmp_path, server.url, {"window": {"showMessage": {}}})
        check(session, session.ask(), (False, "not-allowed", None))

    assert server.seen == []
