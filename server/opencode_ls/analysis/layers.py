"""Which other configuration files apply together with this one, and in which order.

Order and places: opencode 1.18.33, run (low to high): the user's folder, OPENCODE_CONFIG, the
project's files from the root down, `.opencode` folders from here up, `~/.opencode`,
OPENCODE_CONFIG_DIR, the managed folder.  OPENCODE_CONFIG_CONTENT, just below the managed folder, is
no file and not among them.
"""

import os.path
from collections.abc import Iterator
from typing import Literal, NamedTuple

from opencode_ls.analysis.placeholders import Substitution, substitute
from opencode_ls.analysis.world import World
from opencode_ls.jsonc import Tree, parse

NAMES = ("opencode.json", "opencode.jsonc")

Scope = Literal["user", "project", "managed"]


class Layer(NamedTuple):
    """One configuration file that applies; `scope` says whose it is."""

    path: str
    scope: Scope
    text: str
    tree: Tree
    substitution: Substitution


def layers(world: World, folder: str) -> tuple[Layer, ...]:
    """The configuration files that apply in a folder and can be read, lowest first."""
    scopes: dict[str, Scope] = {}
    for path, scope in places(world, folder):
        # A file that applies twice counts where it comes last; the user's own stays the user's.
        earlier = scopes.pop(path, "project")
        scopes[path] = scope if earlier == "project" else earlier
    found = (read_layer(world, path, scope) for path, scope in scopes.items())
    return tuple(layer for layer in found if layer is not None)


def read_layer(world: World, path: str, scope: Scope) -> Layer | None:
    """Read one file as opencode would, None if it cannot be read."""
    read = world.read(path)
    if read.status != "ok":
        return None
    return layer_of(world, path, scope, read.text)


def layer_of(world: World, path: str, scope: Scope, text: str) -> Layer:
    """A layer from a text, such as the one an editor holds."""
    substitution = substitute(text, os.path.dirname(path), world)
    return Layer(path, scope, text, parse(substitution.text), substitution)


def scope_of(world: World, path: str) -> Scope:
    """Whose file this is: the user's only if opencode reads it as the user's, links followed."""
    real = world.real_path(path)
    for place, scope in _outside(world):
        if scope != "project" and world.real_path(place) == real:
            return scope
    return "project"


def config_folder(world: World) -> str:
    """The user's opencode folder: `$XDG_CONFIG_HOME/opencode`, else `~/.config/opencode`."""
    base = world.env("XDG_CONFIG_HOME") or os.path.join(world.home, ".config")
    return os.path.join(base, "opencode")


def project_root(world: World, folder: str) -> str:
    """The nearest folder upwards with a `.git`, or the root of the file system."""
    for candidate in _upwards(folder):
        if world.read(os.path.join(candidate, ".git")).status in {"directory", "ok"}:
            return candidate
    return _upwards(folder)[-1]


def project_folder(world: World, folder: str) -> str:
    """The folder of the project: the nearest one upwards with a `.git`, else `folder` itself."""
    root = project_root(world, folder)
    return folder if root == _upwards(folder)[-1] else root


def places(world: World, folder: str) -> Iterator[tuple[str, Scope]]:
    """Where opencode looks for files, lowest first; one may come twice."""
    inside = _project_folders(world, folder)
    first, last = _own(world)
    yield from first
    for place in reversed(inside):
        yield from _both(place, "project")
    for place in inside:
        yield from _both(os.path.join(place, ".opencode"), "project")
    yield from last


def _project_folders(world: World, folder: str) -> list[str]:
    """The folders of the project from here up, none where a variable turns its files off."""
    if (world.env("OPENCODE_DISABLE_PROJECT_CONFIG") or "").lower() in {"1", "true"}:
        return []
    upwards = _upwards(folder)
    return upwards[: upwards.index(project_root(world, folder)) + 1]


def _outside(world: World) -> Iterator[tuple[str, Scope]]:
    first, last = _own(world)
    yield from first
    yield from last


def _own(world: World) -> tuple[list[tuple[str, Scope]], list[tuple[str, Scope]]]:
    """The files outside a project: those below the project's files, and those above them."""
    folder = config_folder(world)
    below: list[tuple[str, Scope]] = [
        (os.path.join(folder, name), "user") for name in ("config.json", *NAMES)
    ]
    named = world.env("OPENCODE_CONFIG")
    if named:
        path = _absolute(world, named)
        below.append((path, _named_scope(world, path)))
    above: list[tuple[str, Scope]] = []
    if world.home:
        above += _both(os.path.join(world.home, ".opencode"), "user")
    extra = world.env("OPENCODE_CONFIG_DIR")
    if extra:
        path = _absolute(world, extra)
        above += _both(path, _named_scope(world, path))
    return below, [*above, *_both(_managed(world), "managed")]


def _absolute(world: World, path: str) -> str:
    return os.path.normpath(os.path.join(world.cwd, path))


def _named_scope(world: World, path: str) -> Scope:
    """Whose a file is that a variable names: a project's `.envrc` may have set the variable."""
    places = (path, world.real_path(path))
    return "project" if any(_in_repository(world, place) for place in places) else "user"


def _in_repository(world: World, path: str) -> bool:
    return project_root(world, path) != _upwards(path)[-1]


def _both(folder: str, scope: Scope) -> Iterator[tuple[str, Scope]]:
    for name in NAMES:
        yield os.path.join(folder, name), scope


def _managed(world: World) -> str:
    match world.platform:
        case "darwin":
            return "/Library/Application Support/opencode"
        case "win32":
            return os.path.join(world.env("ProgramData") or "C:\\ProgramData", "opencode")
        case _:
            return "/etc/opencode"


def _upwards(folder: str) -> list[str]:
    found = [folder]
    while (parent := os.path.dirname(found[-1])) != found[-1]:
        found.append(parent)
    return found
