"""What the real World sees: regular files, programs, and nothing that it may not look at."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from opencode_ls.analysis.world import FileRead, Listing, Lookup
from opencode_ls.host import LIMIT, NAMES, RealWorld


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A workspace, an own folder and a folder of PATH, with a program and a text in each."""
    for name in ("work", "home/.config/opencode", "bin", "else"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "it").write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / "it").chmod(0o755)
    (tmp_path / "work/out").symlink_to(tmp_path / "else/it")
    (tmp_path / "home/.config/opencode/out").symlink_to(tmp_path / "else/it")
    (tmp_path / "bin/out").symlink_to(tmp_path / "else/it")
    (tmp_path / "work/null").symlink_to("/dev/null")
    return tmp_path


def world(work: Path, *, trusted: bool = True) -> RealWorld:
    env = {"HOME": f"{work}/home", "PATH": f"{work}/bin", "SET": "value", "EMPTY": ""}
    return RealWorld(trusted=trusted, workspace=(f"{work}/work",), env=env, cwd=f"{work}/work")


def check_read(path: str | Path, expected: FileRead, *, trusted: bool = True) -> None:
    folder = Path(path).parent

    assert world(folder, trusted=trusted).read(str(path)) == expected


TEXT = FileRead("ok", "#!/bin/sh\n")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", FileRead("ok", "")),
        (b"a\r\n\xff", FileRead("ok", "a\r\n\ufffd")),
        (b"\xef\xbb\xbfa", FileRead("ok", "\ufeffa")),
        (b"x" * LIMIT, FileRead("ok", "x" * LIMIT)),
        (b"x" * (LIMIT + 1), FileRead("too-large")),
    ],
    ids=["empty", "not-utf8", "bom", "limit", "too-large"],
)
def test_a_regular_file(content: bytes, expected: FileRead, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)

    check_read(tmp_path / "file", expected)


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").touch()

    check_read(tmp_path / "pipe", FileRead("unreadable"))
    check_read(tmp_path, FileRead("directory"))
    check_read(tmp_path / "loop", FileRead("unreadable"))
    check_read(tmp_path / "nothing", FileRead("missing"))
    check_read(tmp_path / "file" / "below", FileRead("missing"))


@pytest.mark.parametrize("path", ["relative", "", "/a\0b"])
def test_what_is_no_path(path: str, tmp_path: Path) -> None:
    assert world(tmp_path).read(path) == FileRead("missing")


SPECIAL = [
    "/dev/null",
    "/proc/self/environ",
    "/sys/x",
    "//host/share",
    "\\\\host\\x",
    "/a/../dev/tty",
]


@pytest.mark.parametrize("path", SPECIAL)
def test_devices_and_other_machines_are_never_looked_at(path: str, tmp_path: Path) -> None:
    found = world(tmp_path)

    assert found.real_path(path) == path
    assert found.which(path, "/") == Lookup("unknown")
    if path.startswith("/"):
        assert found.read(path) == FileRead("unknown")


@pytest.mark.parametrize("trusted", [True, False])
def test_a_link_to_a_device(trusted: bool, work: Path) -> None:  # noqa: FBT001  (a parameter)
    found = world(work, trusted=trusted)

    assert found.read(f"{work}/work/null") == FileRead("unknown")
    assert found.which("./null", f"{work}/work") == Lookup("unknown")


@pytest.mark.parametrize(
    ("path", "trusted", "untrusted"),
    [
        ("work/it", TEXT, TEXT),
        ("home/.config/opencode/it", TEXT, TEXT),
        ("home/.config/opencode/out", TEXT, TEXT),
        ("work/out", TEXT, FileRead("unknown")),
        ("else/it", TEXT, FileRead("unknown")),
        ("work/../else/it", TEXT, FileRead("unknown")),
        ("bin/it", TEXT, FileRead("unknown")),
        ("else/nothing", FileRead("missing"), FileRead("unknown")),
        ("workmate", FileRead("missing"), FileRead("unknown")),
    ],
)
def test_what_an_untrusted_workspace_may_read(
    path: str, trusted: FileRead, untrusted: FileRead, work: Path
) -> None:
    assert world(work).read(f"{work}/{path}") == trusted
    assert world(work, trusted=False).read(f"{work}/{path}") == untrusted


@pytest.mark.parametrize(
    ("program", "trusted", "untrusted"),
    [
        ("it", "found", "found"),
        ("out", "found", "found"),
        ("nothing", "missing", "missing"),
        ("./it", "found", "found"),
        ("./out", "found", "unknown"),
        ("../else/it", "found", "unknown"),
        ("../bin/it", "found", "found"),
        ("../bin/nothing", "missing", "missing"),
        ("../else/nothing", "missing", "unknown"),
        ("a\0b", "missing", "missing"),
        ("./a\0b", "unknown", "unknown"),
    ],
)
def test_which_programs_an_untrusted_workspace_may_look_for(
    program: str, trusted: str, untrusted: str, work: Path
) -> None:
    assert world(work).which(program, f"{work}/work").status == trusted
    assert world(work, trusted=False).which(program, f"{work}/work").status == untrusted


def test_a_program_names_its_place_and_where_it_was_looked_for(work: Path) -> None:
    bare = world(work).which("it", f"{work}/work")
    path = world(work).which("./it", f"{work}/work")

    assert bare == Lookup("found", f"{work}/bin/it", (f"{work}/bin",))
    assert path == Lookup("found", f"{work}/work/it", (f"{work}/work/it",))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("SET", "value"), ("EMPTY", ""), ("UNSET", None), ("", None), ("A=B", None), ("A\0", None)],
)
def test_a_variable(name: str, expected: str | None, work: Path) -> None:
    assert world(work).env(name) == expected


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A file system that never answers for paths with `far`; the list is of those it was asked."""
    asked: list[str] = []
    answered, stat = Event(), os.stat

    def far(path: str, **options: Any) -> os.stat_result:  # noqa: ANN401  (whatever stat takes)
        if os.path.basename(path).startswith("far"):  # noqa: PTH119  (a Path would ask stat again)
            asked.append(path)
            answered.wait()
        return stat(path, **options)

    monkeypatch.setattr("opencode_ls.host.PATIENCE", 0.05)
    monkeypatch.setattr(os, "stat", far)
    yield asked
    answered.set()


def test_a_file_system_that_hangs_is_unknown_and_asked_once(hanging: list[str], work: Path) -> None:
    found = world(work)

    assert found.read(f"{work}/far") == FileRead("unknown")
    assert found.read(f"{work}/far") == FileRead("unknown")
    assert found.which(f"{work}/far2", "/") == Lookup("unknown")
    assert hanging == [f"{work}/far", f"{work}/far2"]
    assert found.read(f"{work}/work/it") == TEXT


def test_a_path_that_hangs_does_not_stop_each_look_anew(hanging: list[str], work: Path) -> None:
    found = world(work)

    assert found.which("far", "/") == Lookup("unknown")
    assert found.which("it", "/") == Lookup("unknown")
    assert hanging == [f"{work}/bin/far"]


@pytest.mark.parametrize(
    ("path", "trusted", "untrusted"),
    [
        ("work", Listing("ok", ("it", "null", "out")), Listing("ok", ("it", "null", "out"))),
        ("home/.config/opencode", Listing("ok", ("it", "out")), Listing("ok", ("it", "out"))),
        ("else", Listing("ok", ("it",)), Listing("unknown")),
        ("work/else", Listing("ok", ("it",)), Listing("unknown")),
        ("work/it", Listing("missing"), Listing("missing")),
        ("work/nothing", Listing("missing"), Listing("missing")),
        ("else/nothing", Listing("missing"), Listing("unknown")),
    ],
)
def test_the_names_in_a_folder(path: str, trusted: Listing, untrusted: Listing, work: Path) -> None:
    if path == "work/else":
        (work / path).symlink_to(work / "else")

    assert world(work).list(f"{work}/{path}") == trusted
    assert world(work, trusted=False).list(f"{work}/{path}") == untrusted


def test_which_names_are_folders(work: Path) -> None:
    (work / "work/in").mkdir()
    (work / "work/near").symlink_to(work / "work/in")
    (work / "work/gone").symlink_to(work / "nowhere")

    assert world(work).list(f"{work}/work").folders == {"in", "near"}
    assert world(work, trusted=False).list(f"{work}/work").folders == {"in"}


def test_a_folder_of_too_many_names(tmp_path: Path) -> None:
    for number in range(NAMES):
        (tmp_path / str(number)).touch()
    full = world(tmp_path).list(str(tmp_path))
    (tmp_path / "more").touch()

    assert (full.status, len(full.names)) == ("ok", NAMES)
    assert world(tmp_path).list(str(tmp_path)) == Listing("too-large")


@pytest.mark.parametrize("path", ["relative", "", "/a\0b"])
def test_no_folder_has_a_path_like_that(path: str, tmp_path: Path) -> None:
    assert world(tmp_path).list(path) == Listing("missing")


@pytest.mark.parametrize("path", [path for path in SPECIAL if path.startswith("/")])
def test_special_folders_are_never_listed(path: str, tmp_path: Path) -> None:
    assert world(tmp_path).list(path) == Listing("unknown")
