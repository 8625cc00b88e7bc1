"""The name of a tool that an agent may use."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, elsewhere, entries

_TOOLS = {
    "bash": "runs shell commands",
    "edit": "changes files",
    "write": "writes whole files",
    "read": "reads files",
    "glob": "finds files by name",
    "grep": "searches in files",
    "list": "lists folders",
    "webfetch": "fetches a web page",
    "websearch": "searches the web",
    "task": "starts a subagent",
    "todowrite": "keeps a list of tasks",
    "skill": "loads a skill",
    "question": "asks you",
}


def complete(analysis: Analysis, _place: Place) -> Iterator[Value]:
    """Opencode's own tools, and all tools of each mcp server of the files."""
    for name, what in _TOOLS.items():
        yield Value(name, name, "value", what)
    others = (found.id for found in elsewhere(analysis, "mcp"))
    for name in dict.fromkeys((*entries(analysis, "mcp"), *others)):
        yield Value(f"{name}_*", f"{name}_*", "value", f"every tool of the mcp server {name}")


def describe(_analysis: Analysis, node: Node) -> str | None:
    """What the tool does."""
    what = _TOOLS.get(str(node.value))
    return None if what is None else f"This tool {what}"
