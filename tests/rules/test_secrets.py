"""What came from a variable or a file is in no message, no title and no fix of any rule."""

import json

import pytest
from hypothesis import given

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.finding import Fix
from opencode_ls.rules import findings
from support.configs import texts
from support.everything import everything, keyed
from support.fake_world import FakeWorld

CANARY = "sk-test-not-a-key"
VALUES = [
    *(CANARY, f'"{CANARY}', f"{CANARY}\n{CANARY}", f"./{CANARY}", f"~/{CANARY} $({CANARY})"),
    *(f"{{file:{CANARY}}}", f"!{CANARY}", f"op://{CANARY}", f"sk-proj-{CANARY}0aB3dE6gH9jK2"),
]
PLACEHOLDERS = ["{env:SECRET}", "{file:secret}", "a {env:SECRET} {file:./secret} b"]


def check(text: str, value: str) -> None:
    world = FakeWorld(
        env={"SECRET": value, "SET": value},
        files={"/work/secret": value, "/work/.git": "<directory>"},
        programs={CANARY: "<directory>", f"/work/{CANARY}": "<not-executable>"},
    )
    found = findings(analyse(text, path="/work/opencode.json", world=world))
    said = [(each.message, each.related, *map(_without_place, each.fixes)) for each in found]

    assert CANARY not in repr(said)


def _without_place(fix: Fix) -> tuple[str, ...]:
    return (fix.title, *(edit.text for edit in fix.edits))


@pytest.mark.parametrize(
    ("value", "placeholder", "choice"),
    [(value, PLACEHOLDERS[index % 3], index % 4) for index, value in enumerate(VALUES)]
    + [(CANARY, placeholder, choice) for placeholder in PLACEHOLDERS for choice in range(4)],
)
def test_a_value_at_every_place(value: str, placeholder: str, choice: int) -> None:
    check(json.dumps(everything(placeholder, choice)), value)


@pytest.mark.parametrize("value", [*VALUES, "model", "theme", "permissions", "modle"])
@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_a_value_in_every_key(value: str, placeholder: str) -> None:
    check(json.dumps(keyed(placeholder), indent=1), value)


@given(texts())
def test_a_value_in_any_text(text: str) -> None:
    check(text, CANARY)
