"""This value takes the place of one in another configuration file.

opencode merges all files that apply: your own, the project's, those in `.opencode`, the
administrator's.
Of a single value or a list it keeps the one of the last file; lists are not joined, save
`instructions` and `plugin`.
So what the other file sets does not count where this one applies.
At most twenty values of a file are told of.

```jsonc bad file=/home/me/.config/opencode/opencode.json:{"disabled_providers":["openai"]}
{
  "disabled_providers": ["google"]
}
```

```jsonc good file=/home/me/.config/opencode/opencode.json:{"instructions":["mine.md"]}
{
  "instructions": ["ours.md"]
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.overrides import found, overrides

EFFECT: Effect = "hint"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each value that replaces another file's, with that value."""
    for pair in overrides(analysis).overriding:
        yield found(analysis, pair, "overrides", "the value that does not count here")
