"""A key in the file that opencode 2 does not send, since it has found another one before.

By its source, opencode 2 sends the key that `/connect` stored, or else that of the provider's
variables, before the `apiKey` of the file and before what `apiKeyCommand` prints.
opencode 1 does it the other way round: there the file counts first.
So an old key that is still stored, or a variable that is set for another program, takes the place
of the one in the file.

```jsonc bad env=OPENAI_API_KEY:sk-test-not-a-key
{
  "providers": {
    "openai": { "settings": { "apiKeyCommand": ["op", "read", "op://Private/OpenAI/key"] } }
  }
}
```

```jsonc good
{
  "providers": {
    "openai": { "settings": { "apiKeyCommand": ["op", "read", "op://Private/OpenAI/key"] } }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis, Settings
from opencode_ls.analysis.destination import SECOND, shape_of
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.key_origin import key_origin
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node

EFFECT: Effect = "hint"
ENTRIES = PROVIDERS

_KEYS = ("apiKeyCommand", "apiKey", "authToken", "accessToken")
_FIRST = frozenset(("stored", "variable", "well-known"))


def check(analysis: Analysis) -> Iterator[Found]:
    """Report the first key of each provider that opencode 2 has another one for."""
    for provider, entry in providers(analysis):
        key = _key(entry)
        if key is None or key.key is None:
            continue
        if shape_of(entry) is not SECOND and analysis.dialect != "2":
            continue
        origin = key_origin(analysis.world, analysis.layers, provider, Settings("2"))
        if origin.kind in _FIRST:
            where = origin.words(analysis.world.home)
            message = f"by its source, opencode 2 sends {where} instead"
            yield Found(analysis.span(key.key.key_span), message)


def _key(entry: Node) -> Node | None:
    settings = entry.get(shape_of(entry).options)
    found = (settings.get(name) for name in _KEYS) if settings else iter(())
    return next((node for node in found if node is not None), None)
