"""A `baseURL` at which nothing can answer: without `https://`, or with the end of a request in it.

The package puts the rest of the address behind the `baseURL`, such as `/chat/completions`; where
that stands there already, requests go to `…/chat/completions/chat/completions`.
Without `http://` or `https://` it is no address at all.

```jsonc bad
{
  "provider": {
    "gateway": { "options": { "baseURL": "https://llm.example.com/v1/chat/completions" } }
  }
}
```

```jsonc fixed
{
  "provider": {
    "gateway": { "options": { "baseURL": "https://llm.example.com/v1" } }
  }
}
```

```jsonc bad
{
  "provider": {
    "ollama": { "options": { "baseURL": "localhost:11434/v1" } }
  }
}
```

```jsonc fixed
{
  "provider": {
    "ollama": { "options": { "baseURL": "http://localhost:11434/v1" } }
  }
}
```

```jsonc good
{
  "provider": {
    "gateway": { "options": { "baseURL": "https://llm.example.com/v1" } }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import FIRST, shape_of
from opencode_ls.analysis.finding import Effect, Found, Severity
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.repair import change_to
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node
from opencode_ls.pattern import pattern

EFFECT: Effect = "broken"
SEVERITY: Severity = "warning"
"""A package of one's own may make something of it."""
ENTRIES = PROVIDERS

_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://|\$\{")
_HERE = pattern(r"(?:localhost|127\.|10\.|192\.168\.|0\.0\.0\.0|\[::1\]|host\.docker)")
_HOST = pattern(r"[\w.-]+(?::\d+)?(?:/\S*)?|\[[0-9a-fA-F:]+\]\S*")
_REQUEST = pattern(r"/(?:chat/)?completions/?$")


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each such address of a provider."""
    for node in _addresses(analysis):
        text = node.value
        if not isinstance(text, str) or not text.strip() or analysis.tainted(node):
            continue
        name = shown(analysis, node.key.key_span) if node.key else ""
        if not _SCHEME.match(text):
            message = f"{name} is no address: it must begin with `http://` or `https://`"
            scheme = "http" if _HERE.match(text) else "https"
            fixes = change_to(analysis, node, f"{scheme}://{text}") if _HOST.fullmatch(text) else ()
            yield Found(analysis.span(node), message, fixes)
        elif match := _REQUEST.search(text):
            end = match[0].rstrip("/")
            message = f"{name} ends in `{end}`, which the package adds by itself"
            yield Found(
                analysis.span(node), message, change_to(analysis, node, text[: match.start()])
            )


def _addresses(analysis: Analysis) -> Iterator[Node]:
    for _, entry in providers(analysis):
        shape = shape_of(entry)
        found = [entry.at(shape.options, "baseURL")]
        if shape is FIRST:
            found.append(entry.get("api"))
        yield from (node for node in found if node is not None and node.closed)
