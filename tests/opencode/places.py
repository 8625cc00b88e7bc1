"""Every place of a configuration at once, around one started program: what counts over what."""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from opencode.oracle import prepare
from opencode_ls.analysis.layers import CONTENT

NAMES = ("opencode.json", "opencode.jsonc")

OWN = tuple(f"home/config/opencode/{name}" for name in ("config.json", *NAMES))
"""The files of the user, which the program reads once, when it starts."""

NAMED = "named/config.json"
"""The file that `OPENCODE_CONFIG` names."""

PROJECT = tuple(f"{folder}/{name}" for folder in ("", "/inner", "/inner/here") for name in NAMES)
FOLDERS = tuple(
    f"{folder}/.opencode/{name}" for folder in ("/inner/here", "/inner", "") for name in NAMES
)
"""The files of a project, below its root; the program is asked about `inner/here`."""

HOME = tuple(f"home/.opencode/{name}" for name in NAMES)
EXTRA = tuple(f"extra/{name}" for name in NAMES)
MANAGED = tuple(f"managed/{name}" for name in NAMES)

PLACES = (*OWN, NAMED, *PROJECT, *FOLDERS, *HOME, *EXTRA, CONTENT, *MANAGED)
"""The lowest first; those of a project begin with a slash."""

OFTEN = tuple(place for place in PLACES if place not in {*OWN, CONTENT})
"""Those that the program reads again for each folder."""


PAIRS = tuple(combinations(PLACES, 2))
"""Each two places, the lower one first."""

NOTE = "note"
"""A file beside each of them, which says where it stands."""


def ranks(place: str) -> dict[str, dict[str, str]]:
    """Agents: of each pair with this place one that says which of the two it stands at."""
    pairs = [f"{low} < {high}" for low, high in PAIRS if place in {low, high}]
    return {pair: {"prompt": place} for pair in pairs}


def environment(folder: Path) -> dict[str, str]:
    """The variables that make every place count, but for the one that holds a text."""
    return {
        "OPENCODE_CONFIG": str(folder / NAMED),
        "OPENCODE_CONFIG_DIR": str(folder / "extra"),
        "OPENCODE_TEST_MANAGED_CONFIG_DIR": str(folder / "managed"),
    }


def write(folder: Path, project: Path, texts: Mapping[str, str]) -> Path:
    """Write these texts to their places, empty the others; the folder to ask about."""
    here = project / "inner" / "here"
    here.mkdir(parents=True)
    _make_repository(project)
    for place in PLACES:
        path = project / place[1:] if place.startswith("/") else folder / place
        if place == CONTENT:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(NOTE).write_text(str(path.parent.relative_to(folder)), encoding="utf-8")
        if place in texts:
            path.write_bytes(texts[place].encode())
        elif place in OFTEN:
            path.unlink(missing_ok=True)
    for found in (*project.rglob(".opencode"), folder / "home" / ".opencode", folder / "extra"):
        prepare(found)
    return here


def _make_repository(project: Path) -> None:
    """As little as git takes for a repository; starting it for each would take longer."""
    for name in ("refs", "objects"):
        (project / ".git" / name).mkdir(parents=True)
    (project / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
