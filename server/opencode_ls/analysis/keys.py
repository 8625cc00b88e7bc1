"""Finds the keys that opencode drops without a word, and what each was probably meant to be."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.foreign_server import foreign_map, in_foreign_server
from opencode_ls.analysis.spelling import fold, nearest
from opencode_ls.jsonc import Green, Node, Property
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import find, is_open, mark, properties_of

LIMIT = 1000
"""Keys that are told at most: comparing each with every name takes its time."""

_NOTES = ("_", "#", "//", "$comment", "comment")
"""How the names of keys begin that are notes for the reader: nobody expects them to be read."""

_OTHER_NAMES = {
    "mcpservers": "mcp",
    "env": "environment",
    "sharing": "share",
    "tools": "tool_call",
    "prompt": "template",
    "systemprompt": "prompt",
    "system": "prompt",
    "url": "baseURL",
    "apikeyhelper": "apiKeyCommand",
    "apikeycmd": "apiKeyCommand",
}
"""What other programs call a key (folded), and what opencode calls it."""

_OPTIONS = ((3, "provider", "options"), (3, "providers", "settings"))
"""Where a provider's options stand: how deep, and by which first and last key."""

_CERTAIN = ("apiKeyCommand", "apiKey", "baseURL")
"""Of a provider's options, which are an open bag, only misspellings of these are certain."""


class Unlisted(NamedTuple):
    """A key that the schema does not list, in an object where opencode drops such keys.

    `holder` is the object's key beside it that the name belongs into, `meant` the name there or
    here; both are None where nothing is near.
    """

    found: Property
    schemas: tuple[Schema, ...]
    meant: str | None
    holder: str | None = None


@lru_cache(maxsize=1)
def unlisted(analysis: Analysis) -> tuple[Unlisted, ...]:
    """Each key that opencode drops, save those that another rule knows by name; at most `LIMIT`.

    Several rules ask the same of one analysis, hence the cache.
    """
    return tuple(islice(_unlisted(analysis), LIMIT))


def _unlisted(analysis: Analysis) -> Iterator[Unlisted]:
    root = analysis.effective.root
    if root is None or root.kind != "object":
        return
    foreign = foreign_map(analysis)
    for node, schemas in find(root, _has_unlisted, analysis.schema):
        if in_foreign_server(node):
            continue
        if is_open(schemas):
            yield from _misspelt_options(analysis, node, schemas)
            continue
        listed = properties_of(schemas)
        known = {name for found in schemas for name in _marked(found)}
        for found in node.properties:
            if found.name in listed or not _counts(found) or found.value is foreign:
                continue
            key = _meant(analysis, found, schemas, listed)
            # The other opencode has some of these keys here, as `headers` of a provider.
            if found.name not in known or key.holder is not None:
                yield key


def _has_unlisted(green: Green, schemas: tuple[Schema, ...]) -> bool:
    """Whether an object has a key that its schema does not list, in an open bag a certain one."""
    if green.kind != "object":
        return False
    listed = properties_of(schemas)
    if is_open(schemas) and not any(name in listed for name in _CERTAIN):
        return False
    return any(member.name not in listed for member in green.members)


def _marked(found: Schema) -> Iterator[str]:
    for name in ("moved", "v2", "v1"):
        yield from mark(found, name) or ()


def _counts(found: Property) -> bool:
    half_typed = found.key_span.start == found.key_span.end or found.colon is None
    return not half_typed and not found.name.lower().startswith(_NOTES)


def _meant(
    analysis: Analysis, found: Property, schemas: tuple[Schema, ...], listed: Mapping[str, Schema]
) -> Unlisted:
    # A name from a placeholder is compared with nothing: the answer would tell about its value.
    if analysis.tainted(found.key_span):
        return Unlisted(found, schemas, None)
    name = found.name
    holders = [
        (holder, inner) for holder, child in listed.items() if (inner := _inside(child, name))
    ]
    current = [each for each, child in listed.items() if not child.get("deprecated")]
    near = nearest(name, current) or _renamed(name, current)
    if near is None and len(holders) == 1:
        return Unlisted(found, schemas, holders[0][1], holders[0][0])
    # A key that is there already is not what was meant, and neither is the next best one.
    taken = near is not None and found.parent.get(near) is not None
    return Unlisted(found, schemas, None if taken else near)


def _inside(child: Schema, name: str) -> str | None:
    """The key of an inner object that a name is, whatever its case and separators."""
    listed = [each for each in child.get("properties", {}) if fold(each) == fold(name)]
    return listed[0] if listed else _renamed(name, list(child.get("properties", {})))


def _renamed(name: str, names: list[str]) -> str | None:
    other = _OTHER_NAMES.get(fold(name))
    return other if other in names else None


def _misspelt_options(
    analysis: Analysis, node: Node, schemas: tuple[Schema, ...]
) -> Iterator[Unlisted]:
    listed = properties_of(schemas)
    names = [name for name in _CERTAIN if name in listed and node.get(name) is None]
    if (len(node.path), *node.path[::2]) not in _OPTIONS:
        return
    for found in node.properties:
        if found.name not in listed and _counts(found) and not analysis.tainted(found.key_span):
            meant = nearest(found.name, names) or _renamed(found.name, names)
            if meant is not None:
                yield Unlisted(found, schemas, meant)
