"""The released opencode with our plugin: a user with a configuration, a project, and a provider."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from opencode.endpoint import Endpoint
from opencode.oracle import PATIENCE, PROGRAM, Oracle, environment, needed, prepare

CANARY = "tweety"
"""A part of every key that the command prints, and of nothing else."""

_PROGRAM = f"""\
#!/bin/sh
echo run >> "$0.runs"
read -r text 2>/dev/null < "$0.prints" && echo "$text" && exit
test -e "$0.fails" && echo "{CANARY} of stderr" >&2 && exit 3
echo "tok-$(wc -l < "$0.runs")-{CANARY}$1"
"""

Json = dict[str, Any]


class Ran(NamedTuple):
    """What `opencode` left behind: its exit code and all that it printed."""

    code: int
    text: str


class Plugged:
    """A home with the plugin in it, beside an empty project; `argv` is a command of the user.

    The command prints `tok-1-tweety` the first time it runs, `tok-2-tweety` the second.
    """

    def __init__(self, folder: Path, endpoint: Endpoint) -> None:
        needed()
        self.folder = folder
        self.endpoint = endpoint
        path = os.pathsep.join((str(folder / "bin"), os.environ["PATH"]))
        self.env = {**environment(folder), "PATH": path}
        self._own = Path(self.env["XDG_CONFIG_HOME"], "opencode")
        self.project = folder / "project"
        for name in ("refs", "objects"):
            (self.project / ".git" / name).mkdir(parents=True)
        (self.project / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
        prepare(self._own)
        install = [sys.executable, "-m", "opencode_ls", "plugin", "install", "--yes"]
        subprocess.run(install, cwd=folder, env=self.env, check=True, capture_output=True)
        self._program = folder / "bin" / "my-auth-cli"
        self._program.parent.mkdir()
        self._program.write_text(_PROGRAM)
        self._program.chmod(0o755)
        self.argv = [self._program.name]

    def own(self, npm: str = "@ai-sdk/openai-compatible", **options: object) -> None:
        """Write the user's configuration: a provider with the command."""
        found = {"baseURL": self.endpoint.url, "apiKeyCommand": self.argv, **options}
        _write(self._own, _entry(npm=npm, models={"m": {"name": "M"}}, options=found))

    def theirs(self, **options: object) -> None:
        """Write the project's configuration of the same provider."""
        _write(self.project, _entry(options=options))

    def fail(self) -> None:
        """From now on the command prints no key, but a secret to stderr."""
        Path(f"{self._program}.fails").touch()

    def print(self, text: str) -> str:
        """From now on the command prints this, which comes back."""
        Path(f"{self._program}.prints").write_text(f"{text}\n")
        return text

    def forget_packages(self) -> None:
        """Have opencode miss its plugin package, which it cannot fetch here."""
        (self._own / "node_modules").rmdir()
        (self._own / "package-lock.json").unlink()

    def break_installation(self) -> None:
        """Have the plugin start what is not there."""
        plugin = self._own / "plugin" / "opencode-ls.js"
        plugin.write_text(plugin.read_text().replace(sys.executable, "/nowhere/python"))

    @property
    def runs(self) -> int:
        """How often the command ran."""
        runs = Path(f"{self._program}.runs")
        return len(runs.read_text().splitlines()) if runs.exists() else 0

    def run(self, *words: str, **env: str) -> Ran:
        """`opencode` with these words, in the project."""
        with subprocess.Popen(
            [PROGRAM, *words],
            cwd=self.project,
            env={**self.env, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        ) as process:
            try:
                text, _ = process.communicate(timeout=PATIENCE)
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
        return Ran(process.returncode, text)

    def served(self) -> "Session":
        """`opencode serve` with the plugin; use it as a context manager."""
        return Session(self.folder, self.env, plugins=True)

    def places_of_the_key(self) -> list[str]:
        """The files below the folder that hold a part of a key, save those of the command."""
        return [
            str(path)
            for path in self.folder.rglob("*")
            if path.is_file()
            and not path.name.startswith(self._program.name)
            and CANARY.encode() in path.read_bytes()
        ]


class Session(Oracle):
    """`opencode serve`, to which messages can be sent."""

    def say(self, project: Path) -> str:
        """Send a message in a session of its own; the answer, or what is said to be wrong."""
        status, body = self.call("POST", "/session", project, {})
        assert status == 200, body
        path = f"/session/{json.loads(body)['id']}/message"
        message = {
            "model": {"providerID": "llm", "modelID": "m"},
            "parts": [{"type": "text", "text": "say pong"}],
        }
        status, body = self.call("POST", path, project, message)
        assert status == 200, body
        answer = json.loads(body)
        error = answer["info"].get("error")
        if error is not None:
            return str(error["data"]["message"])
        return "".join(part.get("text", "") for part in answer["parts"])


def _entry(**entry: object) -> Json:
    return {"provider": {"llm": entry}}


def _write(folder: Path, config: Json) -> None:
    # No title is asked for, and opencode need not add `$schema`.
    quiet = {"model": "llm/m", "agent": {"title": {"disable": True}}}
    whole = {"$schema": "https://opencode.ai/config.json", **quiet, **config}
    (folder / "opencode.json").write_text(json.dumps(whole))
