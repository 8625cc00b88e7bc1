"""Which other configuration files apply together with this one, and in which order.

Order and places: opencode 1.18.33, run (low to high): the user's folder, OPENCODE_CONFIG, the
project's files from the root down, `.opencode` folders from here up, `~/.opencode`,
OPENCODE_CONFIG_DIR, the managed folder.  OPENCODE_CONFIG_CONTENT, just below the managed folder, is
no file: only `with_content` has it.
"""

import os.path
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from opencode_ls.analysis.placeholders import Substitution, substitute
from opencode_ls.analysis.trees import Trees
from opencode_ls.analysis.world import World
from opencode_ls.jsonc import Tree, parse

NAMES = ("opencode.json", "opencode.jsonc")

CONTENT = "OPENCODE_CONFIG_CONTENT"
"""The variable that holds a configuration itself."""

Scope = Literal["user", "project", "managed"]


class Layer(NamedTuple):
    """One configuration file that applies; `scope` says whose it is."""

    path: str
    scope: Scope
    text: str
    tree: Tree
    substitution: Substitution


def layers(world: World, folder: str, trees: Trees | None = None) -> tuple[Layer, ...]:
    """The configuration files that apply in a folder and can be read, lowest first."""
    trees = trees or Trees()
    scopes: dict[str, Scope] = {}
    for path, scope in places(world, folder):
        # A file that applies twice counts where it comes last; the user's own stays the user's.
        earlier = scopes.pop(path, "project")
        scopes[path] = scope if earlier == "project" else earlier
    found = (read_layer(world, path, scope, trees) for path, scope in scopes.items())
    return tuple(layer for layer in found if layer is not None)


def read_layer(world: World, path: str, scope: Scope, trees: Trees) -> Layer | None:
    """Read one file as opencode would, None if it cannot be read."""
    read = world.read(path)
    if read.status != "ok":
        return None
    return layer_of(world, path, scope, read.text, trees)


def layer_of(world: World, path: str, scope: Scope, text: str, trees: Trees) -> Layer:
    """A layer from a text, such as the one an editor holds."""
    substitution = trees.substituted(path, text, os.path.dirname(path), world)
    return Layer(path, scope, text, trees.parse(path, substitution.text), substitution)


def scope_of(world: World, path: str) -> Scope:
    """Whose file this is: the user's only if opencode reads it as the user's, links followed."""
    real = world.real_path(path)
    for place, scope in _places(world, ()):
        if scope != "project" and world.real_path(place) == real:
            return scope
    return "project"


def config_folder(world: World) -> str:
    """The user's opencode folder: `$XDG_CONFIG_HOME/opencode`, else `~/.config/opencode`."""
    base = world.env("XDG_CONFIG_HOME") or _in(world.home, ".config")
    return _in(base, "opencode")


def project_root(world: World, folder: str) -> str:
    """The nearest folder upwards with a `.git`, or the root of the file system."""
    for candidate in _upwards(folder):
        if world.read(_in(candidate, ".git")).status in {"directory", "ok"}:
            return candidate
    return _upwards(folder)[-1]


def project_folder(world: World, folder: str) -> str:
    """The folder of the project: the nearest one upwards with a `.git`, else `folder` itself."""
    root = project_root(world, folder)
    return folder if root == _upwards(folder)[-1] else root


def places(world: World, folder: str) -> Iterator[tuple[str, Scope]]:
    """Where opencode looks for files, lowest first; one may come twice."""
    return _places(world, _project_folders(world, folder))


def folders_of_opencode(world: World, folder: str) -> tuple[str, ...]:
    """The folders that are there for opencode alone, where plugins, agents and commands lie too."""
    found = _config_folders(world, _project_folders(world, folder))
    return tuple(dict.fromkeys((config_folder(world), *(place for place, _ in found))))


def with_content(
    world: World, folder: str, found: tuple[Layer, ...] | None = None
) -> tuple[Layer, ...]:
    """The files that apply (`found`, if given), and in its place what the variable `CONTENT` holds.

    That layer has the variable's name for a path, and counts as the project's.
    """
    found = layers(world, folder) if found is None else found
    text = world.env(CONTENT)
    if not text:
        return found
    substitution = substitute(text, folder, world)
    content = Layer(CONTENT, "project", text, parse(substitution.text), substitution)
    managed = dict(_managed(world))
    above = tuple(layer for layer in found if layer.path in managed)
    return (*found[: len(found) - len(above)], content, *above)


def _project_folders(world: World, folder: str) -> tuple[str, ...]:
    """The folders of the project from here up, none where a variable turns its files off."""
    if (world.env("OPENCODE_DISABLE_PROJECT_CONFIG") or "").lower() in {"1", "true"}:
        return ()
    upwards = _upwards(folder)
    return upwards[: upwards.index(project_root(world, folder)) + 1]


def _places(world: World, inside: tuple[str, ...]) -> Iterator[tuple[str, Scope]]:
    own = config_folder(world)
    for name in ("config.json", *NAMES):
        yield _in(own, name), "user"
    named = world.env("OPENCODE_CONFIG")
    if named:
        path = _absolute(world, named)
        yield path, _named_scope(world, path)
    for place in reversed(inside):
        yield from _both(place, "project")
    for place, scope in _config_folders(world, inside):
        yield from _both(place, scope)
    yield from _managed(world)


def _config_folders(world: World, inside: tuple[str, ...]) -> list[tuple[str, Scope]]:
    """The folders that are there for opencode alone; one that comes twice counts where it first is.

    Of the user's folder the files count here again, if `OPENCODE_CONFIG_DIR` names it.
    """
    own = config_folder(world)
    found: dict[str, Scope] = {own: "user"}
    for place in inside:
        found[_in(place, ".opencode")] = "project"
    if world.home:
        found[_in(world.home, ".opencode")] = "user"
    extra = world.env("OPENCODE_CONFIG_DIR")
    named = _absolute(world, extra) if extra else ""
    if named:
        found.setdefault(named, _named_scope(world, named))
    return [(place, scope) for place, scope in found.items() if place != own or named == own]


def _absolute(world: World, path: str) -> str:
    return os.path.normpath(os.path.join(world.cwd, path))


def _named_scope(world: World, path: str) -> Scope:
    """Whose a file is that a variable names: a project's `.envrc` may have set the variable."""
    places = (path, world.real_path(path))
    return "project" if any(_in_repository(world, place) for place in places) else "user"


def _in_repository(world: World, path: str) -> bool:
    return project_root(world, path) != _upwards(path)[-1]


@lru_cache
def _both(folder: str, scope: Scope) -> tuple[tuple[str, Scope], ...]:
    return tuple((os.path.join(folder, name), scope) for name in NAMES)


def _managed(world: World) -> tuple[tuple[str, Scope], ...]:
    """The files of the administrator; the variable is opencode's own, for its tests."""
    named = world.env("OPENCODE_TEST_MANAGED_CONFIG_DIR")
    if named:
        path = _absolute(world, named)
        return _both(path, _named_scope(world, path))
    match world.platform:
        case "darwin":
            path = "/Library/Application Support/opencode"
        case "win32":
            path = os.path.join(world.env("ProgramData") or "C:\\ProgramData", "opencode")
        case _:
            path = "/etc/opencode"
    return _both(path, "managed")


# What says only how paths are put together is kept: all of it is asked at every keystroke.


@lru_cache
def _upwards(folder: str) -> tuple[str, ...]:
    found = [folder]
    while (parent := os.path.dirname(found[-1])) != found[-1]:
        found.append(parent)
    return tuple(found)


@lru_cache
def _in(folder: str, *names: str) -> str:
    return os.path.join(folder, *names)
