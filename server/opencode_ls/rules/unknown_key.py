"""A key that opencode does not know.

opencode drops it without a word, and starts.
Most are slips of the finger, or keys of another program or of an older opencode.
A provider's `options` may hold anything, as all of it is handed to the provider's package; there
only misspellings of `apiKeyCommand`, `apiKey` and `baseURL` are reported.
A key that begins with `_`, `#` or `//` is taken for a note and left alone.

```jsonc bad
{ "modle": "anthropic/claude-sonnet-4-5" }
```

```jsonc fixed
{ "model": "anthropic/claude-sonnet-4-5" }
```

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeycommand": ["op", "read", "op://Private/OpenAI/credential"] }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"] }
    }
  }
}
```

```jsonc good
{
  "model": "anthropic/claude-sonnet-4-5",
  "_note": "for the reader",
  "provider": {
    "openai": { "options": { "reasoningEffort": "high" } }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found, Severity
from opencode_ls.analysis.keys import Unlisted, unlisted
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc.edit import rename_key
from opencode_ls.jsonc.value import to_value
from opencode_ls.schema.fit import asked_of_key, fits

EFFECT: Effect = "ignored"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each unknown key, save those that belong one level deeper."""
    for key in unlisted(analysis):
        if key.holder is None:
            span = key.found.key_span
            why = f"did you mean `{key.meant}`?" if key.meant else "it knows no such key here"
            native = analysis.is_native(key.found.parent)
            who = "opencode 2" if native else "opencode"
            message = f"{who} ignores {shown(analysis, span)}: {why}"
            # Of opencode 2 it is known what is documented, and that may be outdated.
            severity: Severity | None = "info" if native and not key.meant else None
            fixes = _fixes(analysis, key)
            yield Found(analysis.span(span), message, fixes, severity=severity)


def _fixes(analysis: Analysis, key: Unlisted) -> tuple[Fix, ...]:
    written = analysis.written_node(key.found.value)
    if written is None or written.key is None or key.meant is None:
        return ()
    # Whether opencode 1.18 still takes the file is not known of a key of opencode 2.
    asked = asked_of_key(key.schemas, key.meant)
    safe = not analysis.is_native(key.found.parent) and fits(to_value(key.found.value), asked)
    return (Fix(f"Rename to `{key.meant}`", rename_key(written.key, key.meant), safe=safe),)
