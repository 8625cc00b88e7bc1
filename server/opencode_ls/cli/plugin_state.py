"""Whether our plugin for opencode is there, and whether it can do what it is for."""

from typing import NamedTuple

from opencode_ls.analysis.layers import Layer
from opencode_ls.analysis.own_plugin import command_in, plugin_file
from opencode_ls.analysis.world import World
from opencode_ls.resolver.visible import named

_AGAIN = "run `opencode-ls plugin install` again"


class PluginState(NamedTuple):
    """Where the plugin is, None if it is not; `problem` says why it can do nothing, "" if it can.

    Where a configuration lists a file of the plugin, `path` is that of the configuration.
    """

    path: str | None
    problem: str = ""


def plugin_state(world: World, found: tuple[Layer, ...]) -> PluginState:
    """The state of the plugin where these files apply."""
    path = plugin_file(world, world.cwd, found)
    return PluginState(path, "" if path is None else _problem(world, path, found))


def _problem(world: World, path: str, found: tuple[Layer, ...]) -> str:
    if (world.env("OPENCODE_PURE") or "").lower() in {"1", "true"}:
        return "`OPENCODE_PURE` is set: opencode starts without plugins, and gets no key"
    if any(layer.path == path for layer in found):
        return ""
    command = command_in(world.read(path).text)
    if command is None:
        return f"{path}: it is not the plugin of this program; {_AGAIN}"
    if world.which(command[0], world.cwd).status != "found":
        return f"{path}: it starts {named(command[0])}, which is not there; {_AGAIN}"
    return ""
