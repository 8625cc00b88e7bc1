"""An `apiKeyCommand` beside an `apiKey`.

The command is only asked for a key where there is none.
Any `apiKey` counts as one, even `""` and one from another configuration file that applies here.
Decide for one of them: for the command, remove `apiKey`.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": {
        "apiKey": "{env:OPENAI_API_KEY}",
        "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]
      }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": {
        "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]
      }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "openai": {
      "options": {
        "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]
      }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found, Related
from opencode_ls.analysis.key_origin import entries
from opencode_ls.analysis.key_source import commands
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import remove_property

EFFECT: Effect = "ignored"
ENTRIES = PROVIDERS


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each command that an `apiKey` puts out of use."""
    for provider, node in commands(analysis):
        if node.key is None or node.parent is None:
            continue
        span = analysis.span(node.key.key_span)
        key = node.parent.get("apiKey")
        if key is not None:
            empty = ' (`""` counts too)' if key.value == "" and not analysis.tainted(key) else ""
            message = f"this command never runs: `apiKey` is set{empty}"
            related = Related(analysis.span(key), "the `apiKey` that is used instead")
            yield Found(span, message, _fixes(analysis, key), related=(related,))
        elif file := _elsewhere(analysis, provider):
            yield Found(span, f"this command never runs: `apiKey` is set in `{file}`")


def _fixes(analysis: Analysis, key: Node) -> tuple[Fix, ...]:
    written = analysis.written_node(key)
    if written is None or written.key is None:
        return ()
    edits = remove_property(analysis.written, written.key)
    return (Fix("Remove `apiKey`", edits, safe=False),)


def _elsewhere(analysis: Analysis, provider: str) -> str | None:
    """Another file that applies and sets this provider's `apiKey`."""
    for entry in entries(analysis.layers, provider, analysis.settings):
        other = entry.layer.path != analysis.path
        if other and entry.settings is not None and entry.settings.get("apiKey"):
            return entry.layer.path
    return None
