"""Lists the places where names stand, in the shape of either opencode: here and nowhere else.

A file is read as both, as opencode 2 does.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from opencode_ls.jsonc import Green, Node
from opencode_ls.jsonc.known import known

Kind = Literal["provider", "model", "agent", "command", "mcp"]

DEFINED: dict[Kind, tuple[str, ...]] = {
    "provider": ("provider.*", "providers.*"),
    "model": ("provider.*.models.*", "providers.*.models.*"),
    "agent": ("agent.*", "agents.*", "mode.*"),
    "command": ("command.*", "commands.*"),
    "mcp": ("mcp.*", "mcp.servers.*"),
}
"""The keys that define something; `*` is any key, or any item of a list."""

VALUES: dict[str, tuple[str, ...]] = {
    "provider": ("disabled_providers.*", "enabled_providers.*"),
    "model": (
        *("model", "small_model", "agent.*.model", "agents.*.model", "mode.*.model"),
        *("command.*.model", "commands.*.model"),
    ),
    "agent": ("default_agent", "command.*.agent", "commands.*.agent"),
    "model-id": tuple(
        f"{section}.*.{name}.*"
        for section in ("provider", "providers")
        for name in ("whitelist", "blacklist")
    ),
    "tool": (
        *("experimental.primary_tools.*", "permissions.*.action"),
        "agents.*.permissions.*.action",
    ),
}
"""The strings that refer to something: a model as `provider/model`, a tool by its own name."""

KEYS: dict[str, tuple[str, ...]] = {
    "tool": tuple(
        f"{holder}{name}.*"
        for holder in ("", "agent.*.", "mode.*.")
        for name in ("tools", "permission")
    ),
    "agent": ("permission.task.*", "agent.*.permission.task.*", "mode.*.permission.task.*"),
}
"""The keys that refer to something: a tool, or the agent that a task is given to."""

RULES: tuple[tuple[Kind, tuple[str, ...], tuple[str, ...]], ...] = (
    ("agent", ("subagent", "task"), ("permissions.*", "agents.*.permissions.*")),
    ("provider", ("provider.use",), ("policies.*", "experimental.policies.*")),
)
"""Of rules with these actions, the `resource` names something."""

MCP_KEYS = ("servers", "timeout")
"""The keys of opencode 2 in `mcp` itself, which are no servers."""


def reached(root: Node | None, patterns: Iterable[str]) -> Iterator[Node]:
    """The nodes that the patterns lead to, equal keys included."""
    for pattern in patterns:
        steps = tuple(pattern.split("."))
        found = [] if root is None else [root]
        for at, step in enumerate(steps):
            found = [
                child
                for node in found
                if _leads_on(node.green, steps[at:])
                for child in _step(node, step)
            ]
        yield from found


def _leads_on(green: Green, steps: tuple[str, ...]) -> bool:
    """Whether these steps lead from a value to anything: from most they do not."""
    if not steps:
        return True
    step, *rest = steps
    return known(
        green,
        (_leads_on, steps),
        lambda: any(
            _leads_on(member.value, tuple(rest))
            for member in green.members
            if step in ("*", member.name)
        ),
    )


def _step(node: Node, step: str) -> tuple[Node, ...]:
    if step == "*":
        return node.children()
    return tuple(found.value for found in node.properties if found.name == step)
