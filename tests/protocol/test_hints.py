"""Code lenses and inlay hints as an editor gets them: when, where, and when no more."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.door.message import Json
from protocol.raw_client import RawClient, at

CAPABILITIES = {
    "window": {"showMessage": {}},
    "workspace": {
        "codeLens": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
    },
}
ONCE = {"window/showMessageRequest": lambda _: {"title": "Run once"}}
OPTIONS = {"apiKeyCommand": [sys.executable, "-c", "print('sk-canary', '1234567890', sep='-')"]}
TEXT = json.dumps(
    {"username": "😀{env:HINTED}", "provider": {"a": {"options": OPTIONS}}}, ensure_ascii=False
)
BOTH = ["▷ Run apiKeyCommand", "Try key"]


class Session:
    """One document in one editor."""

    def __init__(self, client: RawClient, folder: Path, *, arguments: Json = None) -> None:
        self.client = client
        self.uri = (folder / "opencode.json").as_uri()
        params = {"capabilities": CAPABILITIES, "initializationOptions": {"trusted": True}}
        result = client.initialize(**params | (arguments or {}))
        self.announced: dict[str, Any] = result["capabilities"]
        client.open(self.uri, TEXT)

    def lenses(self) -> list[dict[str, Any]]:
        params = {"textDocument": {"uri": self.uri}}
        found: list[dict[str, Any]] = self.client.request("textDocument/codeLens", params)["result"]
        return found

    def hints(self, start: int = 0, end: int = 999) -> list[dict[str, Any]]:
        area = {"start": at(0, start), "end": at(0, end)}
        params = {"textDocument": {"uri": self.uri}, "range": area}
        name = "textDocument/inlayHint"
        found: list[dict[str, Any]] = self.client.request(name, params)["result"]
        return found

    def run(self) -> None:
        arguments = [{"uri": self.uri, "provider": "a"}]
        command = {"command": "opencode-ls.runApiKeyCommand", "arguments": arguments}
        assert self.client.request("workspace/executeCommand", command)["result"]["ok"]


def check(session: Session, lenses: list[str], hints: list[str]) -> None:
    """The titles and the labels."""
    titles = [lens["command"]["title"] for lens in session.lenses()]
    assert (titles, [hint["label"] for hint in session.hints()]) == (lenses, hints)


def test_both_are_announced_and_given(tmp_path: Path) -> None:
    with RawClient(env={"HINTED": "sk-canary-0"}) as client:
        session = Session(client, tmp_path)
        check(session, BOTH, ["set"])

        announced = session.announced
        assert announced["codeLensProvider"] == {"resolveProvider": False}
        assert announced["inlayHintProvider"] == {"resolveProvider": False}
        start = len(TEXT[: TEXT.index('"apiKeyCommand"')].encode("utf-16-le")) // 2
        area = {"start": at(0, start), "end": at(0, start + len('"apiKeyCommand"'))}
        assert [lens["range"] for lens in session.lenses()] == [area, area]
        hinted = len(TEXT[: TEXT.index("}") + 1].encode("utf-16-le")) // 2
        expected = {"position": at(0, hinted), "label": "set", "paddingLeft": True}
        assert session.hints(hinted, hinted) == [expected]
        assert session.hints(hinted + 1) == []
        assert b"sk-canary" not in client.output


def test_a_run_is_told_after_a_refresh(tmp_path: Path) -> None:
    with RawClient(answers=ONCE) as client:
        session = Session(client, tmp_path)
        session.run()
        client.wait_for("workspace/codeLens/refresh")
        client.wait_for("workspace/inlayHint/refresh")

        [title, _] = [lens["command"]["title"] for lens in session.lenses()]
        assert title.startswith("▷ Run apiKeyCommand · last: ok ")


def test_settings_turn_them_off_at_once(tmp_path: Path) -> None:
    with RawClient() as client:
        session = Session(client, tmp_path)
        for settings, expected in (
            ({"codeLens": False}, ([], ["not set"])),
            ({"inlayHints": False}, (BOTH, [])),
            ({}, (BOTH, ["not set"])),
        ):
            changed = {"settings": {"opencode-ls": settings}}
            client.notify("workspace/didChangeConfiguration", changed)
            client.wait_for("workspace/codeLens/refresh")
            check(session, *expected)


@pytest.mark.parametrize("arguments", [{"initializationOptions": {}}, {"capabilities": {}}])
def test_no_lens_where_nothing_could_run(arguments: dict[str, Json], tmp_path: Path) -> None:
    with RawClient(env={"HINTED": "x"}) as client:
        session = Session(client, tmp_path, arguments=arguments)

        assert session.lenses() == []
        assert not any(message.get("method", "").endswith("refresh") for message in client.seen)


def test_an_unknown_document(tmp_path: Path) -> None:
    with RawClient() as client:
        session = Session(client, tmp_path)
        session.uri = "file:///nowhere/opencode.json"
        check(session, [], [])
