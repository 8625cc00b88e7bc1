"""A model as `provider/model`: those of the files that apply, then those that opencode knows."""

from collections.abc import Iterator
from itertools import chain, islice

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.names import Subject
from opencode_ls.analysis.wording import in_ticks
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.catalog import NOBODY, Catalog, Model, Provider, number
from opencode_ls.values import Value, elsewhere, entries, note, typed
from opencode_ls.values.provider import is_set, rank

LIMIT = 100
"""Models that are offered at most: opencode knows more than eight thousand."""

_ENOUGH = 3
"""Characters typed before models of providers that are not in use are searched as well."""


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The models that fit what is typed; providers as long as none of theirs is named."""
    word = typed(analysis, place)
    own, known = entries(analysis, *PROVIDERS), analysis.catalog
    other = elsewhere(analysis, "model")
    ours = dict.fromkeys((*own, *(found.owner for found in other)))
    ranked = sorted(known, key=lambda name: (name not in ours, rank(analysis, name)))
    used = [name for name in ranked if name in ours or is_set(analysis, name)]
    rest = ranked[len(used) :]
    named = [name for name in (*ours, *known) if word.startswith(f"{name.lower()}/")]
    found = chain(
        _own(analysis, own),
        _other(other, known),
        _known(known, used or named, word),
        () if named else _providers(known, [*used, *rest]),
        _known(known, named or (rest if len(word) >= _ENOUGH else []), word),
    )
    fitting: dict[str, Value] = {}
    for value in found:
        if _fits(value.label.lower(), word):
            fitting.setdefault(value.label, value)
    begun = sorted(fitting.values(), key=lambda value: not value.label.lower().startswith(word))
    yield from islice(begun, LIMIT)


def describe(analysis: Analysis, node: Node) -> str | None:
    """Whose model it is, and where it is declared."""
    provider, slash, model = str(node.value).partition("/")
    return described(analysis, provider, model.partition("#")[0]) if slash else None


def described(analysis: Analysis, provider: str, name: str) -> str | None:
    """What is known of one provider's model, None for nothing."""
    known = analysis.catalog.get(provider, NOBODY)
    own = entries(analysis, *PROVIDERS).get(provider)
    entry = own.at("models", name) if own is not None else None
    if entry is not None:
        return own_model(name, entry, known.models.get(name, Model())).documentation
    if name in known.models:
        return known_model(name, known, known.models[name]).documentation
    where = elsewhere(analysis, "model").get(Subject("model", name, provider))
    return None if where is None else f"A model that is declared {where}"


def known_model(name: str, provider: Provider, model: Model) -> Value:
    """A model of the catalogue as a value; `name` is what is typed for it."""
    detail = _remark(model.name or provider.name, model.context)
    facts = _facts(f"A model of **{provider.name}**", model.name, model)
    return Value(name, name, "reference", detail, facts)


def own_model(name: str, entry: Node, known: Model) -> Value:
    """A model of the file as a value; what its entry leaves open is taken from the catalogue."""
    limit, cost = entry.at("limit", "context"), entry.get("cost")
    context = known.context if limit is None else int(number(limit.value))
    model = Model(context, note(entry.get("name")) or known.name, None if cost else known.price)
    detail = _remark(model.name or "in this file", context)
    shown = in_ticks(model.name) if model.name else ""
    facts = _facts("A model that this file declares", shown, model)
    return Value(name, name, "reference", detail, facts)


def _facts(whose: str, name: str, model: Model) -> str:
    """What is known of a model, as a line of Markdown."""
    facts = [name] if name else []
    if model.context:
        facts.append(f"{model.context:,} tokens of context")
    if model.price:
        into, out = (f"${price:.4g}" for price in model.price)
        facts.append(f"{into} in and {out} out per million tokens")
    return ": ".join(filter(None, (whose, ", ".join(facts))))


def _remark(name: str, context: int) -> str:
    """A model's name and context size, in a few characters: "1.05M" are 1,050,000 tokens."""
    million = 10**6
    if not context:
        return name
    size = f"{context / million:.3g}M" if context >= million else f"{context / 1000:.0f}K"
    return f"{name} · {size} context"


def _own(analysis: Analysis, own: dict[str, Node]) -> Iterator[Value]:
    for provider, node in own.items():
        models = node.get("models")
        for found in models.properties if models else ():
            known = analysis.catalog.get(provider, NOBODY).models.get(found.name, Model())
            yield own_model(f"{provider}/{found.name}", found.value, known)


def _other(other: dict[Subject, str], catalog: Catalog) -> Iterator[Value]:
    """Those of the other files, save what the catalogue tells more of."""
    for found, where in other.items():
        if found.id not in catalog.get(found.owner, NOBODY).models:
            name = f"{found.owner}/{found.id}"
            yield Value(name, name, "reference", where)


def _known(catalog: Catalog, providers: list[str], word: str) -> Iterator[Value]:
    for name in providers:
        provider = catalog.get(name, NOBODY)
        for model, known in provider.models.items():
            # Most of thousands do not fit: what is said of them need not be written.
            if _fits(f"{name}/{model}".lower(), word):
                yield known_model(f"{name}/{model}", provider, known)


def _providers(catalog: Catalog, providers: list[str]) -> Iterator[Value]:
    for name in providers:
        count = f"{catalog[name].name}, {len(catalog[name].models)} models"
        yield Value(f"{name}/", f"{name}/", "module", count, more=True)


def _fits(label: str, word: str) -> bool:
    """Whether all that is typed occurs in the label, part by part and in order."""
    at = 0
    for part in word.replace("-", " ").replace("/", " / ").split():
        found = label.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True
