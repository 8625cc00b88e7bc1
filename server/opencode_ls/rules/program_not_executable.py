"""A program in `apiKeyCommand` that is there but cannot be started.

Either the file may not be executed (`chmod +x` on Linux and macOS), or its first line names an
interpreter that does not exist here.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["plain-file"] }
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
from opencode_ls.analysis.program import Program, programs

EFFECT: Effect = "here"
ENTRIES = PROVIDERS


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each program that stands there but would not start."""
    for program in programs(analysis):
        place = _place(analysis, program)
        match program.lookup.status:
            case "not-executable":
                message = f"{place} may not be executed, in this environment: see `chmod +x`"
                yield Found(analysis.span(program.node), message)
            case "bad-interpreter":
                message = f"the first line of {place} names an interpreter that is not there"
                yield Found(analysis.span(program.node), f"{message}, in this environment")


def _place(analysis: Analysis, program: Program) -> str:
    """The file that was found, unless a placeholder takes part in its path."""
    path = program.lookup.path
    return program.shown if path is None or analysis.tainted(program.node) else f"`{path}`"
