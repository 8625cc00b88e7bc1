"""Classes that attrs builds when they are first used are like those that are built at once."""

import subprocess
import sys
from pathlib import Path

CLASSES = Path(__file__).parent / "late_classes.py"


def told(*arguments: str) -> str:
    """What a program of its own prints: imports need a process each."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_all_classes_are_like_the_originals() -> None:
    late = told(str(CLASSES), "late")

    assert late == told(str(CLASSES), "as-it-is")
    assert len(late.splitlines()) > 100


def test_what_is_not_used_is_not_built() -> None:
    found = told(
        "-c",
        "import opencode_ls.lsp\n"
        "from attr import validators\n"
        "from referencing import exceptions\n"
        "for cls in (validators._InValidator, exceptions.NoSuchAnchor):\n"
        "    print('__attrs_props__' in vars(cls))\n",
    )

    assert found == "False\nFalse\n"


def test_attrs_is_left_as_it_was() -> None:
    found = told(
        "-c",
        "import attr, attrs\n"
        "before = attrs.define, attrs.frozen, attr._make.attrs\n"
        "import opencode_ls.lsp\n"
        "print(before == (attrs.define, attrs.frozen, attr._make.attrs))\n",
    )

    assert found == "True\n"
