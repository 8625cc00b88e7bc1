"""What the tests of `opencode_ls.sdk` share: an empty project, a user's folder, a gateway."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support.gateway import Gateway

Configure = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the current folder, and a user of its own without any keys."""
    for name in tuple(os.environ):
        if name.startswith(("OPENAI_", "ANTHROPIC_", "LANGCHAIN_", "LANGSMITH_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "project" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def own(project: Path) -> Path:
    """The user's own file."""
    path = project.parent / "home" / ".config" / "opencode" / "opencode.json"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    """A gateway that runs."""
    (tmp_path / "gateway").mkdir()
    with Gateway(tmp_path / "gateway") as running:
        yield running


@pytest.fixture
def configured(own: Path, gateway: Gateway) -> Configure:
    """Writes the provider `my-llm-proxy` into the user's own file, its command the gateway's."""

    def configure(**entry: Any) -> None:  # noqa: ANN401  (JSON)
        options = {"baseURL": gateway.url, "apiKeyCommand": gateway.argv}
        provider = {"npm": "@ai-sdk/openai-compatible", "options": options, **entry}
        own.write_text(json.dumps({"provider": {"my-llm-proxy": provider}}))

    configure()
    return configure
