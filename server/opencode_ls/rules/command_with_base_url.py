"""A project sets both the command that prints a key and the address that the key is sent to.

Whoever writes such a project chooses which of your secrets is read and who receives it.
For a provider that opencode knows by itself there is seldom a reason for that, so it is a warning.
For an id of the project's own it is the normal file of a team with a gateway, and only a hint: look
at the address once.
An address on this machine is not reported.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": {
        "baseURL": "https://llm.example.com/v1",
        "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]
      }
    }
  }
}
```

```jsonc good
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
"""

import re
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.catalog import known_provider
from opencode_ls.analysis.destination import shape_of
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.key_origin import entries
from opencode_ls.analysis.key_source import providers
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.pattern import pattern
from opencode_ls.schema.catalog import NOBODY

EFFECT: Effect = "risk"
ENTRIES = PROVIDERS

_HERE = pattern(r"https?://(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?(?:/|$)", re.IGNORECASE)


def check(analysis: Analysis) -> Iterator[Found]:
    """Report the address, or the command where another of the project's files has the address."""
    if analysis.scope != "project":
        return
    for provider, entry in providers(analysis):
        others = tuple(_others(analysis, provider))
        command, address = _command(entry), _address(entry)
        if address and (command or any(map(_command, others))):
            yield _found(analysis, provider, address)
        elif command and any(map(_address, others)):
            yield _found(analysis, provider, command)


def _others(analysis: Analysis, provider: str) -> Iterator[Node]:
    """The provider's entries in the project's other files."""
    for entry in entries(analysis.layers, provider, analysis.settings):
        if entry.layer.scope == "project" and entry.layer.path != analysis.path:
            yield entry.node


def _command(entry: Node) -> Node | None:
    return entry.at(shape_of(entry).options, "apiKeyCommand")


def _address(entry: Node) -> Node | None:
    """The address that a provider's entry names, unless it is on this machine."""
    paths: tuple[tuple[str, ...], ...] = ((shape_of(entry).options, "baseURL"), ("api",))
    for path in paths:
        node = entry.at(*path)
        if node is not None and isinstance(node.value, str) and not _HERE.match(node.value):
            return node
    return None


def _found(analysis: Analysis, provider: str, node: Node) -> Found:
    message = "this project says both which command prints the key and where the key goes"
    place = node.key.key_span if node.key else node
    known = known_provider(analysis.world, provider) != NOBODY
    return Found(analysis.span(place), message, severity=None if known else "hint")
