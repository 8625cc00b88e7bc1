"""A key that opencode still reads but has replaced by another.

It works today.
The fix is offered where the new key surely means the same.

```jsonc bad
{ "autoshare": true }
```

```jsonc fixed
{ "share": "auto" }
```

```jsonc bad
{
  "agent": { "review": { "maxSteps": 20 } }
}
```

```jsonc fixed
{
  "agent": { "review": { "steps": 20 } }
}
```

```jsonc good
{
  "share": "auto",
  "agent": { "review": { "steps": 20 } }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Green, Property
from opencode_ls.jsonc.edit import Edits, quote, remove_property, rename_key, replace_value
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import find, mark, properties_of

EFFECT: Effect = "hint"

_SAME_MEANING = frozenset((("reference", "references"), ("maxSteps", "steps")))


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each key that the schema marks as deprecated."""
    root = analysis.effective.root
    if root is None or analysis.dialect == "2":
        return
    for node, schemas in find(root, _has_deprecated):
        listed = properties_of(schemas)
        for found in node.properties:
            child = listed.get(found.name, {})
            if child.get("deprecated") and node.get(found.name) is found.value:
                yield _found(analysis, found, child)


def _has_deprecated(green: Green, schemas: tuple[Schema, ...]) -> bool:
    listed = properties_of(schemas)
    return any(listed.get(member.name, {}).get("deprecated") for member in green.members)


def _found(analysis: Analysis, found: Property, child: Schema) -> Found:
    new = mark(child, "replacement")
    name = shown(analysis, found.key_span)
    advice = f"use `{new}`" if new else "opencode no longer needs it"
    fixes = tuple(_fixes(analysis, found, new))
    return Found(analysis.span(found.key_span), f"{name} is deprecated: {advice}", fixes)


def _fixes(analysis: Analysis, found: Property, new: str | None) -> Iterator[Fix]:
    written = analysis.written_node(found.value)
    if written is None or written.key is None or analysis.tainted(found.key_span):
        return
    edits = _edits(written.key, new)
    taken = new is not None and found.parent.get(new) is not None
    if edits is not None and not taken:
        yield Fix(f"Use `{new}`", edits, safe=True)
    elif found.name == "autoshare" and (taken or written.value is False):
        # Where `share` is set, or with `false`, opencode 1.18 does nothing with it.
        yield Fix("Remove it", remove_property(analysis.written, written.key), safe=True)


def _edits(found: Property, new: str | None) -> Edits | None:
    """The edits that say the same with the new key, None where that is not sure."""
    if new is not None and (found.name, new) in _SAME_MEANING:
        return rename_key(found, new)
    if found.name == "autoshare" and new == "share" and found.value.value is True:
        return (*rename_key(found, new), *replace_value(found.value, quote("auto")))
    return None
