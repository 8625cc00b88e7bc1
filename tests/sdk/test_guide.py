"""The examples of docs/python.md run as they are written, and print what stands below them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.gateway import Gateway
from support.needed import needed

GUIDE = Path(__file__).parents[2] / "docs" / "python.md"
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?",
    GUIDE.read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)
INTERFACE = """\
from openai import OpenAI
from opencode_ls.resolver import Failure, Key, KeyCommand, KeyProvider, resolve
from opencode_ls.sdk import openai_client_options, provider_options

match resolve(KeyCommand(("op", "read", "op://Private/OpenAI/api-key"))):
    case Key() as key: client = OpenAI(api_key=key.reveal())
    case Failure() as failure: print(failure.message, failure.hint)

client = OpenAI(**openai_client_options("my-llm-proxy"))
print(client.models.list().data[0].id)
"""


def check(example: str, printed: str, stand_ins: Path) -> None:
    """What it prints with `op` on PATH, and nothing on stderr."""
    for name in ("openai", "anthropic", "httpx", "langchain_openai", "pydantic_ai"):
        if re.search(rf"^(?:import|from) {name}\b", example, re.MULTILINE):
            needed(name, name.replace("_", "-"))
    env = {**os.environ, "PATH": f"{stand_ins}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, env=env, check=False
    )

    assert (done.stdout, done.stderr) == (printed, "")


@pytest.fixture
def stand_ins(configured: object, project: Path, gateway: Gateway) -> Path:  # noqa: ARG001  (it writes the user's file)
    """An `op` that prints a key, and a project with a command of its own."""
    folder = project.parent / "bin"
    folder.mkdir()
    (folder / "op").write_text("#!/bin/sh\necho sk-test-not-a-key-00\n")
    (folder / "op").chmod(0o755)
    options = {"apiKeyCommand": ["op", "read", "op://a/b"], "baseURL": gateway.url}
    config = {"provider": {"the-projects-own": {"options": options}}}
    (project / "opencode.json").write_text(json.dumps(config))
    return folder


@pytest.mark.parametrize(("example", "printed"), EXAMPLES)
def test_an_example_of_the_guide(example: str, printed: str, stand_ins: Path) -> None:
    check(example, printed, stand_ins)


def test_the_example_that_is_promised(stand_ins: Path) -> None:
    check(INTERFACE, "m\n", stand_ins)
