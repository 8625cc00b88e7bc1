"""opencode itself does not run `apiKeyCommand` yet.

opencode up to 1.18 accepts the key and does nothing with it: without a plugin no key is sent.
`opencode-ls plugin install` puts one into your opencode folder, and this warning goes.
This server, `opencode-ls key` and the Python functions of this package do run the command too.
What opencode 2 does with it is not verified.
The warning appears once in a file, at its first command that could run.

```jsonc bad
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
      "options": { "apiKey": "{env:OPENAI_API_KEY}" }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.key_source import first_command
from opencode_ls.analysis.own_plugin import plugin_file

EFFECT: Effect = "ignored"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report the first command of the file that could run."""
    command = first_command(analysis)
    if command is None or command.key is None:
        return
    if analysis.dialect == "2":
        message = "whether opencode 2 runs `apiKeyCommand` is not verified"
    elif plugin_file(analysis.world, analysis.folder, analysis.layers) is not None:
        return
    else:
        message = "opencode 1.18 does not run `apiKeyCommand` without a plugin"
    yield Found(analysis.span(command.key.key_span), message)
