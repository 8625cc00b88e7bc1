"""Reads the settings of the section `opencode-ls`; what is wrong there is ignored, and said.

LSP does not tell in which file a setting stands.  VS Code merges the workspace's own
`.vscode/settings.json` into `workspace/configuration`, so a stranger's repository speaks there too.
What weakens the user's protection therefore counts only from `initializationOptions.settings`:
those come from the editor's own configuration, or from our extension, which takes them from the
user's scope.  These are a `risk` rule at a lower level, `run.timeout`, and `catalog`, which names a
file to be read.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, Literal, NamedTuple

from opencode_ls.door.message import Json
from opencode_ls.rules import LEVELS, rules

SECTION = "opencode-ls"

LONGEST = 3600
"""Seconds of `run.timeout` at most."""

_OPENCODE: Mapping[Any, Literal["auto", "1", "2"]] = {"auto": "auto", "1": "1", "2": "2"}


class ServerSettings(NamedTuple):
    """The settings in force: `levels` maps rules' codes to levels, `timeout` counts seconds.

    `code_lens` and `inlay_hints` say whether those are shown.  `catalog` is the absolute path of
    the list of models to use, "" for the one that opencode keeps.
    """

    levels: Mapping[str, str]
    opencode: Literal["auto", "1", "2"]
    timeout: float
    code_lens: bool = True
    inlay_hints: bool = True
    catalog: str = ""


def read_settings(
    own: Json,
    shared: Json,
) -> tuple[ServerSettings, tuple[str, ...]]:
    """The settings from `initializationOptions.settings` and from the editor's configuration.

    The second member says what was ignored.  Where both set something, the latter counts.
    """
    reading = _Reading()
    first = reading.section(own, "initializationOptions.settings")
    second = reading.section(shared, SECTION)
    levels = reading.levels(first)
    levels |= {
        code: level
        for code, level in reading.levels(second).items()
        if reading.may_set(code, level, levels.get(code))
    }
    settings = ServerSettings(
        levels,
        reading.opencode(second) or reading.opencode(first) or "auto",
        reading.timeout(first) or 60.0,
        reading.switch("codeLens", first, second),
        reading.switch("inlayHints", first, second),
        reading.path("catalog", first),
    )
    return settings, tuple(reading.problems)


class _Reading:
    """Collects what cannot be used on the way."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def section(self, value: Json, name: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        if value is not None:
            self.problems.append(f"`{name}` must be an object")
        return {}

    def levels(self, section: Mapping[str, Any]) -> dict[str, str]:
        return dict(self._levels(self.section(section.get("rules"), "rules")))

    def _levels(self, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for code, level in given.items():
            if code not in rules():
                self.problems.append("`rules` names a rule that does not exist")
            elif level not in LEVELS:
                self.problems.append(f"`rules.{code}` must be one of {', '.join(LEVELS)}")
            else:
                yield code, level

    def may_set(self, code: str, level: str, own: str | None) -> bool:
        """Whether the shared configuration may set this: it may raise a risk, not lower it."""
        rule = rules()[code]
        floor = own or rule.severity
        if rule.effect != "risk" or LEVELS.index(level) >= LEVELS.index(floor):
            return True
        self.problems.append(
            f"`rules.{code}` is about a risk and is lowered in initializationOptions.settings only"
        )
        return False

    def opencode(self, section: Mapping[str, Any]) -> Literal["auto", "1", "2"] | None:
        value = section.get("opencode")
        found = _OPENCODE.get(value) if isinstance(value, str) else None
        if value is not None and found is None:
            self.problems.append(f"`opencode` must be one of {', '.join(_OPENCODE)}")
        return found

    def switch(self, name: str, *sections: Mapping[str, Any]) -> bool:
        """On unless the last section that has it turns it off."""
        found = True
        for value in (section.get(name) for section in sections):
            if isinstance(value, bool):
                found = value
            elif value is not None:
                self.problems.append(f"`{name}` must be true or false")
        return found

    def path(self, name: str, section: Mapping[str, Any]) -> str:
        value = section.get(name)
        if isinstance(value, str) and PurePath(value).is_absolute():
            return value
        if value is not None and value != "":
            self.problems.append(f"`{name}` must be an absolute path")
        return ""

    def timeout(self, section: Mapping[str, Any]) -> float | None:
        value = self.section(section.get("run"), "run").get("timeout")
        if isinstance(value, int | float) and type(value) is not bool and 0 < value <= LONGEST:
            return float(value)
        if value is not None:
            self.problems.append(f"`run.timeout` must be seconds, more than 0, at most {LONGEST}")
        return None
