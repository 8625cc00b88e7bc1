"""Creating a missing file by the protocol: for clients that create files, and it is seen then."""

from pathlib import Path
from typing import Any

from protocol.raw_client import RawClient, at

TEXT = '{"username": "{file:a/é k}"}'
LITERALS: Any = {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}


def check(workspace_edit: object, expected: list[str], folder: Path) -> None:
    """The titles of the actions that a client with these capabilities gets."""
    with RawClient() as client:
        assert [each["title"] for each in asked(client, workspace_edit, folder)] == expected


def asked(client: RawClient, workspace_edit: object, folder: Path) -> list[dict[str, Any]]:
    capabilities = {"workspace": {"workspaceEdit": workspace_edit}, "textDocument": LITERALS}
    folders = [{"uri": folder.as_uri(), "name": "work"}]
    uri = (folder / "opencode.json").as_uri()
    client.initialize(capabilities=capabilities, workspaceFolders=folders)
    client.open(uri, TEXT)
    params = {
        "textDocument": {"uri": uri},
        "range": {"start": at(0, 16), "end": at(0, 16)},
        "context": {"diagnostics": [], "only": ["quickfix"]},
    }
    found: list[dict[str, Any]] = client.request("textDocument/codeAction", params)["result"]
    return found


def test_a_client_that_does_not_create_files_is_not_offered_it(tmp_path: Path) -> None:
    check({}, [], tmp_path)
    check({"resourceOperations": ["rename", "delete"], "documentChanges": True}, [], tmp_path)


def test_the_finding_goes_when_the_file_has_come(tmp_path: Path) -> None:
    with RawClient() as client:
        (action,) = asked(client, {"resourceOperations": ["create"]}, tmp_path)
        before = client.wait_for("textDocument/publishDiagnostics")["diagnostics"]
        uri = f"{tmp_path.as_uri()}/a/%C3%A9%20k"

        assert [action["diagnostics"], [each["code"] for each in before]] == [
            before,
            ["missing-file"],
        ]
        assert (action["title"], action["kind"], action["edit"]) == (
            "Create the file `a/é k`",
            "quickfix",
            {
                "documentChanges": [
                    {"kind": "create", "uri": uri, "options": {"ignoreIfExists": True}}
                ]
            },
        )

        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "é k").touch()
        client.notify("workspace/didCreateFiles", {"files": [{"uri": uri}]})

        assert client.wait_for("textDocument/publishDiagnostics")["diagnostics"] == []
