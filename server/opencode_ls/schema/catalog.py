"""The catalogue: providers and models that opencode knows without any configuration.

A list of them has the shape of models.dev; opencode downloads one and keeps it in its cache folder.
The packaged `schema/catalog.json` holds the part of such a list that is of use here.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from opencode_ls.pattern import pattern
from opencode_ls.schema.load import data_text

PROVIDERS = 1000
"""Providers of a list that are read at most: opencode 1.18.33 has 225."""

MODELS = 5000
"""Models of one provider that are read at most: it has up to 598."""

LENGTH = 200
"""Characters of an id, a variable, a package or an address; a longer one is left out."""

NAME = 60
"""Characters of a name that are kept."""

MOST = 10**12
"""No count and no price is so high."""

# Words and their punctuation: nothing of a name can become markup or a link in an editor.
_NOT_IN_NAMES = pattern(r"[^\w .,:/()+&'%$-]+|//+|\bwww\.")
_ID = pattern(rf"[!-~]{{1,{LENGTH}}}")
_PACKAGE = pattern(rf"[\w@./-]{{1,{LENGTH}}}", re.ASCII)
_DOC = pattern(rf"(?=.{{1,{LENGTH}}}\Z)https://[\w.-]+(?:/[\w./?=&%#~+,:;@-]*)?", re.ASCII)
_NPM = pattern(r'"npm":"([^"]+)"')
_VARIABLE = pattern(rf"\w{{1,{LENGTH}}}", re.ASCII)


class Model(NamedTuple):
    """A model: 0, "" and None stand for what is not known.

    `context` counts tokens.  `price` is what a million tokens cost in dollars, in and out; there is
    none where both are 0, since a subscription may lie behind that.
    """

    context: int = 0
    name: str = ""
    price: tuple[float, float] | None = None


class Provider(NamedTuple):
    """A provider: "" stands for what is not known; `env` are the variables that hold its key.

    `api` is the address of its service, `doc` that of its documentation.
    """

    name: str = ""
    env: tuple[str, ...] = ()
    npm: str = ""
    api: str = ""
    models: Mapping[str, Model] = {}
    doc: str = ""


NOBODY = Provider()
"""A provider of which nothing is known."""

Catalog = Mapping[str, Provider]
"""The providers by their ids."""


_Made = TypeVar("_Made")


class Packaged(NamedTuple):
    """What this program came with; `date` is the day of the list that it was made of.

    `packages` are those that the providers name.
    """

    date: str
    providers: Catalog
    packages: frozenset[str]


class OwnList(Mapping[str, Provider]):
    """The catalogue in the text of a list; the packaged one if that holds no provider.

    The text is some megabytes long: for an id that does not occur in it, it is not parsed.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, name: str) -> Provider:
        if name not in packaged().providers and f'"{name}"' not in self._text:
            raise KeyError(name)
        return self._providers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._providers)

    def __len__(self) -> int:
        return len(self._providers)

    @cached_property
    def _providers(self) -> Catalog:
        try:
            found = read_catalog(json.loads(self._text))
        except (ValueError, RecursionError):
            found = {}
        return found or packaged().providers


class _Unpacked(Mapping[str, _Made]):
    """What is made of each entry when it is asked for: a file names few of thousands of models."""

    def __init__(self, entries: Mapping[str, Any], make: Callable[[Any], _Made]) -> None:
        self._entries = entries
        self._make = make
        self._made: dict[str, _Made] = {}

    def __getitem__(self, name: str) -> _Made:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._make(self._entries[name])
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@cache
def packaged() -> Packaged:
    """The packaged catalogue, `schema/catalog.json`; of a provider no more is read than is asked.

    Measured: 2 ms in place of 9, and 3 MB less.
    """
    text = data_text("catalog.json")
    read = json.JSONDecoder().raw_decode
    providers = _Unpacked(_places(text), lambda at: _unpacked(read(text, at)[0]))
    date, _ = read(text, len('{"date":'))
    return Packaged(date, providers, frozenset(_NPM.findall(text)))


def _places(text: str) -> Mapping[str, int]:
    """Where each provider is described: `schema/build_catalog` has its id begin a line."""
    found: dict[str, int] = {}
    at = -1
    while (at := text.find('"models":{\n', at + 1)) >= 0:
        start = text.rindex("\n", 0, at) + len('\n"')
        end = text.index('":', start)
        found[text[start:end]] = end + len('":')
    return found


def read_catalog(found: object) -> Catalog:
    """The catalogue in a list of the shape of models.dev; what is not of that shape is left out.

    So are `deprecated` models: opencode takes them out (1.18.33, read in the program).
    """
    return {
        name: _provider(name, entry, entry["models"])
        for name, entry in _objects(found, PROVIDERS)
        if isinstance(entry.get("models"), dict)
    }


def number(found: object) -> float:
    """A count or a price, 0 for what can be none."""
    if isinstance(found, int | float) and found is not True and 0 < found < MOST:
        return found
    return 0


def _unpacked(entry: Mapping[str, Any]) -> Provider:
    models = _Unpacked(entry["models"], lambda found: Model(*found))
    return Provider(**{**entry, "env": tuple(entry["env"]), "models": models})


def _provider(name: str, entry: Mapping[str, Any], models: Mapping[str, Any]) -> Provider:
    variables = entry.get("env")
    return Provider(
        _name(entry.get("name")) or _name(name),
        tuple(_matching(_VARIABLE, variables if isinstance(variables, list) else ())),
        next(_matching(_PACKAGE, [entry.get("npm")]), ""),
        next(_matching(_ID, [entry.get("api")]), ""),
        {
            each: _model(found)
            for each, found in _objects(models, MODELS)
            if found.get("status") != "deprecated"
        },
        next(_matching(_DOC, [entry.get("doc")]), ""),
    )


def _model(entry: Mapping[str, Any]) -> Model:
    (context,) = _numbers(entry.get("limit"), "context")
    price = _numbers(entry.get("cost"), "input", "output")
    name = _name(entry.get("name"))
    return Model(int(context), name, (price[0], price[1]) if any(price) else None)


def _objects(found: object, limit: int) -> list[tuple[str, Mapping[str, Any]]]:
    """The first members that have a usable id and are objects, sorted by their ids."""
    first = islice(found.items(), limit) if isinstance(found, dict) else ()
    fitting = ((name, one) for name, one in first if isinstance(one, dict) and _ID.fullmatch(name))
    return sorted(fitting, key=lambda member: member[0])


def _matching(pattern: re.Pattern[str], found: Iterable[object]) -> Iterator[str]:
    return (text for text in found if isinstance(text, str) and pattern.fullmatch(text))


def _name(found: object) -> str:
    text = found[:LENGTH] if isinstance(found, str) else ""
    line = " ".join(_NOT_IN_NAMES.sub(" ", text).split())
    return line if len(line) <= NAME else f"{line[: NAME - 1]}…"


def _numbers(found: object, *names: str) -> list[float]:
    return [number(found.get(name)) if isinstance(found, dict) else 0 for name in names]
