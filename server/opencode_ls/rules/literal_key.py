"""A key that stands in the file as it is.

Whoever can read the file can use the key: everyone with the repository, every backup, and every
program that is shown the configuration.
Take it from a variable (`{env:NAME}`), from a file outside the repository (`{file:~/…}`), or from
`apiKeyCommand`, and have a key that was ever committed replaced by its provider.
Words that stand in for a key where none is needed (`unused`, `sk-local`, `YOUR_API_KEY` …) are not
reported.
The message never shows the key.

```jsonc bad
{
  "provider": {
    "mistral": {
      "env": ["MISTRAL_API_KEY"],
      "options": { "apiKey": "q7Gd2vXw9LmT4sKp8RzB1nYc5HfJ3aQe" }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "mistral": {
      "env": ["MISTRAL_API_KEY"],
      "options": { "apiKey": "{env:MISTRAL_API_KEY}" }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "mistral": { "options": { "apiKey": "{env:MISTRAL_API_KEY}" } },
    "lmstudio": { "options": { "apiKey": "lm-studio" } }
  }
}
```
"""

import re
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import shape_of
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_shape import known_key, live_key
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.key_variable import known_variable
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import quote, replace_value
from opencode_ls.pattern import pattern

EFFECT: Effect = "risk"
ENTRIES = (*PROVIDERS, "mcp")

_SCHEME = pattern(r"(?:Bearer|Basic|Token)\s+", re.IGNORECASE)
_SECRET = pattern(r"authorization|api.?key|token|secret", re.IGNORECASE)


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each string that looks like a live key."""
    for provider, node in providers(analysis):
        shape = shape_of(node)
        inside = node.get(shape.options), node.get("headers") if len(shape.headers) == 1 else None
        for text in (text for each in inside for text in _strings(each)):
            name = _name(text)
            kind = _kind(analysis, text, any_form=_SECRET.search(name) is not None)
            if kind:
                fixes = _fixes(analysis, provider, node, text) if name == "apiKey" else ()
                yield _found(analysis, text, kind, fixes)
    root = analysis.effective.root
    servers = root.get("mcp") if root else None
    for server in servers.properties if servers else ():
        for place in ("headers", "environment"):
            for text in _strings(server.value.get(place)):
                if kind := _kind(analysis, text, any_form=False):
                    yield _found(analysis, text, kind, ())


def _strings(node: Node | None) -> Iterator[Node]:
    """The strings of an object, and those of the objects and lists right inside it."""
    for found in node.properties if node else ():
        inner = [deeper.value for deeper in found.value.properties]
        for value in (found.value, *found.value.items, *inner):
            if value.kind == "string":
                yield value


def _name(node: Node) -> str:
    return node.key.name if node.key else ""


def _kind(analysis: Analysis, node: Node, *, any_form: bool) -> str | None:
    if analysis.tainted(node):
        return None
    text = _SCHEME.sub("", str(node.value), count=1)
    return live_key(text) if any_form else known_key(text)


def _found(analysis: Analysis, node: Node, kind: str, fixes: tuple[Fix, ...]) -> Found:
    length = len(str(node.value))
    message = (
        f"this looks like a live key ({kind}, {length} characters): all who read the file have it"
    )
    return Found(analysis.span(node), message, fixes)


def _fixes(analysis: Analysis, provider: str, node: Node, key: Node) -> tuple[Fix, ...]:
    """Name the provider's own variable; the key itself must be kept elsewhere first."""
    written, name = analysis.written_node(key), known_variable(analysis, provider, node)
    if written is None or name is None:
        return ()
    edits = replace_value(written, quote(f"{{env:{name}}}"))
    return (Fix(f"Take it from `{name}` (save the key elsewhere first)", edits, safe=False),)
