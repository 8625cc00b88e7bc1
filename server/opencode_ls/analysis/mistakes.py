"""Which of the schema's violations are to be told, and what opencode does with each.

Those under a key that opencode 2 calls its own have a rule of their own, `dropped-entry`.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect
from opencode_ls.analysis.foreign_server import in_foreign_server
from opencode_ls.schema.validate import Violation


class Mistake(NamedTuple):
    """A violation to tell; `effect` is None where the rule's own holds.

    `from_outside` says that a placeholder's value is what is wrong, so that another environment may
    have none of it.
    """

    violation: Violation
    effect: Effect | None
    from_outside: bool


def mistakes(analysis: Analysis, kind: Literal["type", "value", "missing"]) -> Iterator[Mistake]:
    """Each violation of a kind, save at the root, which has rules of its own."""
    # opencode 2 drops what it cannot read; opencode 1 refuses the file.
    effect: Effect | None = "ignored" if analysis.settings.opencode == "2" else None
    for found in analysis.violations:
        path = found.node.path
        if found.kind != kind or not path:
            continue
        if analysis.is_native(found.node) or in_foreign_server(found.node):
            continue
        scalar = found.node.kind not in {"object", "array"}
        yield Mistake(found, effect, scalar and analysis.tainted(found.node))
