"""What a permission says: `allow`, `ask` or `deny`."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value

_MEANING = {
    "allow": "runs without asking",
    "ask": "asks each time",
    "deny": "never runs",
}


def complete(_analysis: Analysis, _place: Place) -> Iterator[Value]:
    """The three of them."""
    for name, meaning in _MEANING.items():
        yield Value(name, name, "enum", meaning)


def describe(_analysis: Analysis, node: Node) -> str | None:
    """What it means."""
    return _MEANING.get(str(node.value))
