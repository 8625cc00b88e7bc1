"""An entry of opencode 1 beside one of opencode 2 with the same name.

opencode 2 reads both shapes.
Where `provider` and `providers` have an entry of the same name, it takes the one in `providers` and
drops the other whole: nothing of it is merged, so a key or an address in it is lost.
The same goes for `agent` and `agents`, `command` and `commands`, and for a server under `mcp` and
under `mcp.servers`.
Write all of it in one of the two.

```jsonc bad
{
  "provider": { "gateway": { "options": { "apiKey": "{env:GATEWAY_KEY}" } } },
  "providers": { "gateway": { "models": { "qwen3-coder": {} } } }
}
```

```jsonc good
{
  "providers": {
    "gateway": {
      "settings": { "apiKey": "{env:GATEWAY_KEY}" },
      "models": { "qwen3-coder": {} }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import FIRST, SECOND
from opencode_ls.analysis.finding import Effect, Found, Related
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node, Property

EFFECT: Effect = "ignored"

_PAIRS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("provider",), ("providers",)),
    (("agent",), ("agents",)),
    (("mode",), ("agents",)),
    (("command",), ("commands",)),
    (("mcp",), ("mcp", "servers")),
)
_KEYS = ("apiKeyCommand", "apiKey")


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each entry that another one replaces."""
    root = analysis.effective.root
    if root is None or analysis.settings.opencode == "1":
        return
    for old_path, new_path in _PAIRS:
        old, new = root.at(*old_path), root.at(*new_path)
        for found in old.properties if old and new else ():
            other = new.get(found.name) if new and found.value is not new else None
            if other is not None and other.key is not None and found.value.kind == "object":
                yield _found(analysis, found, other.key, ".".join(new_path))


def _found(analysis: Analysis, found: Property, other: Property, place: str) -> Found:
    lost = _lost(found.value, other.value)
    also = f", its `{lost}` too" if lost else ""
    name = shown(analysis, found.key_span)
    message = f"opencode 2 drops all of this {name}{also}: it takes the one in `{place}`"
    related = Related(analysis.span(other.key_span), "the entry that opencode 2 takes")
    return Found(analysis.span(found.key_span), message, related=(related,))


def _lost(old: Node, new: Node) -> str | None:
    """The setting with the key that only the old entry has."""
    options, settings = old.get(FIRST.options), new.get(SECOND.options)
    for name in _KEYS if options else ():
        if options and options.get(name) and not (settings and settings.get(name)):
            return name
    return None
