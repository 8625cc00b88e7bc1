"""The last run of an `apiKeyCommand` gave no key.

The message says what happened and what to do next.
It stays until the command is changed or runs well; hovering over the command shows its last result.

```jsonc bad run=failed
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
from opencode_ls.analysis.key_source import command_sites

EFFECT: Effect = "here"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each command of this version of the file whose last run failed."""
    failed = {(run.provider, run.argv): run.message for run in analysis.runs if not run.ok}
    for site in command_sites(analysis) if failed else ():
        message = failed.get((site.provider, site.written))
        if message is not None:
            yield Found(site.span, message)
