"""What an editor hears of the other files that apply: where they stand, and when they change."""

from pathlib import Path
from typing import Any

from opencode_ls.door.message import Json
from protocol.raw_client import RawClient, at

PULLS: dict[str, Any] = {
    "textDocument": {"diagnostic": {}, "publishDiagnostics": {"relatedInformation": True}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}


def check(client: RawClient, uri: str, expected: dict[str, list[Json]]) -> None:
    """By its code, where each finding that a pull gives leads to."""
    reply = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    items = reply["result"]["items"]
    found = {item["code"]: item.get("relatedInformation", []) for item in items}

    assert {code: [each["location"] for each in told] for code, told in found.items()} == expected


def test_a_finding_leads_to_the_value_in_the_other_file(tmp_path: Path) -> None:
    folder = tmp_path / "é x"
    path, other = folder / "opencode.json", folder / ".opencode" / "opencode.json"
    other.parent.mkdir(parents=True)
    text = '{"username": "a"}'
    path.write_text(text, encoding="utf-8")
    other.write_text('\r\n{"model": "😀", "username": "b"}', encoding="utf-8")
    with RawClient() as client:
        folders = [{"uri": tmp_path.as_uri(), "name": "work"}]
        client.initialize(capabilities=PULLS, workspaceFolders=folders)
        client.open(path.as_uri(), text)
        area = {"start": at(1, 28), "end": at(1, 31)}

        check(client, path.as_uri(), {"overridden-value": [{"uri": other.as_uri(), "range": area}]})


CANARY = "canary-4f9Kq2"


def effective(client: RawClient, *arguments: Json) -> dict[str, Any]:
    params = {"command": "opencode-ls.effectiveConfig", "arguments": arguments}
    return client.request("workspace/executeCommand", params)


def test_the_effective_configuration(tmp_path: Path) -> None:
    path, other = tmp_path / "opencode.json", tmp_path / "opencode.jsonc"
    path.write_text("{}")
    other.write_text(
        '{\n"share": "😀", "username": "{env:CANARY}", "model": "a/b"}', encoding="utf-8"
    )
    content = '{"model": "c/d", "provider": {"x": {"options": {"apiKey": "sk-canary"}}}}'
    env = {"CANARY": CANARY, "OPENCODE_CONFIG_CONTENT": content}
    with RawClient(env=env) as client:
        folders = [{"uri": tmp_path.as_uri(), "name": "work"}]
        client.initialize(workspaceFolders=folders)
        client.open(path.as_uri(), '{"share": "auto", "logLevel": "INFO"}')
        result = effective(client, {"uri": path.as_uri()})["result"]
        keys = ("path", "value", "masked", "placeholder", "file", "line", "character")

        assert result.pop("version") == 1
        assert [tuple(value[key] for key in keys) for value in result.pop("values")] == [
            (["share"], "😀", False, False, str(other), 1, 9),
            (["logLevel"], "INFO", False, False, str(path), 0, 30),
            (["username"], "{env:CANARY}", False, True, str(other), 1, 27),
            (["model"], "c/d", False, False, "OPENCODE_CONFIG_CONTENT", 0, 10),
            (
                ["provider", "x", "options", "apiKey"],
                *("…", True, False, "OPENCODE_CONFIG_CONTENT", 0, 58),
            ),
        ]
        assert result == {}
        assert CANARY.encode() not in client.output
        assert b"sk-canary" not in client.output


def test_the_effective_configuration_of_nothing() -> None:
    wrong: list[tuple[Json, ...]] = [(), ({},), ({"uri": 1},), ("x",), ({"uri": "a:b"},)]
    with RawClient() as client:
        client.initialize()
        for arguments in (*wrong, ({"uri": "file:///none/opencode.json"},)):
            error = effective(client, *arguments)["error"]

            assert error["code"] == -32602
            assert "uri" in error["message"]


WATCHES: dict[str, Any] = {"dynamicRegistration": True, "relativePatternSupport": True}


def watching(tmp_path: Path, **abilities: bool) -> dict[str, Any]:
    """The arguments of `initialize`."""
    workspace = {**PULLS["workspace"], "didChangeWatchedFiles": {**WATCHES, **abilities}}
    folders = [{"uri": tmp_path.as_uri(), "name": "work"}]
    return {"capabilities": {**PULLS, "workspace": workspace}, "workspaceFolders": folders}


def test_a_change_of_another_layer_on_disk_changes_the_findings(tmp_path: Path) -> None:
    path, other = tmp_path / "opencode.json", tmp_path / ".opencode" / "opencode.json"
    other.parent.mkdir()
    text = '{"username": "a"}'
    path.write_text(text)
    with RawClient() as client:
        arguments = watching(tmp_path)
        client.initialize(**arguments)
        client.open(path.as_uri(), text)
        check(client, path.as_uri(), {})
        for written, kind, start in (('{"username": "b"}', 1, 13), ('{\t"username": "c"}', 2, 14)):
            other.write_text(written)
            changes = {"changes": [{"uri": other.as_uri(), "type": kind}]}
            client.notify("workspace/didChangeWatchedFiles", changes)
            client.wait_for("workspace/diagnostic/refresh")
            area = {"start": at(0, start), "end": at(0, start + 3)}
            there = {"uri": other.as_uri(), "range": area}
            check(client, path.as_uri(), {"overridden-value": [there]})
        other.unlink()
        changes = {"changes": [{"uri": other.as_uri(), "type": 3}]}
        client.notify("workspace/didChangeWatchedFiles", changes)
        client.wait_for("workspace/diagnostic/refresh")
        check(client, path.as_uri(), {})


def patterns(client: RawClient) -> list[Json]:
    """What the next registration is for."""
    (registration,) = client.wait_for("client/registerCapability")["registrations"]
    assert registration["method"] == "workspace/didChangeWatchedFiles"
    return [each["globPattern"] for each in registration["registerOptions"]["watchers"]]


def test_what_is_watched_follows_the_open_documents(tmp_path: Path) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    work.mkdir()
    (work / ".git").mkdir()
    env = {"HOME": str(home), "XDG_CONFIG_HOME": "", "OPENCODE_CONFIG": str(home / "mine.json")}
    with RawClient(env=env) as client:
        arguments = watching(work)
        client.initialize(**arguments, initializationOptions={"trusted": True})
        named = patterns(client)
        assert named[:3] == ["**/opencode.json", "**/opencode.jsonc", "**/opencode/config.json"]
        client.open((work / "opencode.json").as_uri(), '{"username": "{file:~/name}"}')
        gone = client.wait_for("client/unregisterCapability")["unregisterations"]
        assert [each["method"] for each in gone] == ["workspace/didChangeWatchedFiles"]
        found = patterns(client)
        own = (home / ".config" / "opencode").as_uri()
        assert found[: len(named)] == named
        for base, pattern in (
            (own, "opencode.json"),
            (own, "config.json"),
            (home.as_uri(), "mine.json"),
            (home.as_uri(), "name"),
        ):
            assert {"baseUri": base, "pattern": pattern} in found
        params = {"textDocument": {"uri": (work / "opencode.json").as_uri()}}
        client.notify("textDocument/didClose", params)
        assert patterns(client) == named


def test_a_client_that_knows_no_folder_but_the_workspace_s(tmp_path: Path) -> None:
    with RawClient() as client:
        arguments = watching(tmp_path, relativePatternSupport=False)
        client.initialize(**arguments)
        named = patterns(client)
        text = '{"username": "{file:a/b} {file:~/name}"}'
        client.open((tmp_path / "x" / "opencode.json").as_uri(), text)

        assert patterns(client) == [*named, "x/a/b"]
