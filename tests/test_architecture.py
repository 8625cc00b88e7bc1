"""The house keeps its shape: style, types, layers, sizes, fresh docs; and looking runs nothing."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PACKAGE = ROOT / "server" / "opencode_ls"
# Taken now, since the tests run with another; the root of the file system is nobody's.
HOME = [f"{home}/" for home in (Path.home(),) if home != Path(home.anchor)]
LINES, FUNCTION_LINES = 300, 40


def check(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def sources() -> Iterator[Path]:
    for folder in ("server", "tests", "docs", "benchmarks", "editors"):
        found = sorted((ROOT / folder).rglob("*.py"))
        yield from (path for path in found if "node_modules" not in path.parts)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_style() -> None:
    check(BIN / "ruff", "check")


def test_format() -> None:
    check(BIN / "ruff", "format", "--check")


@pytest.mark.timeout(600)
def test_types() -> None:
    check(BIN / "mypy")


def test_layers() -> None:
    check(BIN / "lint-imports")


def test_generated_documentation_is_fresh() -> None:
    check(sys.executable, "docs/generate.py", "--check")


@pytest.mark.parametrize("path", tuple(sources()), ids=named)
def test_a_file_fits_in_the_head(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        f"{node.name} has {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree)
        if isinstance(node, functions)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]

    assert ast.get_docstring(tree), "opens without a docstring"
    assert long == []
    assert text.count("\n") <= LINES


def test_the_resolver_loads_the_standard_library_only() -> None:
    program = (
        "import sys; from opencode_ls.resolver import *;"
        "names = 'pygls lsprotocol jsonschema attrs attr asyncio'.split();"
        "sys.exit(', '.join(name for name in names if name in sys.modules) or 0)"
    )
    check(sys.executable, "-c", program)


# Python tells an audit hook of each of these before it happens ("Audit events table").
WATCHED = """
import os, sys
FORBIDDEN = ("subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork",
             "os.startfile", "pty.", "socket.", "urllib.", "ctypes.dlopen")
def watch(event, arguments):
    if event.startswith(FORBIDDEN):
        os.write(2, f"{event} {arguments}\\n".encode())
        os._exit(99)
"""

LOOKED_AT = """
from opencode_ls.analysis.build import analyse
from opencode_ls.features import actions, completion, fixing, hover, inlay_hints, lenses, links
from opencode_ls.features import new_file, refactorings, symbols
from opencode_ls.host import RealWorld
from opencode_ls.rules import findings
from opencode_ls.text import Span
sys.addaudithook(watch)
text = open(sys.argv[1], encoding="utf-8").read()
analysis = analyse(text, path=sys.argv[1], world=RealWorld())
found = findings(analysis)
symbols.symbols(analysis)
lenses.lenses(analysis)
links.links(analysis)
refactorings.refactorings(analysis, Span(0, len(text)))
fixing.safe_fixes(text, lambda other: findings(analysis.of(other)))
inlay_hints.inlay_hints(analysis, Span(0, len(text)))
for offset in range(len(text)):
    hover.hover(analysis, offset)
    completion.complete(analysis, offset)
for finding in found:
    actions.actions(analysis, found, finding.span)
    tuple(new_file.new_files(analysis, found, finding.span, ()))
"""

CHECKED = """
from opencode_ls.cli import main
sys.addaudithook(watch)
sys.exit(main(["check", sys.argv[1]]))
"""


@pytest.mark.parametrize("program", [LOOKED_AT, CHECKED], ids=["features", "check"])
def test_looking_at_a_file_starts_nothing(program: str) -> None:
    check(sys.executable, "-c", WATCHED + program, ROOT / "examples" / "opencode.jsonc")


def test_the_watch_above_sees_a_start() -> None:
    program = WATCHED + "sys.addaudithook(watch); import subprocess; subprocess.run(['true'])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert (done.returncode, done.stderr[:16]) == (99, b"subprocess.Popen")


def test_nothing_names_this_machine_or_a_registry() -> None:
    hosts = ("registry.npmjs", "pypi.org", "pythonhosted", "deb.debian")
    names = [f"{ROOT}/", *HOME, *hosts]
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in tracked()
        for name in names
        if name in path.read_text(encoding="utf-8", errors="replace")
    ]

    assert found == []


def tracked() -> Iterator[Path]:
    listing = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = (ROOT / name for name in listing.stdout.split("\0") if name)
    return (path for path in files if path.is_file() and path != Path(__file__))


def test_versions_are_pinned_by_their_content() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=\S)", pins, flags=re.MULTILINE)[1:]

    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


def test_the_changelog_starts_with_what_is_not_released() -> None:
    titles = re.findall(r"(?m)^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))

    assert titles[0] == "Unreleased"
