"""The variables that decide which files count; opencode is started anew for each row."""

import json
from pathlib import Path

import pytest

from opencode import places
from opencode.comparison import REFUSED, both
from opencode.oracle import Oracle, needed
from opencode_ls.analysis.layers import CONTENT

pytestmark = [pytest.mark.opencode, pytest.mark.timeout(300)]

TEXTS = {place: json.dumps({"agent": places.ranks(place)}) for place in places.PLACES}


def check(folder: Path, env: dict[str, str], files: dict[str, str], *, starts: bool = True) -> None:
    needed()
    here = places.write(folder, folder / "project", {**TEXTS, **files})
    env = {name: value.replace("FOLDER", str(folder)) for name, value in env.items()}
    managed = places.environment(folder)["OPENCODE_TEST_MANAGED_CONFIG_DIR"]

    with Oracle(folder, {"OPENCODE_TEST_MANAGED_CONFIG_DIR": managed, **env}) as oracle:
        ours, theirs = both(oracle, here)

    assert ours == theirs
    assert (ours != REFUSED) is starts


@pytest.mark.parametrize(
    "env",
    [
        {"OPENCODE_CONFIG": "/nowhere/opencode.json"},
        {"OPENCODE_CONFIG": "named/config.json", CONTENT: ""},
        {"OPENCODE_DISABLE_PROJECT_CONFIG": "1", CONTENT: '{"username": "{file:note}"}'},
        {"OPENCODE_DISABLE_PROJECT_CONFIG": "false", "OPENCODE_CONFIG_DIR": "/nowhere"},
        {"OPENCODE_CONFIG_DIR": "FOLDER/home/config/opencode"},
        {"OPENCODE_CONFIG_DIR": "FOLDER/project/.opencode"},
        {"HOME": "FOLDER/project"},
    ],
)
def test_starts(tmp_path: Path, env: dict[str, str]) -> None:
    check(tmp_path, env, {})


def test_a_path_in_the_content_is_none_of_a_file(tmp_path: Path) -> None:
    text = '{"plugin": ["/x.js", "y", "./y.js"]}'
    check(tmp_path, {CONTENT: text}, {"/opencode.json": text})


@pytest.mark.parametrize("content", ["{", " ", '{"share": 5}', "[]", '{"shell": "{file:missing}"}'])
def test_refuses_a_wrong_content(tmp_path: Path, content: str) -> None:
    check(tmp_path, {CONTENT: content}, {}, starts=False)


@pytest.mark.parametrize("text", ['{"share": 5}', "{"])
def test_does_not_start_with_a_wrong_file_of_the_user(tmp_path: Path, text: str) -> None:
    with pytest.raises(AssertionError, match=r"Config(uration|.file).*opencode\.json"):
        check(tmp_path, {}, {places.OWN[1]: text})
