"""A model's id among those of the provider whose entry it stands in."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.catalog import NOBODY, Model
from opencode_ls.values import Value, elsewhere, entries, provider_at
from opencode_ls.values.model import described, known_model, own_model


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The ids that the files declare for the provider, then those that opencode knows."""
    provider = provider_at(place)
    if provider is not None:
        yield from _of(analysis, place, provider)


def _of(analysis: Analysis, place: Place, provider: str) -> Iterator[Value]:
    entry = entries(analysis, *PROVIDERS).get(provider)
    models = entry.get("models") if entry else None
    edited = place.property.name if place.where == "key" and place.property else None
    own = {found.name: found.value for found in models.properties} if models else {}
    known = analysis.catalog.get(provider, NOBODY)
    for name, node in own.items():
        if name != edited:
            yield own_model(name, node, known.models.get(name, Model()))
    other = elsewhere(analysis, "model").items()
    beside = {found.id: where for found, where in other if found.owner == provider}
    for name, where in beside.items():
        if name not in own and name not in known.models:
            yield Value(name, name, "reference", where)
    for name, model in known.models.items():
        if name not in own or name == edited:
            yield known_model(name, known, model)


def describe(analysis: Analysis, node: Node) -> str | None:
    """What is known of this provider's model, and who else has one of this id."""
    name, provider = str(node.value), provider_at(node)
    own = described(analysis, provider, name) if provider is not None else None
    others = [
        found.name
        for id_, found in analysis.catalog.items()
        if id_ != provider and name in found.models
    ]
    if own is not None and name in analysis.catalog.get(provider or "", NOBODY).models:
        return own
    return "\n\n".join(filter(None, (own, _others(others)))) or None


def _others(names: list[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - 1} others" if len(names) > 1 else ""
    return f"A model of **{names[0]}**{more}"
