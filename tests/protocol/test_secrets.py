"""A key, and whatever a command writes, is in no byte that leaves the server, and on no disk."""

import json
from pathlib import Path

import pytest

from protocol.raw_client import RawClient, at

PRINTED, VARIABLE, FILED = (f"sk-test-not-a-key-{number}" for number in range(3))


def check(script: str, folder: Path) -> None:
    (folder / "printed").write_text(PRINTED)
    (folder / "secret").write_text(FILED)
    path = folder / "opencode.json"
    options = {
        "apiKeyCommand": ["sh", "-c", script, "{env:VARIABLE}", "{file:secret}"],
        "baseURL": "{env:VARIABLE}",
        "headers": {"x": "{file:secret}"},
    }
    text = json.dumps({"provider": {"a": {"options": options, "npm": "{env:VARIABLE}"}}}, indent=1)
    path.write_text(text)
    env = {"VARIABLE": VARIABLE, "HOME": str(folder), "XDG_STATE_HOME": str(folder / "state")}
    # "Always" where it is offered, else "once".
    answers = {"window/showMessageRequest": lambda params: params["actions"][-2]}
    with RawClient(env=env, answers=answers) as client:
        client.initialize(
            capabilities={"window": {"showMessage": {}, "workDoneProgress": True}},
            initializationOptions={"trusted": True},
        )
        ask_everything(client, path.as_uri(), text)
        client.request("shutdown")
        client.notify("exit")
        client.exit_code()
        written = [client.errors_at_end(), bytes(client.output)]

    assert b"window/showMessageRequest" in written[1]
    assert b"sk-test" not in b"".join(written)
    kept = [
        each
        for each in folder.rglob("*")
        if each.is_file() and each.name not in {"printed", "secret"}
    ]
    assert [each for each in kept if b"sk-test" in each.read_bytes()] == []


def ask_everything(client: RawClient, uri: str, text: str) -> None:
    document = {"textDocument": {"uri": uri}}
    client.open(uri, text)
    for _ in range(2):
        arguments = [{"uri": uri, "provider": "a"}]
        run = {"command": "opencode-ls.runApiKeyCommand", "arguments": arguments}
        client.request("workspace/executeCommand", run)
        for line, content in enumerate(text.split("\n")):
            for character in range(0, len(content), 3):
                place = {**document, "position": at(line, character)}
                client.request("textDocument/hover", place)
                client.request("textDocument/completion", place)
        area = {"start": at(0, 0), "end": at(99, 0)}
        params = {**document, "range": area, "context": {"diagnostics": []}}
        client.request("textDocument/codeAction", params)
        client.request("textDocument/inlayHint", {**document, "range": area})
        client.request("textDocument/codeLens", document)
        client.request("textDocument/documentSymbol", document)


@pytest.mark.parametrize(
    "script",
    [
        "cat printed",
        "cat printed; exit 3",
        "cat printed >&2; exit 3",
        'echo "$0" "$1" >&2; echo "$0"; echo "$1"',
        'echo "$0"',
        'cat printed "$1"',
    ],
    ids=["key", "key and failure", "complaint", "several lines", "variable", "complaint of a tool"],
)
def test_no_secret_leaves(script: str, tmp_path: Path) -> None:
    check(script, tmp_path)
