"""A provider's id: those of the files that apply, then those that opencode knows by itself."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.catalog import NOBODY
from opencode_ls.values import Value, elsewhere, entries, note

_USUAL = ("anthropic", "openai", "google", "github-copilot", "openrouter", "mistral", "opencode")


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """Every provider, the file's own first, then those whose variable is set here."""
    own = entries(analysis, *PROVIDERS)
    if place.where == "key" and place.property is not None:
        own.pop(place.property.name, None)
    known = analysis.catalog
    for name, node in own.items():
        yield Value(name, name, "reference", note(node.get("name")) or "in this file")
    other = elsewhere(analysis, "provider")
    beside = {found.id: where for found, where in other.items() if found.id not in own}
    for name, where in beside.items():
        yield Value(name, name, "reference", where)
    others = [name for name in known if name not in own and name not in beside]
    others.sort(key=lambda name: rank(analysis, name))
    for name in others:
        env = ", ".join(known[name].env)
        here = " is set here" if is_set(analysis, name) else ""
        documentation = f"Key: `{env}`{here}" if env else ""
        yield Value(name, name, "reference", known[name].name, documentation)


def describe(analysis: Analysis, node: Node) -> str | None:
    """Its name and the variable of its key."""
    known = analysis.catalog.get(str(node.value))
    if known is None:
        return None
    variables = ", ".join(
        f"`{name}` ({'set' if analysis.world.env(name) else 'not set'} here)" for name in known.env
    )
    key = f"\n\nKey from {variables}" if variables else ""
    return f"**{known.name}**, {len(known.models)} models{key}"


def rank(analysis: Analysis, provider: str) -> tuple[bool, int]:
    """Sorts providers: those with a key here first, then those that most people use."""
    usual = _USUAL.index(provider) if provider in _USUAL else len(_USUAL)
    return not is_set(analysis, provider), usual


def is_set(analysis: Analysis, provider: str) -> bool:
    """Whether one of the variables that hold this provider's key is set here."""
    return any(analysis.world.env(name) for name in analysis.catalog.get(provider, NOBODY).env)
