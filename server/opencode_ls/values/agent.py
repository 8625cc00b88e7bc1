"""An agent's name: those of the files that apply, those in Markdown, and opencode's own."""

from collections.abc import Iterator

from opencode_ls.analysis.agents import agents
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.names import Subject
from opencode_ls.analysis.wording import short_path
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, elsewhere, entries, note, string

_BUILT_IN = {
    "build": "primary agent: may use every tool",
    "plan": "primary agent: reads and plans, asks before it changes anything",
    "general": "subagent: researches and does several steps by itself",
    "explore": "subagent: searches the code quickly, changes nothing",
}


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The agents of the files first; the one to start with is no subagent."""
    for value, mode in _all(analysis):
        if mode != "subagent" or place.path != ("default_agent",):
            yield value


def describe(analysis: Analysis, node: Node) -> str | None:
    """What opencode's own agents are for; where another one is declared."""
    name = str(node.value)
    if name in entries(analysis, "agent", "agents"):
        return "An agent that this file configures"
    where = elsewhere(analysis, "agent").get(Subject("agent", name))
    if where is not None and name not in _BUILT_IN:
        return f"An agent that is declared {where}"
    return _BUILT_IN.get(name)


def _all(analysis: Analysis) -> Iterator[tuple[Value, str | None]]:
    own = entries(analysis, "mode", "agent", "agents")
    for name, node in own.items():
        detail = note(node.get("description")) or _BUILT_IN.get(name, "in this file")
        yield Value(name, name, "reference", detail), string(node.get("mode"))
    beside = {name: where for name, where in _beside(analysis) if name not in {*own, *_BUILT_IN}}
    for name, where in beside.items():
        only_below = agents(analysis).modes.get(name) == frozenset({"subagent"})
        yield Value(name, name, "reference", where), "subagent" if only_below else None
    for name, detail in _BUILT_IN.items():
        if name not in own:
            yield Value(name, name, "reference", detail), detail.partition(" ")[0].strip(":")


def _beside(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """The agents of other files, with the words where."""
    for found, where in elsewhere(analysis, "agent").items():
        yield found.id, where
    for name, paths in agents(analysis).files.items():
        yield name, f"in {short_path(analysis, paths[-1])}"
