"""An `apiKeyCommand` whose first element holds more than the program.

No shell takes an element apart at its blanks: the whole first element is the name of the program to
start, and no program has such a name.
Put the program and each argument into an element of its own.
(A path with a blank in it is fine, as long as there is such a file.)

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["op read op://Private/OpenAI/credential"] }
    }
  }
}
```

```jsonc fixed
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
      "options": { "apiKeyCommand": ["op", "read", "op://Private/Open AI/credential"] }
    }
  }
}
```
"""

import re
from collections.abc import Iterator

from opencode_ls.analysis.argv import command_of, is_command_line, needs_shell
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_source import argv_of, commands
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import quote, replace_value

EFFECT: Effect = "broken"
ENTRIES = PROVIDERS

_WHOLE = "one element holds the whole command line"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each command line that stands where the program should."""
    for _, node in commands(analysis):
        argv = argv_of(node)
        if argv is None or not is_command_line(argv[0]):
            continue
        first = node.items[0]
        lookup = analysis.world.which(argv[0], analysis.home_folder)
        if lookup.status not in {"missing", "unknown"}:
            continue
        # Another machine may have a file of this path, but no program of any other such name.
        path = re.match(r"[./\\]|[A-Za-z]:", argv[0]) is not None
        rest = argv[1:]
        whole = "the first element holds more than the program" if rest else _WHOLE
        fixes = _fixes(analysis, first, rest)
        message = f"{whole}: all of it is taken for the program's name"
        yield Found(analysis.span(first), message, fixes, effect="here" if path else None)


def _fixes(analysis: Analysis, first: Node, rest: tuple[str, ...]) -> tuple[Fix, ...]:
    written = analysis.written_node(first)
    if written is None or analysis.tainted(first):
        return ()
    line, platform = str(first.value), analysis.world.platform
    argv = command_of(line, platform)
    # What a shell would read can be handed to one only where nothing follows.
    shell = needs_shell(line, platform)
    if argv is None or (rest and shell):
        return ()
    edits = replace_value(written, ", ".join(map(quote, argv)))
    return (Fix("Make each word an element", edits, safe=not shell),)
