"""A model's id among those of the provider whose entry it stands in."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.load import catalog
from opencode_ls.values import Value, entries, note, provider_at


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The ids that the file declares for the provider, then those that opencode knows."""
    provider = provider_at(place)
    if provider is not None:
        yield from _of(analysis, place, provider)


def _of(analysis: Analysis, place: Place, provider: str) -> Iterator[Value]:
    entry = entries(analysis, *PROVIDERS).get(provider)
    models = entry.get("models") if entry else None
    edited = place.property.name if place.where == "key" and place.property else None
    own = {found.name: found.value for found in models.properties} if models else {}
    for name, node in own.items():
        if name != edited:
            yield Value(name, name, "reference", note(node.get("name")) or "in this file")
    known = catalog().get(provider, {})
    for name in known.get("models", ()):
        if name not in own or name == edited:
            yield Value(name, name, "reference", known["name"])


def describe(_analysis: Analysis, node: Node) -> str | None:
    """Who else has a model of this id."""
    name = str(node.value)
    known = [entry["name"] for entry in catalog().values() if name in entry["models"]]
    if not known:
        return None
    others = f" and {len(known) - 1} others" if len(known) > 1 else ""
    return f"A model of **{known[0]}**{others}"
