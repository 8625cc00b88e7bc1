"""A class of lsprotocol that attrs builds when it is first used is like one built at once."""

import subprocess
import sys
from pathlib import Path

ALL_TYPES = Path(__file__).parent / "all_types.py"


def check(program: str, *arguments: str) -> list[str]:
    """The lines that a program prints that ends well; threads and imports need a process each."""
    command = [sys.executable, *arguments, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_all_classes_are_like_the_originals() -> None:
    program = f"import runpy, sys; sys.argv[1:] = ['%s']; runpy.run_path({str(ALL_TYPES)!r})"
    as_it_is, late = check(program % "as-it-is"), check(program % "late")

    assert late == as_it_is
    assert len(late) == 554


def test_importing_a_part_of_the_server_builds_no_class() -> None:
    found = check(
        "import opencode_ls.lsp.typed\n"
        "from lsprotocol import types\n"
        "classes = [each for each in vars(types).values() if isinstance(each, type)]\n"
        "print(sum('__attrs_props__' in vars(each) for each in classes))\n"
    )

    assert found == ["0"]


def test_a_class_that_attrs_has_nothing_to_do_with_is_as_it_is_written() -> None:
    found = check(
        "import opencode_ls.lsp\n"
        "from lsprotocol import types\n"
        "print(sorted(vars(types.LSPObject)), types.LSPObject.__doc__.split()[0])\n"
    )

    assert found == ["['__dict__', '__doc__', '__module__', '__weakref__'] LSP"]


def test_attrs_is_left_as_it_was() -> None:
    found = check(
        "import attrs\n"
        "before = attrs.define\n"
        "import opencode_ls.lsp\n"
        "print(attrs.define is before)\n"
    )

    assert found == ["True"]


def test_threads_that_meet_at_an_unbuilt_class_all_get_whole_instances() -> None:
    found = check(
        "import sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from threading import Barrier\n"
        "import opencode_ls.lsp\n"
        "from lsprotocol import types\n"
        "sys.setswitchinterval(1e-6)\n"
        "barrier = Barrier(8)\n"
        "def make(cls):\n"
        "    barrier.wait()\n"
        "    return cls('a') == cls('a'), len(cls.__attrs_attrs__)\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    for cls in (types.TextDocumentIdentifier, types.LogTraceParams, types.FileCreate):\n"
        "        print(set(pool.map(make, [cls] * 8)))\n"
    )

    assert found == ["{(True, 1)}", "{(True, 2)}", "{(True, 1)}"]
