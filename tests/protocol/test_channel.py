"""Findings through one channel: pulled where a client can be told to pull again, else pushed."""

from pathlib import Path
from typing import Any

import pytest

from protocol.raw_client import RawClient, at

PULLS: dict[str, Any] = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}
TEXT = '{"modle": "a/b"}'


def check(client: RawClient, uri: str, expected: list[str]) -> None:
    """What a pull says now."""
    reply = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})

    assert reply["result"]["kind"] == "full"
    assert [item["code"] for item in reply["result"]["items"]] == expected


@pytest.mark.parametrize(
    "capabilities",
    [
        {},
        {"textDocument": {"diagnostic": {}}},
        {"workspace": {"diagnostics": {"refreshSupport": True}}},
        {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {}}},
    ],
)
def test_a_client_that_cannot_pull_again_is_pushed(
    capabilities: dict[str, Any], tmp_path: Path
) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    with RawClient() as client:
        announced = client.initialize(capabilities=capabilities)["capabilities"]
        client.open(uri, TEXT, version=7)
        told = client.wait_for("textDocument/publishDiagnostics")
        pulled = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})

        assert (told["version"], [each["code"] for each in told["diagnostics"]]) == (
            7,
            ["unknown-key"],
        )
        assert "diagnosticProvider" not in announced
        assert pulled["error"]["code"] == -32601


def test_a_client_that_can_pulls_and_is_never_pushed(tmp_path: Path) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    with RawClient() as client:
        announced = client.initialize(capabilities=PULLS)["capabilities"]
        client.open(uri, TEXT)
        check(client, uri, ["unknown-key"])
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        check(client, uri, [])
        client.request("shutdown")

        assert announced["diagnosticProvider"]["interFileDependencies"]
        assert [each["method"] for each in client.seen if "method" in each] == []


def test_a_failed_run_appears_without_an_edit(tmp_path: Path) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    with RawClient(
        answers={"window/showMessageRequest": lambda _: {"title": "Run once"}}
    ) as client:
        window: dict[str, Any] = {"showMessage": {}}
        trusted = {"trusted": True}
        client.initialize(capabilities={**PULLS, "window": window}, initializationOptions=trusted)
        client.open(
            uri, '{"provider": {"a": {"options": {"apiKeyCommand": ["sh", "-c", "exit 3"]}}}}'
        )
        check(client, uri, ["command-ignored-by-opencode"])
        params = {
            "command": "opencode-ls.runApiKeyCommand",
            "arguments": [{"uri": uri, "provider": "a"}],
        }
        client.request("workspace/executeCommand", params)
        client.wait_for("workspace/diagnostic/refresh")

        check(client, uri, ["command-ignored-by-opencode", "key-command-failed"])


def test_settings_are_asked_for_and_change_findings(tmp_path: Path) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    settings: dict[str, Any] = {"rules": {"unknown-key": "off"}}
    answers = {"workspace/configuration": lambda _: [settings]}
    workspace = {**PULLS["workspace"], "configuration": True}
    with RawClient(answers=answers) as client:
        client.initialize(capabilities={**PULLS, "workspace": workspace})
        client.open(uri, TEXT)
        client.wait_for("workspace/configuration")
        check(client, uri, [])
        settings["rules"] = {"unknown-key": 5}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        client.wait_for("workspace/configuration")
        said = client.wait_for("window/logMessage")
        check(client, uri, ["unknown-key"])

        assert "`rules.unknown-key` must be one of" in said["message"]


def test_settings_may_come_with_the_notification(tmp_path: Path) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    with RawClient() as client:
        client.initialize(capabilities=PULLS)
        client.open(uri, TEXT)
        settings = {"opencode-ls": {"rules": {"unknown-key": "off"}}}
        client.notify("workspace/didChangeConfiguration", {"settings": settings})

        check(client, uri, [])


def test_a_changed_layer_on_disk_is_read_again(tmp_path: Path) -> None:
    uri = (tmp_path / "opencode.json").as_uri()
    key = tmp_path / "key"
    with RawClient() as client:
        folders = [{"uri": tmp_path.as_uri(), "name": "work"}]
        client.initialize(capabilities=PULLS, workspaceFolders=folders)
        client.open(uri, '{"username": "{file:key}"}')
        check(client, uri, ["missing-file"])
        key.write_text("x")
        changes = [{"uri": key.as_uri(), "type": 1}]
        client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
        client.wait_for("workspace/diagnostic/refresh")

        check(client, uri, [])


def test_a_finding_tells_what_its_fixes_would_change_if_it_has_any(tmp_path: Path) -> None:
    path = tmp_path / "opencode.json"
    text = '{\n"modle": "a/b", "zzz": 5}'
    with RawClient() as client:
        client.initialize(capabilities=PULLS)
        client.open(path.as_uri(), text)
        asked = {"textDocument": {"uri": path.as_uri()}}
        items = client.request("textDocument/diagnostic", asked)["result"]["items"]
        pages = [item.pop("codeDescription")["href"].rpartition("/")[2] for item in items]
        edit = {"range": {"start": at(1, 0), "end": at(1, 7)}, "newText": '"model"'}
        fix = {"title": "Rename to `model`", "safe": True, "edits": [edit]}
        unknown = {"severity": 2, "code": "unknown-key", "source": "opencode"}

        assert pages == ["unknown-key.md"] * 2
        assert items == [
            {
                "range": {"start": at(1, 0), "end": at(1, 7)},
                "message": "opencode ignores `modle`: did you mean `model`?",
                **unknown,
                "data": {"fixes": [fix]},
            },
            {
                "range": {"start": at(1, 16), "end": at(1, 21)},
                "message": "opencode ignores `zzz`: it knows no such key here",
                **unknown,
            },
        ]
