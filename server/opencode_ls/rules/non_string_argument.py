"""An argument in `apiKeyCommand` that is not a string.

A program receives its arguments as text, so every element of the list is a string: a number needs
quotes.
With anything else in the list the command cannot start.

```jsonc bad
{
  "provider": {
    "gateway": {
      "options": { "apiKeyCommand": ["sh", "get-key", "--port", 8200] }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "gateway": {
      "options": { "apiKeyCommand": ["sh", "get-key", "--port", "8200"] }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "gateway": {
      "options": { "apiKeyCommand": ["sh", "get-key", "--port", "8200"] }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_source import commands
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import quote, replace_value

EFFECT: Effect = "broken"
ENTRIES = PROVIDERS


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each element that is not a string."""
    for _, node in commands(analysis):
        for item in node.items:
            if item.kind not in {"string", "missing", "placeholder"}:
                message = f"an argument must be a string, not {_what(item)}"
                yield Found(analysis.span(item), message, _fixes(analysis, item))


def _what(item: Node) -> str:
    match item.kind:
        case "array":
            return "a list"
        case "object":
            return "an object"
        case "null":
            return "`null`"
        case "boolean":
            return "`true` or `false`"
        case _:
            return "a number"


def _fixes(analysis: Analysis, item: Node) -> tuple[Fix, ...]:
    written = analysis.written_node(item)
    if written is None or written.kind not in {"number", "boolean", "placeholder"}:
        return ()
    text = written.span.of(analysis.text)
    return (Fix("Put it in quotes", replace_value(written, quote(text)), safe=True),)
