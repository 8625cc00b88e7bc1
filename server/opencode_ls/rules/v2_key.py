"""A key of opencode 2, which opencode 1.18 drops or refuses.

opencode 2 reads another shape: `providers` for `provider`, `plugins` for `plugin`, `permissions`
for `permission`.
opencode 1.18 starts without `providers` and `plugins`, as if they were not there, and refuses to
start with `permissions`.
Where the whole file is written for opencode 2 there is one such finding, and other rules look at it
as opencode 2 does.
Set `opencode` to `2` in the settings if that is the one you use.

```jsonc bad
{
  "$schema": "https://opencode.ai/config.json",
  "permission": { "bash": "ask" },
  "plugins": ["opencode-helicone-session"]
}
```

```jsonc fixed
{
  "$schema": "https://opencode.ai/config.json",
  "permission": { "bash": "ask" },
  "plugin": ["opencode-helicone-session"]
}
```

```jsonc bad
{
  "permissions": [{ "action": "shell", "resource": "*", "effect": "ask" }]
}
```

```jsonc good
{
  "permission": { "bash": "ask" },
  "plugin": ["opencode-helicone-session"]
}
```
"""

from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.keys import unlisted
from opencode_ls.analysis.spelling import nearest
from opencode_ls.analysis.verdict import v2_permissions
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Green, Node, Property, parse_template
from opencode_ls.jsonc.edit import rename_key
from opencode_ls.jsonc.known import find as nodes
from opencode_ls.jsonc.value import to_value
from opencode_ls.schema.fit import asked_of_key, fits
from opencode_ls.schema.load import Schema, schema
from opencode_ls.schema.lookup import find, is_open, mark, properties_of, walk
from opencode_ls.text import apply_edits

EFFECT: Effect = "ignored"


class _Key(NamedTuple):
    """A key of opencode 2 and the object's schemas; `refused` if it is more than dropped."""

    found: Property
    schemas: tuple[Schema, ...]
    refused: bool


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each such key; in a file for opencode 2 only the one that matters most."""
    if analysis.settings.opencode == "2":
        return
    keys = list(_keys(analysis))
    if analysis.dialect != "2":
        yield from (_found(analysis, key) for key in keys)
    elif keys:
        first = next((key for key in keys if key.refused), keys[0])
        yield _found_in_v2(analysis, first)


def _keys(analysis: Analysis) -> Iterator[_Key]:
    root = analysis.effective.root
    misplaced = {key.found.key_span for key in unlisted(analysis)}
    for node, schemas in find(root, _has_marked) if root else ():
        marks = _marks(schemas)
        for found in node.properties:
            used = marks.get(found.name) in {"dropped", "rejected"}
            if used and found.key_span not in misplaced:
                yield _Key(found, schemas, marks[found.name] == "rejected")
    # Of `agents` the schema of opencode 1 knows nothing, and opencode 1.18 reads it.
    agents = root.get("agents") if root else None
    if agents is not None and any(nodes(agents, _has_permissions)):
        yield from _of_agents(analysis)


def _of_agents(analysis: Analysis) -> Iterator[_Key]:
    agents = asked_of_key((schema(),), "agent")
    for found in v2_permissions(analysis):
        match found.parent.path:
            case "agents", str(name):
                yield _Key(found, asked_of_key(agents, name), refused=True)


def _has_permissions(green: Green) -> bool:
    return any(member.name == "permissions" for member in green.members)


def _has_marked(green: Green, schemas: tuple[Schema, ...]) -> bool:
    marks = _marks(schemas)
    return bool(marks) and any(member.name in marks for member in green.members)


def _marks(schemas: tuple[Schema, ...]) -> dict[str, str]:
    """What opencode 1.18 does with each key of opencode 2."""
    return {name: use for found in schemas for name, use in (mark(found, "v2") or {}).items()}


def _found(analysis: Analysis, key: _Key) -> Found:
    does = "refuses to start with" if key.refused else "ignores"
    old = _old(key)
    advice = f"; use `{old}`" if old else ""
    name = shown(analysis, key.found.key_span)
    message = f"opencode 1.18 {does} {name}, a key of opencode 2{advice}"
    effect: Effect = "rejected" if key.refused else "ignored"
    return Found(analysis.span(key.found.key_span), message, _fixes(analysis, key), effect)


def _found_in_v2(analysis: Analysis, key: _Key) -> Found:
    refused = key.refused or bool(analysis.violations)
    does = "refuses" if refused else "ignores"
    name = shown(analysis, key.found.key_span)
    what = name if key.refused or not refused else f"this file with {name}"
    message = f"opencode 1.18 {does} {what}; opencode 2 reads it"
    effect: Effect = "rejected" if refused else "ignored"
    return Found(analysis.span(key.found.key_span), message, _fixes(analysis, key), effect)


def _old(key: _Key) -> str | None:
    """The key of opencode 1 that is spelt nearly the same."""
    return nearest(key.found.name, properties_of(key.schemas))


def _fixes(analysis: Analysis, key: _Key) -> tuple[Fix, ...]:
    """Rename it at the root where all that it holds is written for opencode 1 anyway."""
    old, found = _old(key), key.found
    written = analysis.written_node(found.value)
    if old is None or written is None or written.key is None or found.parent.get(old) is not None:
        return ()
    if found.parent.parent is not None or found.parent.get(found.name) is not found.value:
        return ()
    if not fits(to_value(found.value), asked_of_key(key.schemas, old)):
        return ()
    edits = rename_key(written.key, old)
    if not _is_known(parse_template(apply_edits(analysis.text, edits)).root, old):
        return ()
    return (Fix(f"Rename to `{old}`", edits, safe=False),)


def _is_known(root: Node | None, name: str) -> bool:
    """Whether opencode 1 knows every key below one at the root."""
    return root is not None and all(
        is_open(schemas) or all(found.name in properties_of(schemas) for found in node.properties)
        for node, schemas in walk(root)
        if node.path[:1] == (name,)
    )
