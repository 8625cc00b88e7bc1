"""An agent's name: opencode's own, and those of this file."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, entries, note, string

_BUILT_IN = {
    "build": "primary agent: may use every tool",
    "plan": "primary agent: reads and plans, asks before it changes anything",
    "general": "subagent: researches and does several steps by itself",
    "explore": "subagent: searches the code quickly, changes nothing",
}


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The file's own agents first; the one to start with is no subagent."""
    for value, mode in _all(analysis):
        if mode != "subagent" or place.path != ("default_agent",):
            yield value


def describe(analysis: Analysis, node: Node) -> str | None:
    """What opencode's own agents are for; where another one is declared."""
    name = str(node.value)
    if name in entries(analysis, "agent", "agents"):
        return "An agent that this file configures"
    return _BUILT_IN.get(name)


def _all(analysis: Analysis) -> Iterator[tuple[Value, str | None]]:
    own = entries(analysis, "mode", "agent", "agents")
    for name, node in own.items():
        detail = note(node.get("description")) or _BUILT_IN.get(name, "in this file")
        yield Value(name, name, "reference", detail), string(node.get("mode"))
    for name, detail in _BUILT_IN.items():
        if name not in own:
            yield Value(name, name, "reference", detail), detail.partition(" ")[0].strip(":")
