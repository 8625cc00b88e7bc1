"""Finds the rules that say what the model may do, in the shape of either opencode.

In both the last rule that fits counts (opencode 1.18.33, run; opencode 2, its source).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import entries_in
from opencode_ls.jsonc import Node, Property
from opencode_ls.text import Span


class Rule(NamedTuple):
    """One rule: `effect` is what happens where both patterns fit.

    `place` is the span of the pattern in the effective tree; `found` is the key that it is in the
    shape of opencode 1, None in that of opencode 2.
    """

    action: str
    resource: str
    effect: str
    place: Span
    found: Property | None = None


def native_rules(analysis: Analysis) -> Iterator[Node]:
    """The lists of rules as opencode 2 has them: at the root, and of each agent."""
    root = analysis.effective.root
    if root is None or "permissions" not in analysis.native_keys:
        return
    for holder in (root, *entries_in(root, "agents")):
        rules = holder.get("permissions")
        if rules is not None and rules.kind == "array":
            yield rules


def rules_together(analysis: Analysis) -> Iterator[tuple[Rule, ...]]:
    """Each list of rules that are tried together, in the order in which they count."""
    for rules in native_rules(analysis):
        yield tuple(_native(rules))
    root = analysis.effective.root
    for holder in (root, *entries_in(root, "agent", "mode")) if root else ():
        permission = holder.get("permission")
        if permission is not None and permission.kind == "object":
            yield tuple(_first(permission))


LIMIT = 2000
"""Characters of two patterns that are compared at most: nobody writes as many by hand."""


@lru_cache(maxsize=4096)
def covers(general: str, special: str) -> bool:
    """Whether a pattern fits all that another one fits; `*` stands for any text, `?` for a letter.

    ` *` at the end also fits a text that ends before it.  False for patterns over `LIMIT`.
    """
    if general == special:
        return True
    if len(general) + len(special) > LIMIT or not {"*", "?"} & set(general):
        return False
    bare = special.removesuffix(" *")
    return _fits(general, special) and (bare == special or _fits(general, bare))


def _fits(general: str, special: str) -> bool:
    if general.endswith(" *") and _matches(general[:-2], special):
        return True
    return _matches(general, special)


def _matches(general: str, special: str) -> bool:
    """Match a pattern as a text, in which only a `*` takes the place of a `*`.

    Of several ways to match, the last `*` alone is tried again: so the time stays bounded.
    """
    at = index = 0
    star, since = -1, 0
    while index < len(special):
        wanted = general[at : at + 1]
        if wanted == "*":
            star, since, at = at, index, at + 1
        elif wanted and special[index] != "*" and wanted in {"?", special[index]}:
            at, index = at + 1, index + 1
        elif star >= 0:
            since += 1
            at, index = star + 1, since
        else:
            return False
    return not general[at:].strip("*")


def _native(rules: Node) -> Iterator[Rule]:
    for rule in rules.items:
        match [rule.get(name) for name in ("action", "resource", "effect")]:
            case [
                Node(value=str(action)),
                Node(value=str(resource)) as place,
                Node(value=str(effect)),
            ]:
                yield Rule(action, resource, effect, place.span)
            case _:
                pass


def _first(permission: Node) -> Iterator[Rule]:
    """The rules of an object: an action for a tool, or one for each of its patterns."""
    for tool in _counting(permission):
        if isinstance(tool.value.value, str):
            yield Rule(tool.name, "*", tool.value.value, tool.key_span, tool)
        for found in _counting(tool.value):
            if isinstance(found.value.value, str):
                yield Rule(tool.name, found.name, found.value.value, found.key_span, found)


def _counting(node: Node) -> tuple[Property, ...]:
    """The last of equal keys, at the place of the first, as JavaScript keeps them."""
    return tuple({found.name: found for found in node.properties}.values())
