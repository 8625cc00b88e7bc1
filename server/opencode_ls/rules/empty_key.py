"""An `apiKey` that is empty.

An empty `apiKey` is not "no key".
It wins over the provider's environment variable, over the key that `opencode auth login` saved, and
over `apiKeyCommand`, and then no key is sent at all.
The same happens with `{env:NAME}` where that variable is not set: opencode puts nothing in its
place.
Remove `apiKey`, or set the variable.
For a provider of your own that needs no key an empty one does no harm; it is a hint there.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKey": "" },
      "env": ["OPENAI_API_KEY"]
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": { },
      "env": ["OPENAI_API_KEY"]
    }
  }
}
```

```jsonc good
{
  "provider": {
    "ollama": {
      "options": { "apiKey": "unused" }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.catalog import known_provider
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import remove_property
from opencode_ls.schema.catalog import NOBODY

EFFECT: Effect = "ignored"
ENTRIES = PROVIDERS

_BLOCKS = "it blocks the environment's and the saved key, and no key is sent"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each empty key, save where `command-never-runs` tells of it."""
    # opencode 2 takes an empty key for none.
    for provider, node in providers(analysis) if analysis.dialect != "2" else ():
        options, key = node.get("options"), node.at("options", "apiKey")
        if options is None or key is None or key.value != "" or options.get("apiKeyCommand"):
            continue
        fixes = _fixes(analysis, key)
        if analysis.tainted(key):
            message = f"{shown(analysis, key)} is empty in this environment: {_BLOCKS}"
            yield Found(analysis.span(key), message, fixes, effect="here")
        elif known_provider(analysis.world, provider) != NOBODY or node.get("env"):
            yield Found(analysis.span(key), f"an empty `apiKey` is not left out: {_BLOCKS}", fixes)
        else:
            message = f"an empty `apiKey` is not left out: {_BLOCKS}"
            yield Found(analysis.span(key), message, fixes, severity="hint")


def _fixes(analysis: Analysis, key: Node) -> tuple[Fix, ...]:
    written = analysis.written_node(key)
    if written is None or written.key is None:
        return ()
    edits = remove_property(analysis.written, written.key)
    return (Fix("Remove `apiKey`", edits, safe=not analysis.tainted(key)),)
