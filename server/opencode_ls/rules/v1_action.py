"""A rule of opencode 2 about an action that is called otherwise there.

opencode 2 has renamed some tools: `bash` is `shell`, `task` is `subagent`, and `write` and `patch`
are `edit`.
A rule in `permissions` with an old name fits no action and never has an effect.
The names in `permission`, the key of opencode 1, are still translated.

```jsonc bad
{
  "permissions": [{ "action": "bash", "resource": "rm *", "effect": "deny" }]
}
```

```jsonc fixed
{
  "permissions": [{ "action": "shell", "resource": "rm *", "effect": "deny" }]
}
```

```jsonc good
{
  "permissions": [{ "action": "shell", "resource": "rm *", "effect": "deny" }]
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.permissions import native_rules
from opencode_ls.analysis.repair import change_to

EFFECT: Effect = "ignored"

_RENAMED = {"bash": "shell", "task": "subagent", "write": "edit", "patch": "edit"}


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each rule whose action has another name."""
    for rules in native_rules(analysis):
        for rule in rules.items:
            action = rule.get("action")
            new = _RENAMED.get(str(action.value)) if action is not None else None
            if action is not None and new is not None and not analysis.tainted(action):
                message = f"this rule fits nothing: opencode 2 calls `{action.value}` `{new}`"
                yield Found(analysis.span(action), message, change_to(analysis, action, new))
