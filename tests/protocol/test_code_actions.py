"""Code actions as an editor gets them: the edit at once or later, and never for another text."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.door.message import Json
from protocol.raw_client import RawClient, at

KEY = "sk-canary-1234567890"
TEXT = json.dumps({"provider": {"😀": {"options": {"apiKey": KEY}}}}, ensure_ascii=False)
LATE = {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}}
TITLE = "Move this key to `{env:API_KEY}` (set the variable to it first)"


def offered(
    client: RawClient,
    folder: Path,
    late: Json,
    *,
    text: str = TEXT,
    where: str = KEY,
    **context: Json,
) -> list[dict[str, Any]]:
    """What is offered at a word; `late` is what the editor announces besides literals."""
    uri = (folder / "opencode.json").as_uri()
    literal: dict[str, Json] = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
    action = literal | (late if isinstance(late, dict) else {})
    client.initialize(capabilities={"textDocument": {"codeAction": action}})
    client.open(uri, text)
    # An astral character is two units of UTF-16.
    place = at(0, text.index(where) + 1)
    params = {
        "textDocument": {"uri": uri},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": [], **context},
    }
    found: list[dict[str, Any]] = client.request("textDocument/codeAction", params)["result"]
    return found


def check(edit: dict[str, Any]) -> None:
    """Whether it is the edit of the key, which it does not hold."""
    [[change]] = edit["changes"].values()
    start = TEXT.index(f'"{KEY}"') + 1

    assert change == {
        "range": {"start": at(0, start), "end": at(0, start + len(KEY) + 2)},
        "newText": '"{env:API_KEY}"',
    }


def test_the_edit_comes_at_once(tmp_path: Path) -> None:
    with RawClient() as client:
        found = offered(client, tmp_path, None, only=["refactor"])

        assert {action["kind"] for action in found} == {"refactor.rewrite"}
        [action] = [action for action in found if action["title"] == TITLE]
        check(action["edit"])
        assert KEY.encode() not in client.output


def test_the_edit_comes_later(tmp_path: Path) -> None:
    with RawClient() as client:
        found = offered(client, tmp_path, LATE)
        [action] = [action for action in found if action["title"] == TITLE]

        assert "edit" not in action
        check(client.request("codeAction/resolve", action)["result"]["edit"])


def test_a_text_that_has_changed_gets_none(tmp_path: Path) -> None:
    with RawClient() as client:
        found = offered(client, tmp_path, LATE)
        [action] = [action for action in found if action["title"] == TITLE]
        name = {"uri": (tmp_path / "opencode.json").as_uri(), "version": 2}
        changes = [{"text": TEXT + "\n"}]
        client.notify("textDocument/didChange", {"textDocument": name, "contentChanges": changes})

        assert "edit" not in client.request("codeAction/resolve", action)["result"]


@pytest.mark.parametrize(("late", "reasons"), [({"disabledSupport": True}, 1), ({}, 0), (LATE, 0)])
def test_what_cannot_be_done_is_told_to_who_shows_it(
    late: Json, reasons: int, tmp_path: Path
) -> None:
    text = '{"provider": {"x": {"whitelist": []}}}'
    with RawClient() as client:
        found = offered(client, tmp_path, late, text=text, where="provider")

    title = "Convert the providers to the V2 shape, which opencode 1.18 does not read"
    expected = {
        "title": title,
        "kind": "refactor.rewrite",
        "disabled": {"reason": "opencode 2 ignores `x.whitelist`"},
    }
    assert [each for each in found if each["title"] == title] == [expected] * reasons


@pytest.mark.parametrize("data", [None, 5, [], ["file:///nowhere", 1, 0, 0, 0], {"a": 1}])
def test_another_action_comes_back_as_it_is(data: Json, tmp_path: Path) -> None:
    with RawClient() as client:
        offered(client, tmp_path, LATE)
        action = {"title": "x", **({} if data is None else {"data": data})}

        assert client.request("codeAction/resolve", action)["result"] == action


@pytest.mark.parametrize(
    ("name", "literals", "bare"),
    [("Neovim", True, False), ("Neovim", False, True), ("Visual Studio Code", True, True)],
)
def test_a_run_has_no_kind(name: str, literals: bool, bare: bool, tmp_path: Path) -> None:  # noqa: FBT001  (a row of the table)
    uri = (tmp_path / "opencode.json").as_uri()
    text = json.dumps({"provider": {"a": {"options": {"apiKeyCommand": [sys.executable]}}}})
    literal: dict[str, Json] = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
    action = literal if literals else {}
    with RawClient() as client:
        client.initialize(
            capabilities={"textDocument": {"codeAction": action}}, clientInfo={"name": name}
        )
        client.open(uri, text)
        area = {"start": at(0, text.index("apiKey")), "end": at(0, text.index("apiKey"))}
        params = {"textDocument": {"uri": uri}, "range": area, "context": {"diagnostics": []}}
        found = client.request("textDocument/codeAction", params)["result"]

    title, arguments = "Run apiKeyCommand for «a»", [{"uri": uri, "provider": "a"}]
    command = {"title": title, "command": "opencode-ls.runApiKeyCommand", "arguments": arguments}
    expected = command if bare else {"title": title, "command": command}
    assert [each for each in found if each["title"] == title] == [expected]
