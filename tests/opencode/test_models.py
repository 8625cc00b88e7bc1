"""The list of models that opencode reads is the one that we read, and of it the same models."""

import json
import subprocess
from pathlib import Path

import pytest

from opencode.oracle import PATIENCE, PROGRAM, environment, needed, prepare
from opencode_ls.host import RealWorld
from opencode_ls.schema.catalog import NOBODY

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

MODEL = {
    "name": "M",
    "release_date": "2026-01-01",
    "attachment": False,
    "reasoning": False,
    "temperature": True,
    "tool_call": True,
    "limit": {"context": 1000, "output": 10},
}


def check(folder: Path, env: dict[str, str], *expected: str) -> None:
    """The models of two made-up providers that opencode has, and that our World has."""
    needed()
    given = {**environment(folder), "MADE_UP_KEY": "x"}
    given |= {name: value.replace("FOLDER", str(folder)) for name, value in env.items()}
    prepare(Path(given["XDG_CONFIG_HOME"], "opencode"))
    write(Path(given["XDG_CACHE_HOME"], "opencode", "models.json"), "kept")
    write(folder / "named.json", "named")
    known = RealWorld(env=given, cwd=str(folder)).catalog()
    ours = [
        f"{provider}/{model}"
        for provider in ("kept", "named")
        for model in known.get(provider, NOBODY).models
    ]

    assert (printed(folder, given), tuple(ours)) == (expected, expected)


def write(path: Path, provider: str) -> None:
    models = {
        name: {"id": name, **MODEL, "status": name} for name in ("active", "beta", "deprecated")
    }
    entry = {"id": provider, "name": "A", "env": ["MADE_UP_KEY"], "models": models}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({provider: entry}), encoding="utf-8")


def printed(folder: Path, env: dict[str, str]) -> tuple[str, ...]:
    done = subprocess.run(
        [PROGRAM, "--pure", "models"],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return tuple(line for line in done.stdout.splitlines() if line.startswith(("kept/", "named/")))


def test_the_list_in_the_cache_folder(tmp_path: Path) -> None:
    check(tmp_path, {}, "kept/active", "kept/beta")


def test_a_list_that_is_named(tmp_path: Path) -> None:
    check(tmp_path, {"OPENCODE_MODELS_PATH": "FOLDER/named.json"}, "named/active", "named/beta")


@pytest.mark.parametrize(
    "env",
    [
        {"OPENCODE_MODELS_PATH": "FOLDER/nothing.json"},
        {"OPENCODE_MODELS_URL": "http://127.0.0.1:1"},
    ],
)
def test_neither(tmp_path: Path, env: dict[str, str]) -> None:
    check(tmp_path, env)
