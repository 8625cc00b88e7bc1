"""Writes `server/` for the extension: the wheel, and the packages that it needs, by hash.

    .venv/bin/python editors/vscode/bundle.py

The versions and hashes are those of constraints.txt, so what users get is what the tests ran with.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = HERE / "server"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def main() -> None:
    """Write the folder anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check")
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir", str(FOLDER), str(ROOT))
    subprocess.run((*pip, *options), check=True)
    blocks = pins(ROOT / "constraints.txt")
    wanted = "".join(blocks[name] for name in sorted(needed("opencode-ls") - {"opencode-ls"}))
    (FOLDER / "requirements.txt").write_text(wanted, encoding="utf-8")
    (FOLDER / "hash").write_text(digest(), encoding="utf-8")


def pins(path: Path) -> dict[str, str]:
    """Each package's lines of a file of requirements, by its name."""
    blocks = re.split(r"^(?=[A-Za-z])", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {canonicalize_name(block.split("==")[0]): block for block in blocks if "==" in block}


def needed(name: str) -> set[str]:
    """A package and what it needs at run time on any system and any Python of ours."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        found.add(current := waiting.pop())
        for text in requires(current) or ():
            requirement = Requirement(text)
            if _counts(requirement) and (other := canonicalize_name(requirement.name)) not in found:
                waiting.append(other)
    return found


def _counts(requirement: Requirement) -> bool:
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate({"python_version": version, "extra": "", "sys_platform": system})
        for version in PYTHONS
        for system in ("linux", "darwin", "win32")
    )


def digest() -> str:
    """A name for this content."""
    parts = (path.name.encode() + path.read_bytes() for path in sorted(FOLDER.iterdir()))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


if __name__ == "__main__":
    main()
