"""The package that speaks to a provider of opencode 2: one of the AI SDK has `aisdk:` before it."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_origin import PREFIX
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, npm


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """Every package that the catalogue names, with the prefix."""
    for value in npm.complete(analysis, place):
        name = f"{PREFIX}{value.text}"
        yield value._replace(label=name, text=name)


def describe(_analysis: Analysis, node: Node) -> str | None:
    """What the usual packages speak to."""
    return npm.about(str(node.value).removeprefix(PREFIX))
