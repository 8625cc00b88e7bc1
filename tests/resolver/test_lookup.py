"""Where a program is found, and what stands in its way."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.resolver.lookup import Found, look_up


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two folders of PATH: the first with what stands in the way, the second with programs."""
    for name in ("first", "second", "first/folder"):
        (tmp_path / name).mkdir()
    for name, mode in {
        "first/plain": 0o644,
        "first/both": 0o644,
        "second/both": 0o755,
        "second/good": 0o755,
        "second/good.cmd": 0o644,
        "second/tool.EXE": 0o644,
    }.items():
        (tmp_path / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name).chmod(mode)
    (tmp_path / "second/broken").write_text("#! /no/such/shell -x\n", encoding="utf-8")
    (tmp_path / "second/broken").chmod(0o755)
    os.mkfifo(tmp_path / "first/pipe")
    return tmp_path


def check(
    place: Path, program: str, status: str, path: str | None, platform: str = "linux"
) -> None:
    between = ";" if platform == "win32" else ":"
    env = {"PATH": between.join(["", ".", f"{place}/first", f"{place}/second", f"{place}/first"])}
    found = look_up(program, str(place), env, platform)
    where = (
        [os.path.normpath(place / program)]
        if "/" in program
        else [f"{place}/first", f"{place}/second"]
    )

    assert found._asdict() == {
        "status": status,
        "path": None if path is None else f"{place}/{path}",
        "searched": tuple(where),
    }


@pytest.mark.parametrize(
    ("program", "status", "path"),
    [
        ("good", "found", "second/good"),
        ("both", "found", "second/both"),
        ("plain", "not-executable", "first/plain"),
        ("folder", "directory", "first/folder"),
        ("pipe", "not-executable", "first/pipe"),
        ("broken", "bad-interpreter", "second/broken"),
        ("nothing", "missing", None),
        ("x" * 5000, "missing", None),
        ("./second/good", "found", "second/good"),
        ("second/../second/good", "found", "second/good"),
        ("./first/plain", "not-executable", "first/plain"),
        ("./good", "missing", None),
    ],
)
def test_on_posix(program: str, status: str, path: str | None, place: Path) -> None:
    check(place, program, status, path)


@pytest.mark.parametrize(
    ("program", "status", "path"),
    [
        ("good", "found", "second/good.cmd"),
        ("good.cmd", "found", "second/good.cmd"),
        ("tool.EXE", "found", "second/tool.EXE"),
        ("plain", "missing", None),
        ("./second/good", "found", "second/good.cmd"),
    ],
)
def test_on_windows_an_extension_is_added(
    program: str, status: str, path: str | None, place: Path
) -> None:
    check(place, program, status, path, "win32")


def test_on_windows_names_of_variables_know_no_case(place: Path) -> None:
    env = {"Path": f"{place}/second", "PathExt": ".TXT;.EXE"}

    assert look_up("tool", str(place), env, "win32").status == "missing"
    (place / "second/tool.exe").touch()
    assert look_up("tool", str(place), env, "win32").path == f"{place}/second/tool.exe"


@pytest.mark.parametrize("program", ["", " ", "a\0b", "./a\0b"])
def test_what_names_no_program(program: str) -> None:
    assert look_up(program, "/", {"PATH": "/bin"}) == Found("missing", None, ())


def test_without_path_the_system_has_a_default() -> None:
    assert look_up("sh", "/", {}).status == "found"
    assert look_up("sh", "/", {"PATH": ""}) == Found("missing", None, ())


@given(st.text(), st.text(), st.sampled_from(["linux", "win32"]))
def test_any_text_can_be_looked_up(program: str, path: str, platform: str) -> None:
    look_up(program, "/nowhere", {"PATH": path}, platform)
