"""The released opencode as a judge: it is given a folder and says what its configuration means.

Offline, with a home of its own, on a free port of this machine; without plugins, unless it is told.
"""

import http.client
import json
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import quote

import pytest

from opencode_ls.host import RealWorld

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / "node_modules" / "opencode-linux-x64" / "bin" / "opencode"

PATIENCE = 60.0
"""Seconds that the program has to answer."""

WARM_UPS = 60
"""Requests of a second each, until the first one is answered."""

_REFUSALS = {"ConfigInvalidError", "ConfigJsonError"}
_LISTENING = re.compile(r"listening on http://127\.0\.0\.1:(\d+)")
# With these two, opencode takes a folder's packages for installed and asks no registry for them.
_INSTALLED = '{"packages": {"": {"dependencies": {"@opencode-ai/plugin": "1"}}}}'


class Answer(NamedTuple):
    """What the program says: its resolved configuration, or why it refuses."""

    value: dict[str, Any] | None
    refusal: str = ""


class Oracle:
    """`opencode serve`, which answers for any folder; use it as a context manager."""

    def __init__(self, folder: Path, env: Mapping[str, str], *, plugins: bool = False) -> None:
        self.folder = folder
        self._pure = [] if plugins else ["--pure"]
        self.env = {**environment(folder), **env} | ({} if plugins else {"OPENCODE_PURE": "1"})
        for name in ("HOME", "XDG_CONFIG_HOME", "OPENCODE_CONFIG_DIR"):
            if name in self.env:
                Path(self.env[name]).mkdir(parents=True, exist_ok=True)
        prepare(Path(self.env["XDG_CONFIG_HOME"], "opencode"))
        self._port = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [PROGRAM, *self._pure, "serve", "--port", "0", "--hostname", "127.0.0.1"],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
        )
        try:
            self._port = self._wait_for_port()
            self._warm_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        # It takes no notice of SIGTERM.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def world(self) -> RealWorld:
        """The machine as the program sees it."""
        return RealWorld(env=self.env, cwd=str(self.folder))

    def ask(self, folder: Path) -> Answer:
        """The configuration of a folder that it was not asked about before."""
        status, body = self.call("GET", "/config", folder)
        answer = json.loads(body)
        if status == http.client.OK:
            return Answer(answer)
        if answer.get("name") in _REFUSALS:
            return Answer(None, body)
        raise AssertionError(f"opencode answered {status}: {body}")

    def call(
        self, method: str, path: str, folder: Path, body: object = None, timeout: float = PATIENCE
    ) -> tuple[int, str]:
        """The status and the body of its answer to a request about a folder."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=timeout)
        content = None if body is None else json.dumps(body)
        headers = {} if body is None else {"Content-Type": "application/json"}
        try:
            place = f"{path}?directory={quote(str(folder))}"
            connection.request(method, place, content, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def _wait_for_port(self) -> int:
        printed = []
        for line in self._process.stdout or ():
            if found := _LISTENING.search(line):
                return int(found[1])
            printed.append(line)
        raise AssertionError(f"opencode does not start: {''.join(printed)}")

    def _warm_up(self) -> None:
        """What is asked in its first moments may never be answered, while the next one is."""
        for _ in range(WARM_UPS):
            with suppress(TimeoutError):
                self.call("GET", "/config", self.folder, timeout=1)
                return
        raise AssertionError("opencode listens and does not answer")


def needed() -> None:
    """Skip where the program is not installed."""
    if not PROGRAM.exists():
        pytest.skip("needs opencode: npm ci --ignore-scripts --prefix tests/opencode")


def prepare(folder: Path) -> None:
    """Make a folder of configuration, for which nothing is left to install."""
    (folder / "node_modules").mkdir(parents=True, exist_ok=True)
    (folder / "package-lock.json").write_text(_INSTALLED, encoding="utf-8")


def environment(folder: Path) -> dict[str, str]:
    """All variables that the program gets: a home of its own below the folder, and no network."""
    home = folder / "home"
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
        "OPENCODE_DISABLE_AUTOUPDATE": "1",
        "npm_config_offline": "true",
    }
