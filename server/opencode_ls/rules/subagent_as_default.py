"""A `default_agent` that you cannot talk to.

A new session starts with the `default_agent`, so it must be one with `mode` `"primary"` or `"all"`.
With a subagent opencode starts, and fails at the first message.

```jsonc bad
{
  "default_agent": "review",
  "agent": { "review": { "mode": "subagent", "prompt": "Review the changes." } }
}
```

```jsonc bad
{ "default_agent": "explore" }
```

```jsonc good
{
  "default_agent": "review",
  "agent": { "review": { "mode": "all", "prompt": "Review the changes." } }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.agents import agents
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found, Severity
from opencode_ls.analysis.known import is_all_known
from opencode_ls.analysis.wording import shown

EFFECT: Effect = "broken"
SEVERITY: Severity = "warning"
"""opencode's source says so; it was not run."""


def check(analysis: Analysis) -> Iterator[Found]:
    """Report the agent if all that is said of it is that it is no primary one."""
    root = analysis.effective.root
    node = root.get("default_agent") if root else None
    if node is None or not isinstance(node.value, str) or analysis.tainted(node):
        return
    if not is_all_known(analysis):
        return
    known = agents(analysis)
    modes = known.modes.get(node.value)
    if known.complete and modes and modes <= {"subagent", "hidden"}:
        what = "a subagent" if "subagent" in modes else "an agent for opencode's own use"
        message = f"{shown(analysis, node)} is {what}: a session cannot start with it"
        yield Found(analysis.span(node), message)
