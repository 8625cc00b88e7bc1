"""Says behind a value what the text does not: whether a placeholder is set, who overrides it.

What a placeholder stands for is never shown, only whether it is there.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.effective import Step, effective
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.analysis.wording import short_path
from opencode_ls.features.markdown import visible
from opencode_ls.jsonc import Node
from opencode_ls.text import Span

LIMIT = 500
"""Hints that are shown at most of what was asked for."""

_STATUS = {
    ("env", "set"): "set",
    ("env", "unset"): "not set",
    ("file", "set"): "found",
    ("file", "missing"): "missing",
    ("file", "unreadable"): "not readable",
}
_SCALARS = frozenset({"string", "number", "boolean", "null", "placeholder"})


class InlayHint(NamedTuple):
    """A word behind the character before `offset`; `tooltip` says more, "" if there is no more."""

    offset: int
    label: str
    tooltip: str = ""


def inlay_hints(analysis: Analysis, span: Span) -> tuple[InlayHint, ...]:
    """The hints whose places are in `span`, its ends included, in order; at most `LIMIT`."""
    found = [*_placeholders(analysis), *_overridden(analysis, span)]
    inside = (hint for hint in found if span.contains(hint.offset))
    return tuple(sorted(inside, key=lambda hint: hint.offset))[:LIMIT]


def _placeholders(analysis: Analysis) -> Iterator[InlayHint]:
    for placeholder in analysis.placeholders:
        label = _STATUS.get((placeholder.kind, placeholder.status))
        if label and _is_written(analysis, placeholder):
            yield InlayHint(placeholder.span.end, label)


def _is_written(analysis: Analysis, placeholder: Placeholder) -> bool:
    """Whether it stands in the text itself, and not in the value of a variable."""
    written = placeholder.span.of(analysis.text)
    return written.startswith(f"{{{placeholder.kind}:") and written.endswith("}")


def _overridden(analysis: Analysis, span: Span) -> Iterator[InlayHint]:
    root = analysis.written.root
    winners = _winners(analysis) if root is not None else {}
    for node in _scalars(root, span) if root is not None and winners else ():
        path = _above(node.path, winners)
        if path:
            label = f"overridden by {visible(short_path(analysis, path))}"
            yield InlayHint(node.span.end, label, visible(path))


def _scalars(root: Node, span: Span) -> Iterator[Node]:
    """The values that are keys' own, lists left out: those of two files may be added up."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.kind in _SCALARS and node.key is not None:
            yield node
        elif node.span.touches(span):
            stack.extend(found.value for found in node.properties)


def _above(path: tuple[Step, ...], winners: Mapping[tuple[Step, ...], str]) -> str:
    """The file that sets this value, or in place of an object around it something else."""
    beginnings = (path[:length] for length in range(len(path), 0, -1))
    return next((winners[each] for each in beginnings if each in winners), "")


@lru_cache(maxsize=1)
def _winners(analysis: Analysis) -> Mapping[tuple[Step, ...], str]:
    """By its path, each value that a file other than this one has the last word on, and that file.

    An editor asks at every step of a scroll, hence the cache.
    """
    if len(analysis.layers) == 1:
        return {}
    real_path = analysis.world.real_path
    own = real_path(analysis.path)
    return {
        value.path: value.layer.path
        for value in effective(analysis.layers)
        if real_path(value.layer.path) != own
    }
