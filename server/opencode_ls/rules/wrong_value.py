"""A value that opencode does not know, or a number outside its limits.

opencode refuses to start.

```jsonc bad
{ "share": "yes" }
```

```jsonc bad
{ "autoupdate": "true" }
```

```jsonc fixed
{ "autoupdate": true }
```

```jsonc good
{ "share": "auto", "autoupdate": "notify" }
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.mistakes import mistakes
from opencode_ls.analysis.repair import repairs
from opencode_ls.analysis.wording import shown, subject

EFFECT: Effect = "rejected"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each value that is none of those allowed here."""
    for found, effect, from_outside in mistakes(analysis, "value"):
        node = found.node
        message = f"{subject(analysis, node)} must be {found.expected}"
        if from_outside:
            message = f"{message}: {shown(analysis, node)} is not, in this environment"
        yield Found(analysis.span(node), message, repairs(analysis, node), effect)
