"""Another configuration file has the last word on this value.

opencode merges all files that apply: your own, the project's, those in `.opencode`, the
administrator's.
Of a single value or a list it keeps the one of the last file, so this one does not count where that
file applies.
If that is what you want, leave it; if not, change it there.
At most twenty values of a file are told of.

```jsonc bad file=.opencode/opencode.json:{"model":"openai/gpt-5"}
{
  "model": "anthropic/claude-sonnet-4-5"
}
```

```jsonc good file=.opencode/opencode.json:{"share":"manual"}
{
  "model": "anthropic/claude-sonnet-4-5"
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.overrides import found, overrides

EFFECT: Effect = "hint"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each value that another file replaces, with the value that counts."""
    for pair in overrides(analysis).overridden:
        yield found(analysis, pair, "is overridden by", "the value that counts")
