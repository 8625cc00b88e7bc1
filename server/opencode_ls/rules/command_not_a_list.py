"""An `apiKeyCommand` that is not a list.

No shell reads an `apiKeyCommand`, so nothing would take a line of text apart.
The program and each of its arguments are elements of a list.
A string, a number, `true` or `null` starts nothing.
The fix splits a string as a shell would; where the line needs a shell (a pipe, a variable, `~`), it
hands the line to `sh -c`, or to PowerShell on Windows.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": "op read 'op://Private/OpenAI key/credential'" }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["op", "read", "op://Private/OpenAI key/credential"] }
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

from opencode_ls.analysis.argv import as_json, command_of, needs_shell
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_source import commands
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import replace_value

EFFECT: Effect = "broken"
ENTRIES = PROVIDERS

_MESSAGE = "`apiKeyCommand` must be a list: the program, then each argument"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each command that is a single value."""
    for _, node in commands(analysis):
        if node.kind in {"string", "number", "boolean", "null"}:
            yield Found(analysis.span(node), _MESSAGE, _fixes(analysis, node))


def _fixes(analysis: Analysis, node: Node) -> tuple[Fix, ...]:
    written = analysis.written_node(node)
    if written is None or analysis.tainted(node) or not isinstance(node.value, str):
        return ()
    line, platform = node.value, analysis.world.platform
    argv = command_of(line, platform)
    if argv is None:
        return ()
    edits = replace_value(written, as_json(argv))
    return (Fix("Make it a list", edits, safe=not needs_shell(line, platform)),)
