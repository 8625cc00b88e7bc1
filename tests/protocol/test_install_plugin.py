"""Installing the plugin for opencode from an editor: where it goes is shown, and it needs a yes."""

import sys
from pathlib import Path
from typing import Any

from opencode_ls.door.message import Json
from protocol.raw_client import Answer, RawClient, at

TEXT = '{"provider": {"a": {"options": {"apiKeyCommand": ["true"]}}}}'
ASKS: Json = {"window": {"showMessage": {}}}
LITERALS: Json = {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}
TITLE = "Install the plugin with which opencode runs `apiKeyCommand`"
INSTALL: Json = {"command": "opencode-ls.installPlugin"}


def check(
    folder: Path, answer: Answer, expected: str, *, capabilities: Json = ASKS, ok: bool = False
) -> None:
    """What is told, PATH for the file's, and whether it went well."""
    path = place(folder)
    with RawClient(
        answers={"window/showMessageRequest": answer}, env={"HOME": str(folder)}
    ) as client:
        client.initialize(capabilities=capabilities)
        result = client.request("workspace/executeCommand", INSTALL)["result"]
        told = client.wait_for("window/showMessage")

    message = expected.replace("PATH", str(path))
    assert result == {"ok": ok, "message": message, "path": str(path)}
    assert told == {"type": 3 if ok else 2, "message": message}


def place(folder: Path) -> Path:
    return folder / ".config" / "opencode" / "plugin" / "opencode-ls.js"


def yes(_params: Json) -> Json:
    return {"title": "Install"}


def test_a_yes_writes_it(tmp_path: Path) -> None:
    asked: list[Any] = []

    def answer(params: Json) -> Json:
        asked.append(params)
        return {"title": "Install"}

    told = "wrote PATH: opencode runs `apiKeyCommand` when it starts next"
    check(tmp_path, answer, told, ok=True)
    check(tmp_path, answer, "PATH is installed already", ok=True)

    assert sys.executable in place(tmp_path).read_text()
    assert [(each["message"], [one["title"] for one in each["actions"]]) for each in asked] == [
        (
            f"Write {place(tmp_path)}, which opencode runs when it starts?",
            ["Install", "Cancel"],
        )
    ]


def test_an_editor_that_shows_documents_shows_what_was_written(tmp_path: Path) -> None:
    capabilities = {"window": {"showMessage": {}, "showDocument": {"support": True}}}
    answers = {"window/showMessageRequest": yes, "window/showDocument": lambda _: {"success": True}}
    with RawClient(answers=answers, env={"HOME": str(tmp_path)}) as client:
        client.initialize(capabilities=capabilities)
        client.request("workspace/executeCommand", INSTALL)

        shown = {"uri": place(tmp_path).as_uri(), "takeFocus": False}
        assert client.wait_for("window/showDocument") == shown


def test_without_a_yes_nothing_is_written(tmp_path: Path) -> None:
    for answer in ({"title": "Cancel"}, None, "Install"):
        check(tmp_path, lambda _: answer, "nothing was written: you did not allow it")  # noqa: B023  (called in here)

    assert not place(tmp_path).exists()


def test_an_editor_that_cannot_ask(tmp_path: Path) -> None:
    hint = "run `opencode-ls plugin install` in a terminal"
    told = f"nothing was written: this editor cannot ask you; {hint}"
    check(tmp_path, yes, told, capabilities={})

    assert not place(tmp_path).exists()


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    path = place(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text("export const Other = 1")
    check(tmp_path, yes, "PATH: something else is there; move it away first")

    assert path.read_text() == "export const Other = 1"


def test_the_warning_offers_it_and_goes(tmp_path: Path) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    where = at(0, TEXT.index("apiKeyCommand"))
    params: Json = {
        "textDocument": {"uri": uri},
        "range": {"start": where, "end": where},
        "context": {"diagnostics": [], "only": ["quickfix"]},
    }
    with RawClient(
        answers={"window/showMessageRequest": yes}, env={"HOME": str(tmp_path)}
    ) as client:
        client.initialize(capabilities={"window": {"showMessage": {}}, "textDocument": LITERALS})
        client.open(uri, TEXT)
        before = client.wait_for("textDocument/publishDiagnostics")["diagnostics"]
        [action] = client.request("textDocument/codeAction", params)["result"]
        client.request("workspace/executeCommand", action["command"])
        after = client.wait_for("textDocument/publishDiagnostics")["diagnostics"]

    assert (action["title"], action["kind"], action["diagnostics"]) == (TITLE, "quickfix", before)
    assert [[each["code"] for each in found] for found in (before, after)] == [
        ["command-ignored-by-opencode"],
        [],
    ]
