"""A program in `apiKeyCommand` that is a folder.

What stands at this path is a folder, and a folder cannot be started.
Name the program inside it.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["a-folder"] }
    }
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
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.program import programs

EFFECT: Effect = "here"
ENTRIES = PROVIDERS


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each program that is a folder."""
    for program in programs(analysis):
        if program.lookup.status == "directory":
            message = (
                f"{program.shown} is a folder, in this environment: name the program inside it"
            )
            yield Found(analysis.span(program.node), message)
