"""The name of an agent that nothing defines.

opencode starts, and fails when the agent is needed: a new session for `default_agent`, the command
for a command's `agent`.
Agents are opencode's own, those under `agent` in any file that applies, and Markdown files in
`agent/` folders.
It is a hint, and a warning for a name that is nearly another one's.
Nothing is reported where a plugin is configured, since it may add agents.

```jsonc bad
{
  "default_agent": "reviewer"
}
```

```jsonc bad
{
  "agent": { "review": { "prompt": "Review the changes." } },
  "command": { "check": { "template": "Check $1", "agent": "reveiw" } }
}
```

```jsonc fixed
{
  "agent": { "review": { "prompt": "Review the changes." } },
  "command": { "check": { "template": "Check $1", "agent": "review" } }
}
```

```jsonc good
{
  "default_agent": "plan",
  "agent": { "review": { "prompt": "Review the changes." } },
  "command": { "check": { "template": "Check $1", "agent": "review" } }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.agents import agents
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.known import is_all_known, texts
from opencode_ls.analysis.name_places import VALUES, reached
from opencode_ls.analysis.repair import nearly
from opencode_ls.analysis.spelling import nearest
from opencode_ls.analysis.wording import shown

EFFECT: Effect = "hint"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each name that is no agent's."""
    named = list(texts(analysis, reached(analysis.effective.root, VALUES["agent"])))
    known = agents(analysis) if named and is_all_known(analysis) else None
    if known is None or not known.complete:
        return
    for node in named:
        name = str(node.value)
        meant = nearest(name, known.modes)
        # Which agents opencode 2 has by itself is not certain.
        if name in known.modes or (meant is None and analysis.dialect == "2"):
            continue
        message = f"nothing defines an agent {shown(analysis, node)}"
        if meant is None:
            yield Found(analysis.span(node), message)
        else:
            yield nearly(analysis, node, message, meant)
