"""A value that a placeholder stands for is in nothing that a feature answers."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from opencode_ls.analysis.build import Analysis, Run, analyse
from opencode_ls.features.actions import actions
from opencode_ls.features.completion import complete
from opencode_ls.features.hover import hover
from opencode_ls.features.links import links
from opencode_ls.features.navigation import definition, references
from opencode_ls.features.new_file import new_files
from opencode_ls.features.refactorings import refactorings
from opencode_ls.features.rename import renamable, rename
from opencode_ls.features.symbols import symbols
from opencode_ls.rules import findings
from opencode_ls.text import Span
from support.fake_world import FakeWorld

SECRET = "canary-7f3a"
WORLD = FakeWorld(
    env={"S": SECRET, "FILE": "{file:canary-7f3a}"},
    # The names in a folder are offered as paths, whatever they are: it is not to be listed here.
    files={"/work/s": SECRET, f"/work/{SECRET}": SECRET, "/work": "<unknown>"},
    programs={SECRET: f"/usr/bin/{SECRET}", "op": "/usr/bin/op"},
)
CONFIG: dict[str, Any] = {
    "model": "acme/big",
    "username": "me",
    "default_agent": "mine",
    "disabled_providers": ["other"],
    "provider": {
        "acme": {
            "name": "Acme",
            "npm": "@ai-sdk/openai",
            "api": "http://api/v1",
            "env": ["ACME_KEY"],
            "options": {
                "apiKey": "k",
                "apiKeyCommand": ["op", "read", "--token", "x"],
                "baseURL": "http://x/v1",
                "headers": {"X-Key": "y"},
            },
            "models": {"big": {"name": "Big"}},
        }
    },
    "agent": {"mine": {"description": "d", "model": "acme/big", "prompt": "p", "mode": "primary"}},
    "mcp": {"docs": {"type": "local", "command": ["npx", "-y"], "environment": {"A": "b"}}},
    "permission": {"bash": {"*": "ask"}},
}
PLACEHOLDERS = ("{env:S}", "{file:s}", "{env:FILE}", "{file:{env:S}}", "a{env:S}b")


def check(text: str) -> None:
    """The value takes part in the file, and no answer holds it."""
    runs = (Run("acme", ("op",), ok=False, kind="status", message="`op` ended", seconds=1),)
    analysis = analyse(text, path="/work/opencode.json", world=WORLD, runs=runs)

    assert SECRET in analysis.effective.text
    assert [answer for answer in answers(analysis) if SECRET in repr(answer)] == []


def answers(analysis: Analysis) -> Iterator[object]:
    found = findings(analysis)
    yield symbols(analysis)
    yield links(analysis)
    near = (range(one.span.start - 3, one.span.end + 3) for one in analysis.placeholders)
    for offset in {*range(0, len(analysis.text) + 1, 29), *chain.from_iterable(near)}:
        yield hover(analysis, offset)
        yield complete(analysis, offset)
        yield definition(analysis, offset)
        yield references(analysis, offset)
        yield renamable(analysis, offset, ("/work",))
        yield rename(analysis, offset, "another", ("/work",))
        yield actions(analysis, found, Span(offset, offset))
        yield refactorings(analysis, Span(offset, offset))
        yield [*new_files(analysis, found, Span(offset, offset), ("/",))]


def strings(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every string in a value, and of every key with a mark behind it."""
    match value:
        case dict():
            for name, inner in value.items():
                yield (*path, name, "key")
                yield from strings(inner, (*path, name))
        case list():
            for index, inner in enumerate(value):
                yield from strings(inner, (*path, index))
        case str():
            yield (*path, "value")
        case _:
            pass


def replaced(value: Any, path: tuple[str | int, ...], text: str) -> Any:  # noqa: ANN401  (JSON)
    """The value with another string, or another key, at a path."""
    match path:
        case ("value",):
            return text
        case (name, "key"):
            return {text if other == name else other: inner for other, inner in value.items()}
        case (str() as name, *rest):
            return {**value, name: replaced(value[name], tuple(rest), text)}
        case (int() as index, *rest):
            inner = replaced(value[index], tuple(rest), text)
            return [*value[:index], inner, *value[index + 1 :]]
        case _:
            raise ValueError(path)


@pytest.mark.parametrize("path", list(strings(CONFIG)), ids=lambda path: ".".join(map(str, path)))
def test_in_every_place(path: tuple[str | int, ...]) -> None:
    index = len(path) % len(PLACEHOLDERS)
    for placeholder in (PLACEHOLDERS[0], PLACEHOLDERS[1], PLACEHOLDERS[index]):
        check(json.dumps(replaced(CONFIG, path, placeholder), indent=1))


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_in_a_key_a_value_and_a_comment(placeholder: str) -> None:
    text = json.dumps(replaced(CONFIG, ("username", "value"), placeholder), indent=1)
    check(f"// {placeholder.replace('{file', '{env:S} {file')}\n/* {placeholder} */ {text}")
