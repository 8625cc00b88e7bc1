"""Running every command of a file: each is asked about, and they are told together."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from opencode_ls.door.message import Json
from protocol.raw_client import RawClient

RUN = "Run once"
KEY = "sk-canary-1234567890"
GOOD, BAD = "print('sk-canary', '1234567890', sep='-')", "raise SystemExit(3)"
TOLD = "1 of 2 commands printed a key. "
UNTRUSTED = (
    "the command of `a` did not run: this workspace is not trusted. If you trust its files, let "
    "your editor send `initializationOptions.trusted = true`, then restart the server"
)


def check(
    folder: Path,
    programs: dict[str, str],
    answers: dict[str, str],
    expected: list[tuple[str, str | None]],
    *,
    trusted: bool = True,
) -> str:
    """Each provider that has a result, with its failure; what was told at the end."""

    def answer(params: Json) -> Json:
        provider = next(name for name in programs if f'provider "{name}"?' in str(params))
        return {"title": answers[provider]}

    with RawClient(answers={"window/showMessageRequest": answer}) as client:
        client.initialize(
            capabilities={"window": {"showMessage": {}}}, initializationOptions={"trusted": trusted}
        )
        uri = (folder / "opencode.json").as_uri()
        client.open(uri, text(programs))
        command = {"command": "opencode-ls.runAllApiKeyCommands", "arguments": [{"uri": uri}]}
        results = client.request("workspace/executeCommand", command)["result"]
        message: str = client.wait_for("window/showMessage")["message"]

    assert [(result["provider"], result.get("kind")) for result in results] == expected
    assert KEY.encode() not in client.output + client.errors
    return message


def text(programs: dict[str, str]) -> str:
    def entry(program: str) -> dict[str, Any]:
        return {"options": {"apiKeyCommand": [sys.executable, "-c", program]}}

    return json.dumps({"provider": {name: entry(each) for name, each in programs.items()}})


def test_each_is_asked_about(tmp_path: Path) -> None:
    told = check(
        tmp_path,
        {"a": GOOD, "b": BAD},
        {"a": RUN, "b": RUN},
        [("a", None), ("b", "exit")],
    )
    assert told.startswith(TOLD)


def test_a_no_is_for_one_of_them(tmp_path: Path) -> None:
    told = check(
        tmp_path,
        {"a": GOOD, "b": GOOD},
        {"a": "Cancel", "b": RUN},
        [("a", "not-allowed"), ("b", None)],
    )
    assert told.startswith(TOLD)


def test_one_alone_is_told_as_a_run_is(tmp_path: Path) -> None:
    told = check(tmp_path, {"a": GOOD}, {"a": RUN}, [("a", None)])
    assert told.startswith("The key of `a`: ")


def test_what_forbids_all_is_told_once(tmp_path: Path) -> None:
    told = check(tmp_path, {"a": GOOD, "b": GOOD}, {}, [("a", "not-allowed")], trusted=False)
    assert told == UNTRUSTED


@pytest.mark.parametrize("programs", [{}])
def test_where_there_is_none(programs: dict[str, str], tmp_path: Path) -> None:
    assert check(tmp_path, programs, {}, []) == "no `apiKeyCommand` of this file could run"
