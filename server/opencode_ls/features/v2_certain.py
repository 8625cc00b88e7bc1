"""What of a provider's entry has a sure place and form in opencode 2: a closed list.

It is what opencode 2's documentation tells ("Migrate from V1").
What opencode 2 drops or fills up with its defaults is not in it, nor what was only read in its
source.
"""

from collections.abc import Iterator, Mapping

from opencode_ls.analysis.wording import in_short
from opencode_ls.jsonc import Property

_Kinds = Mapping[str, str]
"""The kinds of values that keys have."""


def _kinds(**names: str) -> _Kinds:
    return {name: kind for kind, each in names.items() for name in each.split()}


_PROVIDER = _kinds(string="name npm api", array="env", object="options models")
_OPTIONS = _kinds(string="baseURL", object="headers body")
_MODEL = _kinds(
    string="id name family status",
    boolean="tool_call",
    object="headers options variants modalities limit cost",
)
_LIMIT = _kinds(integer="context input output")
_COST = _kinds(number="input output cache_read cache_write")
_MODALITIES = _kinds(array="input output")

_DROPPED = frozenset(
    {
        *("whitelist", "blacklist", "release_date", "attachment", "reasoning", "temperature"),
        "experimental",
    }
)
"""Keys that opencode 2 accepts and ignores; so it does with the `id` of a provider."""

_NEW = ("compaction", "encoding", "transport")
"""Settings of opencode 2, which opencode 1 passes on as they are."""

_RENAMED = ("azure-cognitive-services", "google-vertex-anthropic")
"""Providers that opencode 2 has under other ids, wherever they are named."""


def hindrances(section: Property) -> Iterator[str]:
    """Why the entries of a map of providers cannot be converted; nothing if they can."""
    yield from _misfits(section, {})
    for entry in section.value.properties:
        if entry.name in _RENAMED:
            yield f"opencode 2 has {_at(entry)} under another id"
        yield from _of_provider(entry)


def _of_provider(entry: Property) -> Iterator[str]:
    yield from _strangers(entry, _PROVIDER)
    for options in _named(entry, "options"):
        yield from _misfits(options, _OPTIONS)
        yield from _of_headers(options)
        yield from map(_uncertain, _named(options, *_NEW))
        for both in _named(options, "baseURL") if entry.value.get("api") else ():
            yield f"`api` and {_at(both)} are both an address"
    for text in _named(entry, "npm", "api"):
        if text.value.value == "":
            yield f"{_at(text)} is empty"
    for models in _named(entry, "models"):
        yield from _misfits(models, {})
        for model in models.value.properties:
            yield from _of_model(model)


def _of_model(model: Property) -> Iterator[str]:
    yield from _strangers(model, _MODEL)
    yield from _of_headers(model)
    for name, kinds in (("limit", _LIMIT), ("cost", _COST), ("modalities", _MODALITIES)):
        for part in _named(model, name):
            yield from _strangers(part, kinds)
    can = (("tool_call",), *(("modalities", name) for name in _MODALITIES))
    told = [model.value.at(*path) is not None for path in can]
    if any(told) and not all(told):
        yield f"what {_at(model)} can do is told in part, and what the rest is then is not certain"
    for status in _named(model, "status"):
        if status.value.value != "deprecated":
            yield f"opencode 2 ignores {_at(status)}, unless it is `deprecated`"
    for options in _named(model, "options"):
        yield from map(_uncertain, _named(options, *_NEW))
        for inner in _named(options, "thinking", "reasoningConfig"):
            yield from map(_uncertain, _named(inner, "blockBinding"))
    for variants in _named(model, "variants"):
        every = {variant.name: "object" for variant in variants.value.properties}
        yield from _misfits(variants, every)
        for variant in variants.value.properties:
            yield from map(_uncertain, _named(variant, "disabled", *_NEW))


def _of_headers(holder: Property) -> Iterator[str]:
    for headers in _named(holder, "headers"):
        yield from _misfits(headers, {found.name: "string" for found in headers.value.properties})


def _named(holder: Property, *names: str) -> tuple[Property, ...]:
    return tuple(found for found in holder.value.properties if found.name in names)


def _strangers(holder: Property, kinds: _Kinds) -> Iterator[str]:
    """What is wrong with an object that has these keys and no others."""
    if holder.value.kind != "object":
        yield f"{_at(holder)} is no object"
    for found in holder.value.properties:
        dropped = found.name in _DROPPED or (found.name == "id" and "id" not in kinds)
        if dropped:
            yield f"opencode 2 ignores {_at(found)}"
        elif found.name not in kinds:
            yield _uncertain(found)
    yield from _misfits(holder, kinds)


def _misfits(holder: Property, kinds: _Kinds) -> Iterator[str]:
    """Which keys of an object are there twice, and which values are of another kind."""
    seen: set[str] = set()
    for found in holder.value.properties:
        if found.name in seen:
            yield f"{_at(found)} is there twice"
        seen.add(found.name)
        kind = "integer" if type(found.value.value) is int else found.value.kind
        wanted = kinds.get(found.name, kind)
        if wanted not in {kind, found.value.kind}:
            yield f"{_at(found)} is no {wanted}"


def _uncertain(found: Property) -> str:
    return f"what opencode 2 makes of {_at(found)} is not certain"


def _at(found: Property) -> str:
    """The way to a key from the map of providers, as written."""
    return in_short(".".join(map(str, found.value.path[1:])))
