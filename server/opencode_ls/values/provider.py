"""A provider's id: those of the files that apply, then those that opencode knows by itself."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_origin import key_origin
from opencode_ls.analysis.known import PROVIDERS, knows_provider
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.catalog import NOBODY, Provider
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
    """Its name, and where its key would come from; nothing of one that no file has."""
    provider = str(node.value)
    known = analysis.catalog.get(provider)
    if known is None and not knows_provider(analysis, provider):
        return None
    name = f"**{known.name}**, {len(known.models)} models" if known else ""
    return "\n\n".join(filter(None, (name, _key(analysis, provider, known or NOBODY))))


def _key(analysis: Analysis, provider: str, known: Provider) -> str:
    world = analysis.world
    origin = key_origin(world, analysis.layers, provider, analysis.settings)
    if origin.kind in {"none", "unknown"} and known.env:
        states = ((name, "set" if world.env(name) else "not set") for name in known.env)
        return f"Key from {', '.join(f'`{name}` ({state} here)' for name, state in states)}"
    words = origin.words(world.home)
    return f"Key {words}" if origin.kind == "unknown" else f"Key from {words}"


def rank(analysis: Analysis, provider: str) -> tuple[bool, int]:
    """Sorts providers: those with a key here first, then those that most people use."""
    usual = _USUAL.index(provider) if provider in _USUAL else len(_USUAL)
    return not is_set(analysis, provider), usual


def is_set(analysis: Analysis, provider: str) -> bool:
    """Whether one of the variables that hold this provider's key is set here."""
    return any(analysis.world.env(name) for name in analysis.catalog.get(provider, NOBODY).env)
