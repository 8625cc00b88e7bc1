"""A secret leaves no trace: not in a byte that the server or `check` writes, not on disk."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from protocol.raw_client import RawClient, at
from support.everything import everything, keyed

CANARY = "sk-canary-4f9Kq2"
PLACEHOLDERS = ["{env:CANARY}", "{file:secret}", "a {env:CANARY} {file:./secret} b"]
# The variable must not reach the environment of the tests themselves, which other tests print.
ENV = {"CANARY": CANARY}
PROGRAMS = [
    ["sh", "-c", 'echo "$CANARY"; echo "$CANARY" >&2'],
    ["sh", "-c", 'echo "$1"; echo "$1" >&2', "sh", "{env:CANARY}"],
    ["sh", "-c", 'echo "$1"; echo "not found: $1" >&2', "sh", "{file:secret}"],
]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project with a secret in a file beside the configuration, and a home of its own."""
    (tmp_path / "home").mkdir()
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    (project / "secret").write_text(CANARY)
    return project


def check(place: Path, *printed: bytes | bytearray) -> None:
    """The secret is in nothing that was printed, and in no file but those that the test wrote."""
    written = [
        path
        for path in place.parent.rglob("*")
        if path.is_file() and path != place / "secret" and CANARY.encode() in path.read_bytes()
    ]

    assert [text for text in printed if CANARY.encode() in text] == []
    assert written == []


def texts(placeholder: str) -> list[str]:
    """Configurations with the placeholder in every string and every key that the schema knows."""
    filled = [everything(placeholder, choice) for choice in range(3)]
    return [json.dumps(value, indent=1) for value in (*filled, keyed(placeholder))]


def environment(place: Path) -> dict[str, str]:
    return {**os.environ, **ENV, "HOME": str(place.parent / "home")}


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_check(place: Path, placeholder: str, form: str) -> None:
    for text in texts(placeholder):
        (place / "opencode.json").write_text(text)
        done = subprocess.run(
            [sys.executable, "-m", "opencode_ls", "check", "--format", form, "opencode.json"],
            cwd=place,
            env=environment(place),
            capture_output=True,
            check=False,
        )

        assert done.stdout
        check(place, done.stdout, done.stderr)


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_server(place: Path, placeholder: str) -> None:
    with RawClient(env=environment(place)) as client:
        client.initialize(initializationOptions={"trusted": True}, rootUri=place.as_uri())
        for number, text in enumerate(texts(placeholder)):
            uri = (place / f"{number}" / "opencode.json").as_uri()
            client.open(uri, text)
            ask_everything(client, uri, text)
        client.request("shutdown")

        check(place, client.output, client.errors)


def ask_everything(client: RawClient, uri: str, text: str) -> None:
    """Ask all that an editor could, at each placeholder and for the whole file."""
    document = {"textDocument": {"uri": uri}}
    lines = text.split("\n")
    whole = {"start": at(0, 0), "end": at(len(lines), 0)}
    client.request("textDocument/documentSymbol", document)
    client.request(
        "textDocument/codeAction", {**document, "range": whole, "context": {"diagnostics": []}}
    )
    for number, line in enumerate(lines):
        for match in re.finditer(r"\{(?:env|file):", line):
            here = {**document, "position": at(number, match.end())}
            client.request("textDocument/hover", here)
            # The lists of names are long and all alike; tests/features asks for each of them.
            if number % 9 == 0:
                client.request("textDocument/completion", here)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("ending", ["", "; exit 3", "; echo two lines"])
def test_run(place: Path, program: list[str], ending: str) -> None:
    path = place / "opencode.json"
    argv = [*program[:2], program[2] + ending, *program[3:]]
    options = {"apiKeyCommand": argv, "baseURL": "https://llm.example/{env:CANARY}"}
    path.write_text(json.dumps({"provider": {"gateway": {"options": options}}}))
    answers = {"window/showMessageRequest": lambda params: params["actions"][0]}
    with RawClient(answers=answers, env=environment(place)) as client:
        client.initialize(
            initializationOptions={"trusted": True},
            rootUri=place.as_uri(),
            capabilities={"window": {"showMessage": {}}},
        )
        client.open(path.as_uri(), path.read_text())
        arguments = [{"uri": path.as_uri(), "provider": "gateway"}]
        command = {"command": "opencode-ls.runApiKeyCommand", "arguments": arguments}
        result = client.request("workspace/executeCommand", command)["result"]
        ask_everything(client, path.as_uri(), path.read_text())
        client.request("shutdown")

        assert result["ok"] is (ending == "")
        check(place, client.output, client.errors)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_check_run(place: Path, form: str) -> None:
    path = place / "opencode.json"
    scripts = [
        [*program[:2], program[2] + ending, *program[3:]]
        for program in PROGRAMS
        for ending in ("", "; exit 3")
    ]
    providers = {f"p{at}": {"options": {"apiKeyCommand": argv}} for at, argv in enumerate(scripts)}
    path.write_text(json.dumps({"provider": providers}))
    arguments = ["check", "--run", "--yes", "--format", form, "opencode.json"]
    done = subprocess.run(
        [sys.executable, "-m", "opencode_ls", *arguments],
        cwd=place,
        env=environment(place),
        capture_output=True,
        check=False,
    )

    assert done.stdout
    check(place, done.stdout, done.stderr)
