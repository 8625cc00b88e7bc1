"""A model as `provider/model`: those of this file's providers, then those that opencode knows."""

from collections.abc import Iterator
from itertools import chain, islice

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.load import catalog
from opencode_ls.values import Value, entries, note, typed
from opencode_ls.values.provider import is_set, rank

LIMIT = 100
"""Models that are offered at most: opencode knows more than eight thousand."""

_ENOUGH = 3
"""Characters typed before models of providers that are not in use are searched as well."""


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The models that fit what is typed; providers as long as none of theirs is named."""
    word = typed(analysis, place)
    own, known = entries(analysis, *PROVIDERS), catalog()
    ranked = sorted(known, key=lambda name: (name not in own, rank(analysis, name)))
    used = [name for name in ranked if name in own or is_set(analysis, name)]
    rest = ranked[len(used) :]
    named = [name for name in (*own, *known) if word.startswith(f"{name.lower()}/")]
    found = chain(
        _own(own),
        _known(used or named),
        () if named else _providers([*used, *rest]),
        _known(named or (rest if len(word) >= _ENOUGH else [])),
    )
    fitting = {value.label: value for value in found if _fits(value.label.lower(), word)}
    begun = sorted(fitting.values(), key=lambda value: not value.label.lower().startswith(word))
    yield from islice(begun, LIMIT)


def describe(analysis: Analysis, node: Node) -> str | None:
    """Whose model it is, and where it is declared."""
    provider, slash, model = str(node.value).partition("/")
    known = catalog().get(provider, {})
    if not slash:
        return None
    if entries(analysis, *PROVIDERS).get(provider, node).at("models", model):
        return "A model that this file declares"
    if model in known.get("models", ()):
        return f"A model of **{known['name']}**"
    return None


def _own(own: dict[str, Node]) -> Iterator[Value]:
    for provider, node in own.items():
        models = node.get("models")
        for found in models.properties if models else ():
            name = f"{provider}/{found.name}"
            detail = note(found.value.get("name")) or "in this file"
            yield Value(name, name, "reference", detail)


def _known(providers: list[str]) -> Iterator[Value]:
    for provider in providers:
        known = catalog().get(provider, {})
        for model in known.get("models", ()):
            name = f"{provider}/{model}"
            yield Value(name, name, "reference", known["name"])


def _providers(providers: list[str]) -> Iterator[Value]:
    for provider in providers:
        known = catalog()[provider]
        count = f"{known['name']}, {len(known['models'])} models"
        yield Value(f"{provider}/", f"{provider}/", "module", count, more=True)


def _fits(label: str, word: str) -> bool:
    """Whether all that is typed occurs in the label, part by part and in order."""
    at = 0
    for part in word.replace("-", " ").replace("/", " / ").split():
        found = label.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True
