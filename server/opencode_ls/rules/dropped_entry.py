"""A wrong value for which opencode 2 drops all of the entry that it stands in.

opencode 2 starts with any file and says nothing: what it cannot read goes to its log alone.
How much is lost depends on the place: of a map, such as `providers`, the whole entry with all that
is in it; of a list, such as `permissions`, that one item; else the key.

```jsonc bad
{
  "providers": {
    "gateway": {
      "settings": { "baseURL": "https://llm.example.com/v1" },
      "models": { "qwen3-coder": { "limit": { "context": "131072" } } }
    }
  }
}
```

```jsonc fixed
{
  "providers": {
    "gateway": {
      "settings": { "baseURL": "https://llm.example.com/v1" },
      "models": { "qwen3-coder": { "limit": { "context": 131072 } } }
    }
  }
}
```

```jsonc bad
{
  "providers": {},
  "permissions": [{ "action": "shell", "resource": "git status *" }]
}
```

```jsonc good
{
  "providers": {
    "gateway": {
      "settings": { "baseURL": "https://llm.example.com/v1" },
      "models": { "qwen3-coder": { "limit": { "context": 131072 } } }
    }
  },
  "permissions": [{ "action": "shell", "resource": "git status *", "effect": "allow" }]
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.repair import repairs
from opencode_ls.analysis.wording import kind_of, shown, subject
from opencode_ls.jsonc import Node
from opencode_ls.schema.validate import Violation
from opencode_ls.text import Span

EFFECT: Effect = "ignored"

_MAPS = frozenset(("providers", "agents", "commands"))
_LISTS = frozenset(("permissions", "policies", "plugins", "instructions", "skills"))


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each value of a native key that opencode 2 cannot read."""
    for found in analysis.native_violations:
        node = found.node
        # That `null` is no value, and a server without `type` none, is not certain.
        if node.kind == "null" or (found.kind, found.name) == ("missing", "type"):
            continue
        from_outside = found.kind != "missing" and _scalar(node) and analysis.tainted(node)
        message = f"opencode 2 drops {_lost(analysis, node)}: {_reason(analysis, found)}"
        if from_outside:
            yield Found(analysis.span(node), f"{message}, in this environment", effect="here")
        else:
            place = _key(node) if found.kind == "missing" else node.span
            fixes = () if found.kind == "missing" else repairs(analysis, node)
            yield Found(analysis.span(place), message, fixes)


def _scalar(node: Node) -> bool:
    return node.kind not in {"object", "array"}


def _reason(analysis: Analysis, found: Violation) -> str:
    name = subject(analysis, found.node)
    match found.kind:
        case "missing":
            return f"`{found.name}` is missing in {name}"
        case "type" if not analysis.tainted(found.node):
            return f"{name} must be {found.expected}, not {kind_of(found.node)}"
        case _:
            return f"{name} must be {found.expected}"


def _key(node: Node) -> Span:
    return node.key.key_span if node.key else Span(node.start, node.start + 1)


def _lost(analysis: Analysis, node: Node) -> str:
    """What goes with a wrong value, in words."""
    unit = _unit(node)
    if unit.key is None:
        return "this item"
    name = shown(analysis, unit.key.key_span)
    models = unit.get("models") if unit.path[:1] == ("providers",) else None
    count = len(models.properties) if models else 0
    if count:
        return f"all of {name} with its {count} model{'s' if count > 1 else ''}"
    if unit is node and _scalar(node):
        return name
    return f"all of {name}" if _is_sure(unit) else f"{name}, or a part of it"


def _unit(node: Node) -> Node:
    """The value that goes as a whole: an entry of a map, an item of a list, or a key's."""
    path = node.path
    depth = 1
    if path[0] in _MAPS or path[0] in _LISTS:
        depth = 2
    elif path[:2] == ("mcp", "servers"):
        depth = 3
    while len(node.path) > depth and node.parent is not None:
        node = node.parent
    return node


def _is_sure(unit: Node) -> bool:
    """Whether it is known how much goes: of other objects opencode 2 may keep a part."""
    return unit.path[0] in _MAPS or unit.path[:2] == ("mcp", "servers")
