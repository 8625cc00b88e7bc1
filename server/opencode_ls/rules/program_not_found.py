"""A program in `apiKeyCommand` that is not installed here.

A bare name is looked up in the folders of PATH, never in the current folder; a path is taken from
the folder of the file.
It may well be there on another machine, or for another program: an editor that was started from a
dock or a menu often has a shorter PATH than a terminal.
Install the program, or give its full path.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["print-my-key", "openai"] }
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
    """Report each program that was looked for and is not there."""
    for program in programs(analysis):
        if program.lookup.status == "missing":
            yield Found(analysis.span(program.node), _message(analysis, program))


def _message(analysis: Analysis, program: Program) -> str:
    searched = program.lookup.searched
    if "/" not in program.name and "\\" not in program.name:
        folders = f"the {len(searched)} folders" if len(searched) != 1 else "the one folder"
        return f"{program.shown} is in none of {folders} of PATH, in this environment"
    # Where a placeholder takes part in the path, the path itself would show its value.
    if analysis.tainted(program.node) or not searched:
        return f"{program.shown} is not there, in this environment"
    return f"there is no file `{searched[0]}`, in this environment"
