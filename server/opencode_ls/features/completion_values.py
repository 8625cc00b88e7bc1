"""The values that can be typed at a place, and a whole document."""

from collections.abc import Iterator
from typing import Any

from opencode_ls.analysis.build import Analysis
from opencode_ls.features.completion_item import Draft
from opencode_ls.features.completion_keys import entries, snippets
from opencode_ls.features.documentation import value_text
from opencode_ls.features.expected import (
    alternatives,
    container,
    declared,
    expected,
    free_string,
    kinds,
    listed,
)
from opencode_ls.features.insertion import Slot, unit
from opencode_ls.features.snippet import Parts, joined, layout, literal, plain, template
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import allows_type
from opencode_ls.text import Span
from opencode_ls.values import Value, complete, index_of

_SNIPPET, _KIND, _LISTED, _EXAMPLE, _PLACEHOLDER, _EMPTY = range(6)
_LABEL = 60
"""Characters of a value that its label shows."""

SCHEMA = "https://opencode.ai/config.json"
"""What opencode itself writes into a file without `$schema` (1.18.33, run)."""


def values(analysis: Analysis, place: Slot) -> Iterator[Draft]:
    """The values of a place: entries, those of its kind, those listed, then what fits anyhow."""
    found = expected(analysis, place.place)
    branches = alternatives(found)
    yield from _whole(analysis, place)
    of_kind = tuple(
        _of_kinds(analysis, _typed(place), (*_kinds_of_list(analysis, place), *kinds(found)))
    )
    yield from of_kind
    yield from (_of_schema(found, value) for branch in branches for value in _each(branch))
    if not of_kind:
        every = (*found, *branches)
        yield from (_example(one) for child in every for one in examples(child))
    if free_string(branches):
        yield from _of_kinds(analysis, _typed(place), ("placeholder",), _PLACEHOLDER)
    if place.place.node is None or place.place.node.kind == "missing":
        yield from _empty(branches)


def _typed(place: Slot) -> Place:
    """The place as kinds of values see it: what would give way ends at the cursor."""
    start = place.replace.start
    return place.place._replace(replace=Span(start, start + len(place.typed)))


def document(analysis: Analysis, place: Slot) -> Iterator[Draft]:
    """What a file can start with."""
    step = unit(analysis.text)
    start = f'{{\n{step}"$schema": "{SCHEMA}"\n{step}$0\n}}'
    yield Draft(
        "opencode configuration",
        "snippet",
        template(start),
        "",
        "An empty configuration that names its schema",
        retrigger=True,
        name="{",
    )
    yield from _whole(analysis, place)


def _whole(analysis: Analysis, place: Slot) -> Iterator[Draft]:
    """Whole values from the schema's `defaultSnippets`: a map, or one of its entries."""
    step = unit(analysis.text)
    found, parent = expected(analysis, place.place), container(place.place)
    for label, detail, body in snippets(found, alternatives(found)):
        yield Draft(label, "snippet", layout(body, step), "", detail, _SNIPPET)
    around = declared(analysis, parent) if parent is not None and place.place.property else ()
    for label, detail, _, body in entries(around, alternatives(around)):
        yield Draft(label, "snippet", layout(body, step), "", detail, _SNIPPET)


def _kinds_of_list(analysis: Analysis, place: Slot) -> tuple[str, ...]:
    """The kinds of the list that an item stands in: some say what its items are."""
    parent = container(place.place) if index_of(place.place) is not None else None
    return () if parent is None else kinds(declared(analysis, parent))


def _of_kinds(
    analysis: Analysis, place: Place, names: tuple[str, ...], group: int = _KIND
) -> Iterator[Draft]:
    branches = alternatives(expected(analysis, place))
    step = unit(analysis.text)
    for kind in dict.fromkeys(names):
        for value in complete(kind, analysis, place):
            parts = _parts(value, step, in_list=index_of(place) is not None)
            wanted = "array" if plain(parts).startswith("[") else "string"
            if not branches or any(allows_type(branch, wanted) for branch in branches):
                yield Draft(
                    *(value.label, value.kind, parts, value.detail, value.documentation),
                    *(group, value.more),
                )


def _parts(value: Value, step: str, *, in_list: bool) -> Parts:
    if value.body is None:
        return literal(value.text)
    if in_list and isinstance(value.body, tuple):
        return joined(tuple(layout(item, step) for item in value.body), ", ")
    return layout(value.body, step)


def _each(branch: Schema) -> tuple[Any, ...]:
    return (None,) if branch.get("type") == "null" else listed(branch) or ()


def _of_schema(found: tuple[Schema, ...], value: object) -> Draft:
    default = any("default" in child and child["default"] == value for child in found)
    text = plain(literal(value))
    return Draft(
        value if isinstance(value, str) else text,
        "enum",
        literal(value),
        "default" if default else "",
        value_text(found, value),
        _LISTED,
    )


def examples(found: Schema) -> tuple[Any, ...]:
    """The examples of a schema, save those that a placeholder makes."""
    every = found.get("examples", ())
    return tuple(one for one in every if not isinstance(one, str) or not one.startswith("{"))


def _example(example: Any) -> Draft:  # noqa: ANN401  (a JSON value)
    text = example if isinstance(example, str) else plain(literal(example))
    label = text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"
    return Draft(label, "value", literal(example), "example", "", _EXAMPLE, name=text)


def _empty(branches: tuple[Schema, ...]) -> Iterator[Draft]:
    for branch in branches:
        match branch.get("type"):
            case "object":
                yield Draft("{}", "value", template("{$1}"), group=_EMPTY, retrigger=True)
            case "array":
                yield Draft("[]", "value", template("[$1]"), group=_EMPTY, retrigger=True)
            case _:
                pass
