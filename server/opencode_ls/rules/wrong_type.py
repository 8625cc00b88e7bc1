"""A value of the wrong kind: a string where a number belongs, one value where a list belongs.

opencode refuses to start.
The fix writes the value in the right kind, where there is only one way to do that.

```jsonc bad
{
  "provider": {
    "gateway": {
      "options": { "apiKey": 123456, "baseURL": "http://127.0.0.1:4000/v1" }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "gateway": {
      "options": { "apiKey": "123456", "baseURL": "http://127.0.0.1:4000/v1" }
    }
  }
}
```

```jsonc bad
{ "instructions": "docs/rules.md" }
```

```jsonc fixed
{ "instructions": ["docs/rules.md"] }
```

```jsonc good
{ "instructions": ["docs/rules.md"] }
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.mistakes import mistakes
from opencode_ls.analysis.repair import repairs
from opencode_ls.analysis.wording import kind_of, shown, subject

EFFECT: Effect = "rejected"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each value of the wrong kind, a placeholder by what it became."""
    for found, effect, from_outside in mistakes(analysis, "type"):
        node, expected = found.node, found.expected
        if from_outside:
            became = f"{shown(analysis, node)} is {kind_of(node)} in this environment"
            message = f"{became}: {subject(analysis, node)} must be {expected}"
        else:
            message = f"{subject(analysis, node)} must be {expected}, not {kind_of(node)}"
        yield Found(analysis.span(node), message, repairs(analysis, node), effect)
