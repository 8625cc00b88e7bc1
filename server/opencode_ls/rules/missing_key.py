"""An entry without a key that opencode insists on.

opencode refuses to start.

```jsonc bad
{
  "provider": {
    "gateway": {
      "models": { "qwen3-coder": { "limit": { "context": 262144 } } }
    }
  }
}
```

```jsonc bad
{
  "mcp": {
    "search": { "command": ["npx", "-y", "search-server"] }
  }
}
```

```jsonc fixed
{
  "mcp": {
    "search": { "type": "local", "command": ["npx", "-y", "search-server"] }
  }
}
```

```jsonc good
{
  "provider": {
    "gateway": {
      "models": { "qwen3-coder": { "limit": { "context": 262144, "output": 65536 } } }
    }
  }
}
```
"""

import json
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.mistakes import mistakes
from opencode_ls.analysis.repair import insert_before
from opencode_ls.analysis.wording import subject
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.value import to_value
from opencode_ls.schema.fit import asked_of, fits
from opencode_ls.schema.validate import Violation
from opencode_ls.text import Span

EFFECT: Effect = "rejected"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each missing key at the key of its entry."""
    for found, effect, _ in mistakes(analysis, "missing"):
        message = f"`{found.name}` is missing in {subject(analysis, found.node)}"
        if found.expected != "something else":
            message = f"{message}: it must be {found.expected}"
        yield Found(_place(analysis, found.node), message, _fixes(analysis, found), effect)


def _place(analysis: Analysis, node: Node) -> Span:
    if node.key is not None:
        return analysis.span(node.key.key_span)
    return analysis.span(Span(node.start, node.start + 1))


def _fixes(analysis: Analysis, found: Violation) -> tuple[Fix, ...]:
    """The one allowed value with which opencode accepts the entry."""
    written = analysis.written_node(found.node)
    if written is None or not written.properties:
        return ()
    asked, value = asked_of(found.node), to_value(found.node)
    fitting = [each for each in found.allowed if fits({**value, found.name: each}, asked)]
    if len(fitting) != 1:
        return ()
    text = f'"{found.name}": {json.dumps(fitting[0])}'
    edit = insert_before(analysis.text, written.properties[0], text)
    return (Fix(f"Add `{text}`", (edit,), safe=True),)
