"""Names the variable that a provider's key would stand in."""

import re

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.catalog import known_provider
from opencode_ls.jsonc import Node


def known_variable(analysis: Analysis, provider: str, entry: Node) -> str | None:
    """The first of the provider's own variables, as its entry or else the catalogue has it.

    A name that a placeholder takes part in is none: it would show the placeholder's value.
    """
    env = entry.get("env")
    named: list[object] = list(known_provider(analysis.world, provider).env)
    if env is not None:
        named = [item.value for item in env.items if not analysis.tainted(item)]
    return next(
        (name for name in named if isinstance(name, str) and re.fullmatch(r"\w+", name)), None
    )


def variable(analysis: Analysis, provider: str, entry: Node) -> str:
    """The same, or a name made from the provider's id."""
    made = "_".join((*re.findall(r"[A-Z0-9]+", provider.upper()), "API_KEY"))
    return known_variable(analysis, provider, entry) or made
