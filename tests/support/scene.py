"""Sets the scene of an example: the words after its fence say what the world around it is like.

Of `own=ID` the user's own file has an `apiKeyCommand` for that provider, of `run=failed` the last
run of each command failed, `env=NAME:VALUE` sets a variable, `file=PATH:TEXT` makes a file (a
relative path starts at the text's folder), `program=PATH` a program, `program=NAME:PATH` one that
PATH leads to, `path=PATH` is where the text stands, `platform=NAME` is like `sys.platform`,
`opencode=1` or `2` is the setting.
"""

import json
import posixpath
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis, Run, Settings, analyse
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.key_source import command_sites
from opencode_ls.analysis.trees import Trees
from opencode_ls.rules import findings
from support.fake_world import FakeWorld

PATH = "/work/opencode.json"
OWN_PATH = "/home/me/.config/opencode/opencode.json"
PROGRAMS = ("op", "sh", "pass", "aws", "vault", "gcloud")
FOLDER, PLAIN_FILE = "a-folder", "plain-file"
FAILED = "`op` ended with status 1: not signed in"


class Scene(NamedTuple):
    """A world, and where a text stands in it."""

    world: FakeWorld
    path: str = PATH
    settings: Settings = Settings()
    failed: bool = False

    def analyse(self, text: str, trees: Trees | None = None) -> Analysis:
        """The analysis of a text of this scene, which is also what the file holds.

        `trees` are those of the versions before.
        """
        world = self.world.holding(self.path, text)
        place, settings = self.path, self.settings
        first = analyse(text, path=place, world=world, settings=settings, trees=trees)
        if not self.failed:
            return first
        runs = tuple(
            Run(site.provider, site.written, ok=False, kind="status", message=FAILED, seconds=0.1)
            for site in command_sites(first)
        )
        return analyse(text, path=place, world=world, settings=settings, runs=runs, trees=trees)

    def findings(self, text: str, code: str) -> tuple[Finding, ...]:
        """What one rule finds in a text, sorted by place."""
        return tuple(found for found in findings(self.analyse(text)) if found.code == code)


def scene(*words: str) -> Scene:
    """The scene that these words set; raises ValueError for a word that is none of them."""
    told: dict[str, list[str]] = {}
    for word in words:
        name, _, value = word.partition("=")
        told.setdefault(name, []).append(value)
    unknown = told.keys() - {"own", "run", "env", "file", "program", "path", "platform", "opencode"}
    if unknown or told.get("run", ["failed"]) != ["failed"]:
        raise ValueError(f"no such words for a scene: {' '.join(words)}")
    path = told.get("path", [PATH])[-1]
    files = {"/work/.git": "<directory>", "/work/prompts/review.md": "Review this."}
    files |= _own(told.get("own", []))
    files |= _pairs(told.get("file", []), posixpath.dirname(path))
    world = FakeWorld(
        env=_pairs(told.get("env", []), ""),
        files=files,
        programs=_programs(told.get("program", [])),
        platform=told.get("platform", ["linux"])[-1],
    )
    settings = Settings(told.get("opencode", ["auto"])[-1])  # type: ignore[arg-type]  # one of three words
    return Scene(world, path, settings, failed="run" in told)


def _own(providers: list[str]) -> dict[str, str]:
    options = {"options": {"apiKeyCommand": ["op", "read", "op://Private/key/credential"]}}
    config = {"provider": dict.fromkeys(providers, options)}
    return {OWN_PATH: json.dumps(config)} if providers else {}


def _pairs(words: list[str], folder: str) -> dict[str, str]:
    pairs = (word.partition(":") for word in words)
    return {posixpath.normpath(posixpath.join(folder, name)): value for name, _, value in pairs}


def _programs(more: list[str]) -> dict[str, str]:
    found = {name: f"/usr/bin/{name}" for name in PROGRAMS}
    strange = {FOLDER: "<directory>", PLAIN_FILE: "<not-executable>"}
    pairs = (word.partition(":") for word in more)
    return found | strange | {name: path or name for name, _, path in pairs}
