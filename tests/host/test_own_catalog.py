"""Where the real World finds the user's own list of models, and when that counts."""

import json
import os
from calendar import timegm
from pathlib import Path
from time import strptime

import pytest

from opencode_ls.host import LIMIT, LIST_LIMIT, RealWorld
from opencode_ls.schema.catalog import packaged

DAY = timegm(strptime(packaged().date, "%Y-%m-%d"))
FRESH, STALE = DAY + 24 * 3600, DAY + 24 * 3600 - 1
CACHE = "home/.cache/opencode/models.json"


def check(  # noqa: PLR0913  (a list, and what decides whether it counts)
    tmp_path: Path,
    place: str,
    *own: str,
    changed: int = FRESH,
    env: dict[str, str] | None = None,
    trusted: bool = True,
    catalog: str = "",
) -> None:
    """The providers of a World whose list of models stands at a place; none: the packaged ones."""
    write(tmp_path / place, json.dumps({"mine": {"models": {}}}), changed)
    found = world(tmp_path, env=env, trusted=trusted, catalog=catalog).catalog()

    assert tuple(found) == (own or tuple(packaged().providers))


def write(path: Path, text: str, changed: int = FRESH) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (changed, changed))


def world(
    tmp_path: Path,
    *,
    env: dict[str, str] | None = None,
    trusted: bool = True,
    catalog: str = "",
) -> RealWorld:
    given = {name: value.replace("~", str(tmp_path)) for name, value in (env or {}).items()}
    env = {"HOME": f"{tmp_path}/home", "USERPROFILE": f"{tmp_path}\\home", **given}
    catalog = catalog.replace("~", str(tmp_path))
    return RealWorld(env=env, cwd=str(tmp_path), trusted=trusted, catalog=catalog)


@pytest.mark.parametrize("trusted", [True, False])
def test_the_list_in_the_cache_folder(tmp_path: Path, *, trusted: bool) -> None:
    check(tmp_path, CACHE, "mine", trusted=trusted)


@pytest.mark.parametrize(
    ("place", "env"),
    [
        ("c/opencode/models.json", {"XDG_CACHE_HOME": "~/c"}),
        (CACHE, {"XDG_CACHE_HOME": "", "OPENCODE_MODELS_PATH": "", "OPENCODE_MODELS_URL": ""}),
        ("m", {"OPENCODE_MODELS_PATH": "~/m"}),
    ],
)
def test_the_environment_says_where_it_is(tmp_path: Path, place: str, env: dict[str, str]) -> None:
    check(tmp_path, place, "mine", env=env)


@pytest.mark.parametrize(
    ("place", "env"),
    [
        (CACHE, {"XDG_CACHE_HOME": "~/c"}),
        (CACHE, {"OPENCODE_MODELS_PATH": "~/m"}),
        (CACHE, {"OPENCODE_MODELS_URL": "https://models.example"}),
    ],
)
def test_a_list_that_opencode_does_not_read(
    tmp_path: Path, place: str, env: dict[str, str]
) -> None:
    check(tmp_path, place, env=env)


def test_a_relative_path_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    check(tmp_path, "m", env={"OPENCODE_MODELS_PATH": "m"})
    check(tmp_path, "m", catalog="m")
    check(tmp_path, ".cache/opencode/models.json", env={"HOME": "", "USERPROFILE": ""})


def test_a_list_older_than_ours(tmp_path: Path) -> None:
    check(tmp_path, CACHE, changed=STALE)


def test_a_list_that_is_named_may_be_of_any_age(tmp_path: Path) -> None:
    check(tmp_path, "m", "mine", changed=STALE, env={"OPENCODE_MODELS_PATH": "~/m"})


def test_the_setting_goes_first(tmp_path: Path) -> None:
    env = {"OPENCODE_MODELS_PATH": "~/other"}
    check(tmp_path, "m", "mine", changed=STALE, env=env, catalog="~/m")
    check(tmp_path, CACHE, catalog="~/m/none")


@pytest.mark.parametrize("text", ["", "no JSON", "[]", " " * (LIST_LIMIT + 1)])
def test_a_file_that_is_no_list(tmp_path: Path, text: str) -> None:
    write(tmp_path / CACHE, text)

    assert dict(world(tmp_path).catalog()) == packaged().providers


def test_a_list_longer_than_other_files(tmp_path: Path) -> None:
    write(tmp_path / CACHE, '{"mine": {"models": {}}}' + " " * LIMIT)

    assert list(world(tmp_path).catalog()) == ["mine"]


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    (tmp_path / CACHE).mkdir(parents=True)
    os.mkfifo(tmp_path / "pipe")

    assert world(tmp_path).catalog() is packaged().providers
    assert world(tmp_path, catalog="~/pipe").catalog() is packaged().providers
    assert world(tmp_path, catalog="/dev/zero").catalog() is packaged().providers


def test_it_is_read_once_until_it_changes(tmp_path: Path) -> None:
    write(tmp_path / CACHE, '{"a": {"models": {}}}')
    first = world(tmp_path).catalog()
    again = world(tmp_path).catalog()
    write(tmp_path / CACHE, '{"b": {"models": {}}}', FRESH + 1)
    later = world(tmp_path).catalog()

    assert again is first
    assert (list(first), list(later)) == (["a"], ["b"])
