"""Reads the set-ups of `docs/editors.md`: what the tests run is what a person pastes."""

import re
from typing import NamedTuple

from editors.place import ROOT

PAGE = ROOT / "docs" / "editors.md"
_FENCE = re.compile(
    r"^```(?P<language>[\w-]+)(?: (?P<name>[\w.-]+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Recipe(NamedTuple):
    """One fenced block; its name, if it has one, stands behind its language."""

    language: str
    name: str
    text: str


def recipes() -> tuple[Recipe, ...]:
    """All of them, in order."""
    page = PAGE.read_text(encoding="utf-8")
    return tuple(
        Recipe(match["language"], match["name"] or "", match["text"])
        for match in _FENCE.finditer(page)
    )


def recipe(name: str) -> str:
    """The text of the one with this name."""
    (found,) = (each.text for each in recipes() if each.name == name)
    return found
