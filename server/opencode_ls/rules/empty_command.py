"""An `apiKeyCommand` that names no program.

The first element of the list is the program that prints the key.
With an empty list, or with nothing in the first element, there is none to start.

```jsonc bad
{
  "provider": {
    "openai": { "options": { "apiKeyCommand": [] } }
  }
}
```

```jsonc good
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"] }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.key_source import commands
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.wording import shown

EFFECT: Effect = "broken"
ENTRIES = PROVIDERS


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each list without a program."""
    for _, node in commands(analysis):
        if node.kind != "array" or not node.closed:
            continue
        if not node.items:
            yield Found(analysis.span(node), "`apiKeyCommand` is empty: it names no program")
            continue
        first = node.items[0]
        if not isinstance(first.value, str) or first.value.strip():
            continue
        if analysis.tainted(first):
            message = f"{shown(analysis, first)} is empty in this environment: it names no program"
            yield Found(analysis.span(first), message, effect="here")
        else:
            yield Found(analysis.span(first), "the program's name is empty")
