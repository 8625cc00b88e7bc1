"""Our plugin, with which opencode 1.18 runs an `apiKeyCommand`: its text, and whether it is there.

opencode reads `{plugin,plugins}/*.{ts,js}` in each folder that is there for it alone, and the files
that `plugin` lists (1.18.33, its source).
"""

import json
import os
import re
from functools import cache, lru_cache
from pathlib import Path

from opencode_ls.analysis.effective import effective, plugin_name
from opencode_ls.analysis.layers import Layer, config_folder, folders_of_opencode
from opencode_ls.analysis.world import World
from opencode_ls.pattern import pattern

NAME = "opencode-ls"
"""The name of the plugin's file, without its ending."""

FILE_NAMES = frozenset({f"{NAME}.js", f"{NAME}.ts"})
HOLDERS = ("plugin", "plugins")
"""The folders that opencode looks into, each below one of its own."""

PACKAGE = "@opencode-ai/plugin"
"""What opencode fetches into a folder of its own as soon as it starts with it."""

_HERE = Path(__file__).resolve()
# The wheel carries the file beside this module; a checkout keeps it where plugins for editors are.
_PLACES = (_HERE.parent / "data", _HERE.parents[3] / "editors" / "opencode")
_COMMAND = pattern(r"^const COMMAND = (\[.*\])$", re.MULTILINE)
_FILES = ("file:", "/", ".", "~")


def plugin_file(world: World, folder: str, found: tuple[Layer, ...]) -> str | None:
    """The file that has opencode load the plugin in a folder, or lists it; None if there is none.

    `found` are the configuration files that apply there.
    """
    roots = (layer.tree.root for layer in found)
    listed = any(root is not None and root.get("plugin") is not None for root in roots)
    # To merge whole files takes its time, and this is asked at every keystroke.
    for value in effective(found) if listed else ():
        if value.path[0] == "plugin" and _is_listed(value.shown):
            return value.layer.path
    # Most of these folders are not there, and then there is nothing to look for in them.
    there = (
        place
        for place in folders_of_opencode(world, folder)
        if world.read(place).status == "directory"
    )
    candidates = (path for place in there for path in _in(place))
    return next((path for path in candidates if world.read(path).status == "ok"), None)


def place_to_install(world: World) -> str:
    """Where the user's own plugin belongs: where it is already, else in the user's folder."""
    places = list(_in(config_folder(world)))
    return next((path for path in places if world.read(path).status == "ok"), places[0])


def plugin_text(command: tuple[str, ...]) -> str:
    """The plugin that starts this command to get a key."""
    words = ", ".join(json.dumps(word) for word in command)
    return _COMMAND.sub(lambda _: f"const COMMAND = [{words}]", _template(), count=1)


def command_in(text: str) -> tuple[str, ...] | None:
    """The command that a plugin of ours starts, None if the text is none."""
    found = _COMMAND.search(text)
    if found is None or "opencode-ls" not in text:
        return None
    try:
        words = json.loads(found[1])
    except ValueError:
        return None
    return tuple(map(str, words)) or None


def _is_listed(plugin: object) -> bool:
    """Whether an entry of `plugin` is a file with our name; a package of that name is not ours."""
    place = plugin[0] if isinstance(plugin, list) and plugin else plugin
    return isinstance(place, str) and place.startswith(_FILES) and plugin_name(place) == NAME


@lru_cache
def _in(folder: str) -> tuple[str, ...]:
    names = sorted(FILE_NAMES)
    return tuple(os.path.join(folder, holder, name) for holder in HOLDERS for name in names)


@cache
def _template() -> str:
    folder = next(folder for folder in _PLACES if (folder / f"{NAME}.js").is_file())
    return (folder / f"{NAME}.js").read_text(encoding="utf-8")
