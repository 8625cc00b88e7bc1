"""Predicts opencode 1.18's answer to a file: does it start with it or refuse it?"""

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node, Property


def accepted(analysis: Analysis) -> bool:
    """Whether opencode 1.18 loads this file, alone, in this environment."""
    tree = analysis.effective
    if tree.problems or missing_files(analysis):
        return False
    if tree.root is None:
        return True
    return tree.root.kind == "object" and not analysis.violations and not v2_permissions(analysis)


def missing_files(analysis: Analysis) -> bool:
    """Whether a `{file:}` that opencode would read is not there; unknown counts as there."""
    return any(found.status in {"missing", "unreadable"} for found in analysis.placeholders)


def v2_permissions(analysis: Analysis) -> tuple[Property, ...]:
    """The `permissions` keys, at the root and in agents, that opencode 1.18 refuses."""
    root = analysis.effective.root
    if root is None:
        return ()
    holders = [root]
    for name in ("agent", "agents", "mode"):
        agents = root.get(name)
        holders += [found.value for found in _counting(agents)] if agents is not None else []
    return tuple(
        found for holder in holders for found in _counting(holder) if found.name == "permissions"
    )


def _counting(node: Node) -> tuple[Property, ...]:
    """The properties that opencode sees: the last of equal ones, and none named `__proto__`."""
    last = {found.name: found for found in node.properties}
    return tuple(found for name, found in last.items() if name != "__proto__")
