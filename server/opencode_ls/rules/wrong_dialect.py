"""A key of one opencode inside an entry that is written for the other.

opencode 2 reads entries of both shapes, but not mixed ones: in `providers` it knows `settings` and
`package`, in `provider` it knows `options` and `npm`.
What does not belong to the entry's shape is dropped without a word; an `enabled: false` in
`mcp.servers` leaves the server on.

```jsonc bad
{
  "providers": {
    "gateway": {
      "options": { "baseURL": "https://llm.example.com/v1" }
    }
  }
}
```

```jsonc fixed
{
  "providers": {
    "gateway": {
      "settings": { "baseURL": "https://llm.example.com/v1" }
    }
  }
}
```

```jsonc bad opencode=2
{
  "mcp": {
    "servers": {
      "search": { "type": "local", "command": ["search-server"], "enabled": false }
    }
  }
}
```

```jsonc fixed
{
  "mcp": {
    "servers": {
      "search": { "type": "local", "command": ["search-server"], "disabled": true }
    }
  }
}
```

```jsonc good
{
  "providers": {
    "gateway": {
      "settings": { "baseURL": "https://llm.example.com/v1" }
    }
  }
}
```
"""

from collections.abc import Iterator, Mapping
from typing import Any

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_origin import PREFIX
from opencode_ls.analysis.keys import unlisted
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node, Property
from opencode_ls.jsonc.edit import Edits, quote, rename_key, replace_value
from opencode_ls.jsonc.value import to_value
from opencode_ls.schema.fit import asked_of_key, fits
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import mark, properties_of, walk

EFFECT: Effect = "ignored"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each key that the marks of the entry's schema know as the other opencode's."""
    root = analysis.effective.root
    if root is None or not (analysis.native_keys or analysis.dialect == "2"):
        return
    misplaced = {key.found.key_span for key in unlisted(analysis)}
    for node, schemas in walk(root, analysis.schema):
        words = _words(analysis, node, schemas)
        listed = properties_of(schemas) if words else {}
        for found in node.properties if words else ():
            known = found.name in listed or found.key_span in misplaced
            if found.name in words and not known:
                yield _found(analysis, found, words[found.name], schemas)


def _words(analysis: Analysis, node: Node, schemas: tuple[Schema, ...]) -> Mapping[str, str]:
    """The other opencode's keys in such an entry, each with what it is called here or ""."""
    if analysis.is_native(node):
        return {name: new for each in schemas for name, new in _marked(each, "v1")}
    if analysis.dialect != "2" or not node.path:
        return {}
    # In an entry of opencode 1 what 1.18 drops is nothing to opencode 2 either.
    every = {name: use for each in schemas for name, use in _marked(each, "v2")}
    return {name: "" for name, use in every.items() if use == "dropped"}


def _marked(found: Schema, name: str) -> Iterator[tuple[str, Any]]:
    yield from (mark(found, name) or {}).items()


def _found(analysis: Analysis, found: Property, new: str, schemas: tuple[Schema, ...]) -> Found:
    name = shown(analysis, found.key_span)
    other = "1" if analysis.is_native(found.parent) else "2"
    advice = f"use `{new}`" if new else "there is no other word for it here"
    if other == "2":
        advice = "this entry is written for opencode 1"
    message = f"opencode 2 ignores {name} here, a key of opencode {other}: {advice}"
    fixes = _fixes(analysis, found, new, schemas) if new in properties_of(schemas) else ()
    return Found(analysis.span(found.key_span), message, fixes)


def _fixes(
    analysis: Analysis, found: Property, new: str, schemas: tuple[Schema, ...]
) -> tuple[Fix, ...]:
    """Rename it where all that it holds fits there; not safe, as it had no effect until now."""
    written = analysis.written_node(found.value)
    if written is None or written.key is None or found.parent.get(new) is not None:
        return ()
    if found.parent.get(found.name) is not found.value or analysis.tainted(found.value):
        return ()
    value = _value(found)
    if not fits(value, asked_of_key(schemas, new)):
        return ()
    edits = rename_key(written.key, new)
    return (Fix(f"Use `{new}`", (*edits, *_changed(found, written, value)), safe=False),)


def _value(found: Property) -> Any:  # noqa: ANN401  (a JSON value)
    """The value under the new key: a switch is turned round, a package gets its prefix."""
    match found.name, found.value.value:
        case "enabled", bool() as on:
            return not on
        case "npm", str() as package:
            return f"{PREFIX}{package}"
        case _:
            return to_value(found.value)


def _changed(found: Property, written: Node, value: object) -> Edits:
    match found.name, value:
        case "enabled", bool():
            return replace_value(written, "true" if value else "false")
        case "npm", str():
            return replace_value(written, quote(value))
        case _:
            return ()
