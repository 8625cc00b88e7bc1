"""A program, or the script of an interpreter, that comes from the folder of the file.

A relative path starts from the folder of the configuration file that holds the command.
In a project that is a file of the repository: whoever may change the repository decides what runs
on your machine, with your rights.
Name a program of PATH, or give a full path outside the repository.
In your own configuration files it is only a hint.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["./tools/print-key"] }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "openai": {
      "options": { "apiKeyCommand": ["/opt/company/print-key"] }
    }
  }
}
```
"""

import re
from collections.abc import Iterator

from opencode_ls.analysis.argv import is_command_line, is_relative
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.key_source import argv_of, commands, written_argv
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.shell_syntax import base_name, pieces
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node
from opencode_ls.pattern import pattern

EFFECT: Effect = "risk"
ENTRIES = PROVIDERS

_INTERPRETERS = frozenset(
    {
        *("sh", "bash", "zsh", "dash", "python", "python3", "py", "node", "deno", "bun", "ruby"),
        *("perl", "php", "powershell", "pwsh"),
    }
)
_SCRIPT = pattern(r".+\.(?:sh|bash|zsh|py|js|mjs|cjs|ts|mts|rb|pl|php|ps1)", re.IGNORECASE)
_INLINE = pattern(r"-[A-Za-z]*[cem]|--eval|--command|-Command", re.IGNORECASE)


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each program and script that is looked for beside the file."""
    for _, node in commands(analysis):
        argv, written = argv_of(node), written_argv(analysis, node)
        if argv is None or written is None or is_command_line(argv[0]):
            continue
        index = _relative(argv, analysis.world.platform)
        if index is not None and pieces(written, analysis.world.platform)[index] is None:
            yield _found(analysis, node.items[index])


def _relative(argv: tuple[str, ...], platform: str) -> int | None:
    """The first word that names a file to run by a relative path."""
    if is_relative(argv[0], platform):
        return 0
    if base_name(argv[0]) not in _INTERPRETERS:
        return None
    for index, word in enumerate(argv[1:], start=1):
        if _INLINE.fullmatch(word):
            return None
        if is_relative(word, platform) or (
            _SCRIPT.fullmatch(word) and not re.search(r"[/\\]", word)
        ):
            return index
        if not word.startswith("-") and "." in word:
            return None
    return None


def _found(analysis: Analysis, node: Node) -> Found:
    name = shown(analysis, node)
    if analysis.scope != "project":
        message = f"{name} is looked for in the folder of this file"
        return Found(analysis.span(node), message, effect="hint")
    message = f"{name} is a file of this project: whoever can change it decides what runs"
    return Found(analysis.span(node), message)
