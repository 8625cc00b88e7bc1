"""A provider whose command prints a key, to be tried."""

import json
import sys
from pathlib import Path
from typing import Any

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.command_run import Way
from opencode_ls.host import RealWorld
from opencode_ls.try_key import Trial, try_key

KEY = "sk-canary-1234567890"
PRINTS = "print('sk-canary', '1234567890', sep='-')"


class Provider:
    """A provider `llm` of a project, whose command prints a key."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "opencode.json"
        self.ran = folder / "ran"
        self.way = Way(consented=True)
        self.limit = 5.0
        self.entry: dict[str, Any] = {}

    def write(self, url: str | None, program: str = PRINTS, **entry: object) -> None:
        script = f"open({str(self.ran)!r}, 'w'); {program}"
        options: dict[str, Any] = {"apiKeyCommand": [sys.executable, "-c", script]}
        options |= {"baseURL": url} if url is not None else {}
        options["headers"] = entry.pop("headers", {})
        self.path.write_text(json.dumps({"provider": {"llm": {"options": options, **entry}}}))

    def look(self) -> Analysis:
        return analyse(self.path.read_text(), path=str(self.path), world=RealWorld())

    def tried(self) -> Trial:
        return try_key("llm", self.look, self.way, self.limit)[0]
