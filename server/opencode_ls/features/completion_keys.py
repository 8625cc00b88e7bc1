"""The keys that can be typed in an object, and whole entries of a map."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from opencode_ls.analysis.build import Analysis
from opencode_ls.features.completion_item import Draft
from opencode_ls.features.documentation import described, type_of
from opencode_ls.features.expected import alternatives, declared, entry_of, keys_of, kinds, required
from opencode_ls.features.insertion import Slot, object_of, unit
from opencode_ls.features.skeleton import completable, skeleton
from opencode_ls.features.snippet import Parts, joined, layout, members, template
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import quote
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import resolve, schemas_of
from opencode_ls.text import Span
from opencode_ls.values import Value, complete

_REQUIRED, _OTHER, _DEPRECATED = 0, 1, 3


def keys(analysis: Analysis, place: Slot) -> Iterator[Draft]:
    """The keys that are not there yet: required ones first, deprecated ones last."""
    node = object_of(place.place)
    if node is None:
        return
    found = schemas_of(node, analysis.schema)
    edited = place.place.property
    present = {other.name for other in node.properties if edited is None or other is not edited}
    if not place.value:
        yield from _entries(analysis, place, node)
        yield from _whole(analysis, place, node)
    needed = required(found)
    for name, child in keys_of(analysis, node).items():
        if name not in present:
            yield _key(place, name, child, needed=name in needed)
    for value in _names(analysis, place, found):
        if value.label not in present:
            yield _named(place, value, entry_of(found))


def _key(place: Slot, name: str, child: tuple[Schema, ...], *, needed: bool) -> Draft:
    deprecated = all(found.get("deprecated") is True for found in child)
    return Draft(
        name,
        "property",
        _written(place, name, child),
        type_of(child) + (", required" if needed else ""),
        described(child),
        _DEPRECATED if deprecated else _REQUIRED if needed else _OTHER,
        not place.value and completable(child),
        deprecated,
    )


def _named(place: Slot, value: Value, entry: tuple[Schema, ...]) -> Draft:
    """A key that is a value of some kind, such as a provider's id."""
    return Draft(
        value.label,
        value.kind,
        _written(place, value.text, entry),
        value.detail,
        value.documentation,
        _OTHER,
        not place.value and completable(entry),
    )


def _written(place: Slot, name: str, child: tuple[Schema, ...]) -> Parts:
    """The key, with as much of a colon and a value as is missing."""
    if place.colon:
        return (quote(name),)
    if place.value:
        return (f"{quote(name)}:",)
    return (f"{quote(name)}: ", *skeleton(child))


def _names(analysis: Analysis, place: Slot, found: tuple[Schema, ...]) -> Iterator[Value]:
    """What the keys of a map are, where its schema says so in `propertyNames`."""
    limits = (child["propertyNames"] for child in found if "propertyNames" in child)
    start = place.replace.start
    typed = place.place._replace(replace=Span(start, start + len(place.typed)))
    for limit in limits:
        for kind in kinds((resolve(limit),)):
            yield from complete(kind, analysis, typed)


def _entries(analysis: Analysis, place: Slot, node: Node) -> Iterator[Draft]:
    """Whole entries of a map, under the name that is typed or one to type."""
    found = place.place.property
    typed = found.name if found else ""
    step = unit(analysis.text)
    around = declared(analysis, node)
    for label, detail, name, body in entries(around, alternatives(around)):
        key = (quote(typed),) if typed else template(f'"{name}"')
        yield Draft(label, "snippet", (*key, ": ", *layout(body, step)), "", detail, name=typed)


def _whole(analysis: Analysis, place: Slot, node: Node) -> Iterator[Draft]:
    """What an entry of a map can be made of as a whole, as long as there is nothing in it."""
    found = place.place.property
    around = () if node.parent is None else declared(analysis, node.parent)
    if node.properties and (found is None or len(node.properties) > 1):
        return
    for label, detail, _, body in entries(around, alternatives(around)):
        if isinstance(body, dict):
            lines = (parts for _, parts in members(body, unit(analysis.text)))
            name = found.name if found else ""
            yield Draft(label, "snippet", joined(lines, ",\n"), "", detail, name=name)


def entries(*found: tuple[Schema, ...]) -> Iterator[tuple[str, str, str, Any]]:
    """Of each of a map's `defaultSnippets`: label, description, and the entry's name and body."""
    for label, detail, body in snippets(*found):
        match body:
            case dict() if len(body) == 1:
                [(name, entry)] = body.items()
                yield label, detail, name, entry
            case _:
                pass


def snippets(*found: tuple[Schema, ...]) -> Iterator[tuple[str, str, Any]]:
    """The label, description and body of the schemas' `defaultSnippets`, each label once."""
    seen: set[str] = set()
    for child in chain(*found):
        for entry in child.get("defaultSnippets", ()):
            if entry["label"] not in seen:
                seen.add(entry["label"])
                yield entry["label"], entry.get("description", ""), entry["body"]
