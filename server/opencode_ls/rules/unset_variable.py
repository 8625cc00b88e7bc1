"""An `{env:NAME}` whose variable is not set here.

opencode puts nothing in its place: `"{env:HOST}/v1"` becomes `"/v1"`.
An empty variable counts as not set.
It may well be set on another machine, or in the shell that you start opencode from.
Where the placeholder is the whole of an `apiKey`, `empty-key` tells what follows from it.
Comments, and servers and agents that are switched off, are not looked at.

```jsonc bad
{
  "provider": {
    "gateway": {
      "options": { "baseURL": "{env:GATEWAY_URL}/v1" }
    }
  }
}
```

```jsonc good env=GATEWAY_URL:http://127.0.0.1:4000
{
  "provider": {
    "gateway": {
      "options": { "baseURL": "{env:GATEWAY_URL}/v1" }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import FIRST, shape_of
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.key_source import commands, providers
from opencode_ls.analysis.syntax import covered, culprit, opening
from opencode_ls.analysis.wording import as_written
from opencode_ls.jsonc import Node
from opencode_ls.text import Span

EFFECT: Effect = "here"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each placeholder of an unset variable that no other rule tells of."""
    unset = [each for each in analysis.placeholders if each.status == "unset"]
    if not unset:
        return
    comments = [comment.span for comment in analysis.written.comments]
    elsewhere = sorted(_told_elsewhere(analysis))
    blamed = culprit(analysis)
    for placeholder in unset:
        span = placeholder.span
        known = covered(comments, span) or covered(elsewhere, span)
        if known or placeholder == blamed or opening(analysis, placeholder) is not None:
            continue
        name = as_written(analysis, span)
        yield Found(span, f"{name} is empty in this environment: the variable is not set")


def _told_elsewhere(analysis: Analysis) -> Iterator[Span]:
    """What is switched off, and what other rules call empty."""
    for _, provider in providers(analysis):
        key = provider.at("options", "apiKey")
        if (
            shape_of(provider) is FIRST
            and analysis.dialect != "2"
            and key is not None
            and key.value == ""
        ):
            yield analysis.span(key)
    for _, command in commands(analysis):
        for first in command.items[:1]:
            if isinstance(first.value, str) and not first.value.strip():
                yield analysis.span(first)
    root = analysis.effective.root
    for section in ("mcp", "agent", "lsp", "formatter"):
        entries = root.get(section) if root else None
        for found in entries.properties if entries else ():
            if _is_off(found.value):
                yield analysis.span(found.value)


def _is_off(entry: Node) -> bool:
    switches = (("enabled", False), ("disable", True), ("disabled", True))
    return any(
        (node := entry.get(name)) is not None and node.value is off for name, off in switches
    )
