"""A program in your own `apiKeyCommand` that a desktop application would not find on macOS.

What macOS starts from the dock or the Finder has the PATH `/usr/bin:/bin:/usr/sbin:/sbin`, whatever
your shell sets.
The opencode desktop application therefore does not find what Homebrew, npm or pip installed, though
a terminal does.
With the full path both find it.

```jsonc bad path=/home/me/.opencode/opencode.json platform=darwin program=op:/opt/homebrew/bin/op
{
  "provider": {
    "openai": {
      "options": {
        "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]
      }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": {
        "apiKeyCommand": ["/opt/homebrew/bin/op", "read", "op://Private/OpenAI/credential"]
      }
    }
  }
}
```

```jsonc good path=/home/me/.opencode/opencode.json platform=darwin
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["security", "find-generic-password", "-s", "openai", "-w"] }
    }
  }
}
```
"""

import posixpath
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.program import Program, on_desktop_path, programs
from opencode_ls.jsonc.edit import quote, replace_value

EFFECT: Effect = "hint"
ENTRIES = PROVIDERS


def check(analysis: Analysis) -> Iterator[Found]:
    """Report in the user's own file each program by name that only a longer PATH leads to."""
    if analysis.world.platform != "darwin" or analysis.scope != "user":
        return
    for program in programs(analysis):
        path = program.lookup.path
        if program.lookup.status != "found" or path is None:
            continue
        if not on_desktop_path(analysis.world, program.name, analysis.home_folder):
            folder = posixpath.dirname(path)
            message = f"{program.shown} is in `{folder}`, where a desktop application does not look"
            yield Found(analysis.span(program.node), message, _fixes(analysis, program, path))


def _fixes(analysis: Analysis, program: Program, path: str) -> tuple[Fix, ...]:
    written = analysis.written_node(program.node)
    if written is None or analysis.tainted(program.node):
        return ()
    return (Fix("Write the full path", replace_value(written, quote(path)), safe=False),)
