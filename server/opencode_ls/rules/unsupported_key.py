"""A key of opencode 1 that opencode 2 does not support.

opencode 2 reads the keys of opencode 1 and translates them; a few have no meaning there any more.
It leaves those out, and says so in its log alone.
In a file with keys of both it is a hint, as opencode 1 still reads the key.

```jsonc bad opencode=2
{
  "logLevel": "DEBUG",
  "provider": { "openai": { "whitelist": ["gpt-5"] } }
}
```

```jsonc good opencode=2
{
  "provider": { "openai": { "options": { "timeout": 600000 } } }
}
```

```jsonc good
{
  "logLevel": "DEBUG",
  "provider": { "openai": { "whitelist": ["gpt-5"] } }
}
```
"""

from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found, Severity
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node, Property

EFFECT: Effect = "ignored"

_AT_ROOT = ("logLevel", "server", "subagent_depth", "layout")
_IN_PROVIDER = ("id", "whitelist", "blacklist")
_IN_MODEL = ("release_date", "attachment", "reasoning", "temperature", "experimental")
_IN_COMPACTION = ("tail_turns", "prune")
_IN_EXPERIMENTAL = (
    *("batch_tool", "openTelemetry", "primary_tools", "continue_loop_on_deny"),
    "disable_paste_summary",
)


class _Old(NamedTuple):
    found: Property
    advice: str = ""


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each such key where opencode 2 is meant."""
    root = analysis.effective.root
    if root is None or analysis.dialect not in {"2", "mixed"}:
        return
    severity: Severity | None = None if analysis.dialect == "2" else "hint"
    for old in _keys(root):
        # What stands in opencode 2's own shape has the rule `wrong-dialect`.
        if old.found.parent.path and analysis.is_native(old.found.parent):
            continue
        name = shown(analysis, old.found.key_span)
        advice = f": {old.advice}" if old.advice else ""
        message = f"opencode 2 does not support {name}{advice}"
        yield Found(analysis.span(old.found.key_span), message, severity=severity)


def _keys(root: Node) -> Iterator[_Old]:
    for old in _among(root, _AT_ROOT):
        depth = "use `experimental.subagent_depth`" if old.found.name == "subagent_depth" else ""
        yield old._replace(advice=depth)
    for provider in _entries(root, "provider"):
        yield from _among(provider, _IN_PROVIDER)
        for model in _entries(provider, "models"):
            yield from _of_model(model)
    for section in ("agent", "mode"):
        for agent in _entries(root, section):
            yield from _among(agent, ("name",))
    for server in _entries(root, "mcp"):
        if server.key and [found.name for found in server.properties] == ["enabled"]:
            yield _Old(server.key, "it drops a server that has nothing but `enabled`")
    yield from _among(root.get("compaction"), _IN_COMPACTION)
    yield from _among(root.get("experimental"), _IN_EXPERIMENTAL)


def _of_model(model: Node) -> Iterator[_Old]:
    yield from _among(model, _IN_MODEL)
    status, interleaved = model.get("status"), model.get("interleaved")
    if status is not None and status.key and status.value != "deprecated":
        yield _Old(status.key, "it knows `disabled` only")
    if interleaved is not None and interleaved.key and isinstance(interleaved.value, bool):
        yield _Old(interleaved.key, "it knows the name of a field only")


def _entries(holder: Node, name: str) -> Iterator[Node]:
    section = holder.get(name)
    yield from section.children() if section is not None and section.kind == "object" else ()


def _among(holder: Node | None, names: tuple[str, ...]) -> Iterator[_Old]:
    for found in holder.properties if holder else ():
        if found.name in names:
            yield _Old(found)
