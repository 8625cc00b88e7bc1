"""The script that makes the packaged catalogue of a list of models."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from opencode_ls.schema.catalog import packaged

SCHEMA = Path(__file__).parents[2] / "schema"
SCRIPT = SCHEMA / "build_catalog.py"

MODELS = {
    "two": {
        "id": "two",
        "name": "Two",
        "env": ["TWO_KEY", "TWO_TOKEN"],
        "npm": "@ai-sdk/openai-compatible",
        "api": "https://api.two.example/v1",
        "doc": "https://two.example",
        "models": {
            "m-2": {"id": "m-2", "name": "M2 größer", "limit": {"context": 200000, "output": 1}},
            "m-1": {"id": "m-1", "name": "m-1", "limit": {"context": 8192, "output": 1}},
            "m-0": {"id": "m-0", "name": "m-0", "cost": {"input": 1, "output": 2}},
            "m-3": {"id": "m-3", "name": "M3", "limit": {"context": 0, "output": 0}},
            "gone": {"id": "gone", "name": "Gone", "status": "deprecated"},
        },
    },
    "one": {"id": "one", "name": "One", "env": [], "models": {}},
}

CATALOG = """\
{"date":"2026-05-04","providers":{
"one":{"env":[],"name":"One","models":{

}},
"two":{"env":["TWO_KEY","TWO_TOKEN"],"name":"Two","npm":"@ai-sdk/openai-compatible","api":"https://api.two.example/v1","doc":"https://two.example","models":{
"m-0":[],
"m-1":[8192],
"m-2":[200000,"M2 größer"],
"m-3":[0,"M3"]
}}
}}
"""


def check(models: object, expected: str, folder: Path) -> None:
    """The catalogue of a list that was changed on the fourth of May."""
    path = folder / "models.json"
    path.write_text(json.dumps(models), encoding="utf-8")
    os.utime(path, (1_777_896_000, 1_777_896_000))

    assert runpy.run_path(str(SCRIPT))["built"](path) == expected


def test_a_list_becomes_a_catalogue(tmp_path: Path) -> None:
    check(MODELS, CATALOG, tmp_path)


def test_nothing_becomes_nothing(tmp_path: Path) -> None:
    check([], '{"date":"2026-05-04","providers":{\n\n}}\n', tmp_path)


def test_the_packaged_catalogue_is_what_the_script_writes() -> None:
    written = runpy.run_path(str(SCRIPT))["catalog_text"](*packaged()[:2])

    assert written == (SCHEMA / "catalog.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [[], ["no/such/file"], ["a", "b"]])
def test_a_list_must_be_named(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (
        2,
        "name a list in the shape of models.dev: make catalog MODELS=path\n",
    )
