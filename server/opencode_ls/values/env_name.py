"""The name of an environment variable, never its value."""

import re
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.catalog import known_provider
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, entries, provider_at, string


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The provider's own names first, then the file's, then those set here, then all known ones."""
    own = provider_names(analysis, place)
    in_file = [*_written(analysis), *_listed(analysis)]
    others = {env: known.name for known in analysis.catalog.values() for env in known.env}
    ordered = sorted(others, key=lambda name: analysis.world.env(name) is None)
    for name in dict.fromkeys((*own, *in_file, *ordered)):
        whose = others.get(name, "in this file")
        yield Value(name, name, "variable", f"{whose} · {status(analysis, name)}")


def describe(analysis: Analysis, node: Node) -> str | None:
    """Whether it is set here."""
    name = string(node)
    if name is None or not re.fullmatch(r"\w+", name):
        return None
    return f"This variable is {status(analysis, name)}"


def status(analysis: Analysis, name: str) -> str:
    """Whether a variable is set in this environment, in words."""
    return "set here" if analysis.world.env(name) else "not set here"


def provider_names(analysis: Analysis, place: Place) -> tuple[str, ...]:
    """The variables of the provider whose entry this is: those of its `env`, or the catalogue's."""
    provider = provider_at(place)
    if provider is None:
        return ()
    entry = entries(analysis, *PROVIDERS).get(provider)
    written = entry.get("env") if entry else None
    listed = [string(item) for item in written.items] if written else []
    names = [name for name in listed if name and place.node is not written]
    return tuple(names) or known_provider(analysis.world, provider).env


def _written(analysis: Analysis) -> list[str]:
    """The names of the placeholders as written; names that another placeholder makes are none."""
    found = (item.span.of(analysis.text) for item in analysis.placeholders if item.kind == "env")
    names = (text[len("{env:") : -1] for text in found)
    return [name for name in names if re.fullmatch(r"\w+", name)]


def _listed(analysis: Analysis) -> list[str]:
    lists = (node.get("env") for node in entries(analysis, *PROVIDERS).values())
    names = (string(item) for found in lists if found for item in found.items)
    return [name for name in names if name and re.fullmatch(r"\w+", name)]
