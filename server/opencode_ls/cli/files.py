"""Which files `check` looks at, their text to read and to write, and what they are now."""

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis, Settings, analyse
from opencode_ls.analysis.layers import NAMES, layers
from opencode_ls.analysis.wording import from_here
from opencode_ls.analysis.world import World

LIMIT = 16 * 1024 * 1024
"""Bytes of a file that are read at most; opencode's largest known config has 36 thousand."""

_PASSED_OVER = frozenset({"node_modules", ".git"})

_BOM = "\ufeff"


class Target(NamedTuple):
    """One file to check: `shown` is how its user writes it, `named` if it was given itself."""

    path: str
    shown: str
    named: bool


class Problem(NamedTuple):
    """A path, as its user writes it, that cannot be checked, and why."""

    shown: str
    reason: str


class Text(NamedTuple):
    """A file's text without its byte order mark; `exact` if writing it back loses nothing."""

    text: str
    bom: bool
    exact: bool


def targets(paths: tuple[str, ...], world: World) -> tuple[tuple[Target, ...], tuple[Problem, ...]]:
    """The files to check, each once, in the order of the paths; and the paths that are no use."""
    found: dict[str, Target] = {}
    problems: list[Problem] = []
    for each in _here(world) if not paths else _named(paths, world.cwd):
        if isinstance(each, Problem):
            problems.append(each)
        elif each.path not in found or each.named:
            found[each.path] = each
    return tuple(found.values()), tuple(problems)


def read(path: str, shown: str) -> Text | Problem:
    """A file's text, decoded as JavaScript does: what is no UTF-8 becomes U+FFFD."""
    try:
        with open(path, "rb") as file:
            content = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        return Problem(shown, reason(error))
    if len(content) > LIMIT:
        return Problem(shown, f"larger than {LIMIT // 1024 // 1024} MiB")
    text = content.decode("utf-8", "replace")
    exact = "\ufffd" not in text or text.encode() == content
    return Text(text.removeprefix(_BOM), text.startswith(_BOM), exact)


def file_now(path: str, world: World, folder: str | None, settings: Settings) -> Analysis | None:
    """A file as it is now, None where it cannot be read; `folder` is where opencode would start."""
    text = read(path, path)
    if isinstance(text, Problem):
        return None
    return analyse(text.text, path=path, world=world, folder=folder, settings=settings)


def write(path: str, shown: str, text: Text) -> Problem | None:
    """Put a new text in a file's place at once: a reader sees the old one or the new one.

    A symbolic link stays one, the file keeps its mode, its byte order mark and its line ends.
    """
    real = os.path.realpath(path)
    content = ((_BOM if text.bom else "") + text.text).encode("utf-8", "surrogatepass")
    import tempfile  # noqa: PLC0415  (10 ms that only who writes a file pays)

    temporary: str | None = None
    try:
        mode = stat.S_IMODE(os.stat(real).st_mode)
        descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(real), prefix=".opencode-ls-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, real)
    except OSError as error:
        if temporary is not None:
            os.unlink(temporary)
        return Problem(shown, f"cannot be written: {reason(error)}")
    return None


def reason(error: OSError | ValueError) -> str:
    """Why the system refused, in its own words, in lower case."""
    said = getattr(error, "strerror", None) or "not a path"
    return said[:1].lower() + said[1:]


def _here(world: World) -> Iterator[Target | Problem]:
    found = layers(world, world.cwd)
    if not found:
        yield Problem(world.cwd, "no configuration of opencode applies here")
    for layer in found:
        yield Target(layer.path, from_here(layer.path, world.cwd), named=False)


def _named(paths: tuple[str, ...], cwd: str) -> Iterator[Target | Problem]:
    for given in paths:
        if not given or "\0" in given:
            yield Problem(given or '""', "not a path")
        elif os.path.isdir(path := os.path.normpath(os.path.join(cwd, given))):
            yield from _below(path, given)
        else:
            yield Target(path, given, named=True)


def _below(folder: str, given: str) -> Iterator[Target | Problem]:
    found = refused = False
    for place in _walk(folder):
        if isinstance(place, Problem):
            refused = True
            yield place
        else:
            found = True
            shown = os.path.normpath(os.path.join(given, os.path.relpath(place, folder)))
            yield Target(place, shown, named=False)
    if not found and not refused:
        yield Problem(given, "no opencode.json, opencode.jsonc or opencode/config.json in it")


def _walk(folder: str) -> Iterator[str | Problem]:
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(set(folders) - _PASSED_OVER)
        yield from (os.path.join(place, name) for name in sorted(names) if _is_config(place, name))
    yield from (Problem(str(error.filename), reason(error)) for error in refused)


def _is_config(folder: str, name: str) -> bool:
    return name in NAMES or (name == "config.json" and os.path.basename(folder) == "opencode")
