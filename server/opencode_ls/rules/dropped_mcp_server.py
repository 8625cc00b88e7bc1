"""An MCP server of which opencode keeps nothing but `enabled`.

An entry that holds only `enabled` is allowed: it switches a server on or off that another file
describes.
So an entry with `enabled` that is no proper server otherwise (its `command` is a string, its `type`
is missing) is read as such a switch; all the rest of it is dropped without a word, and the server
never starts.

```jsonc bad
{
  "mcp": {
    "search": {
      "type": "local",
      "command": "npx -y search-server",
      "enabled": true
    }
  }
}
```

```jsonc fixed
{
  "mcp": {
    "search": {
      "type": "local",
      "command": ["npx", "-y", "search-server"],
      "enabled": true
    }
  }
}
```

```jsonc good
{
  "mcp": {
    "search": {
      "type": "local",
      "command": ["npx", "-y", "search-server"],
      "enabled": true
    },
    "described-elsewhere": { "enabled": false }
  }
}
```
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.repair import adds_shell, command_list, insert_before
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.known import known
from opencode_ls.jsonc.value import to_value
from opencode_ls.schema.fit import asked_of, fits
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import resolve, values_of
from opencode_ls.schema.validate import describe

EFFECT: Effect = "ignored"
ENTRIES = ("mcp",)

_SWITCH = "enabled"


class _Fault(NamedTuple):
    """Why an entry is no server: the node to point at, None for the entry's own key."""

    node: Node | None
    reason: str


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each entry that is read as a switch but says more."""
    root = analysis.effective.root
    servers = root.get("mcp") if root and analysis.dialect != "2" else None
    for found in servers.properties if servers else ():
        node = found.value
        switch = node.get(_SWITCH)
        if switch is None or switch.kind != "boolean" or len(node.properties) == 1:
            continue
        shapes = [resolve(shape) for each in asked_of(node) for shape in each.get("anyOf", ())]
        kinds = [shape for shape in shapes if "type" in shape.get("properties", {})]
        proper = tuple(shape for shape in shapes if set(shape.get("required", ())) != {_SWITCH})
        if not kinds or _is_server(node, proper):
            continue
        fault = _fault(node, kinds)
        message = f"opencode drops all of {shown(analysis, found.key_span)} but `{_SWITCH}`"
        span = analysis.span(fault.node or found.key_span)
        yield Found(span, f"{message}: {fault.reason}", _fixes(analysis, node, kinds))


def _is_server(node: Node, proper: tuple[Schema, ...]) -> bool:
    """Whether an entry is one of the servers that opencode can read: most are, and stay so."""
    return known(node.green, (_is_server, *map(id, proper)), lambda: fits(to_value(node), proper))


def _fault(node: Node, kinds: list[Schema]) -> _Fault:
    """The first thing for which an entry is no server of its type."""
    types = [
        value for kind in kinds for value in values_of(resolve(kind["properties"]["type"])) or ()
    ]
    expected = " or ".join(f'`"{value}"`' for value in types)
    written = node.get("type")
    if written is None:
        return _Fault(None, f"`type` is missing, {expected}")
    if written.value not in types:
        return _Fault(written, f"`type` must be {expected}")
    kind = kinds[types.index(written.value)]
    missing = [name for name in kind["required"] if node.get(name) is None]
    if missing:
        return _Fault(None, f"`{missing[0]}` is missing")
    for name, child in kind["properties"].items():
        value = node.get(name)
        if value is not None and not fits(to_value(value), (resolve(child),)):
            return _Fault(value, f"`{name}` must be {describe(child)}")
    return _Fault(None, "it is no server that opencode can read")


def _fixes(analysis: Analysis, node: Node, kinds: list[Schema]) -> tuple[Fix, ...]:
    """Make a list of the command and add the type, where opencode then accepts the whole."""
    written = analysis.written_node(node)
    if written is None or analysis.tainted(node):
        return ()
    value = to_value(node)
    titles: list[str] = []
    command = written.get("command")
    line = command if command is not None and command.kind == "string" else None
    listed = command_list(analysis, line) if line is not None else None
    edits = [*(listed or ())]
    if listed:
        titles.append("make `command` a list")
        value["command"] = ["…"]
    if "type" not in value:
        value["type"] = "remote" if command is None else "local"
        text = f'"type": {json.dumps(value["type"])}'
        titles.append(f"add `{text}`")
        # Not before an `args` that goes: the two edits would overlap.
        first = command.key if command is not None and command.key else written.properties[0]
        edits.append(insert_before(analysis.text, first, text))
    if not edits or not fits(value, tuple(kinds)):
        return ()
    title = " and ".join(titles)
    safe = line is None or not listed or not adds_shell(analysis, line)
    return (Fix(title[0].upper() + title[1:], tuple(edits), safe=safe),)
