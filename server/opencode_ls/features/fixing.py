"""Applies fixes round by round until a round changes nothing: `check --fix`, and fix all."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from typing import NamedTuple

from opencode_ls.analysis.finding import Finding, Fix
from opencode_ls.text import Span, TextEdit, apply_edits, difference

ROUNDS = 10
"""A fix may uncover the next mistake; after this many rounds the rest is left to the user."""

Find = Callable[[str], tuple[Finding, ...]]
"""The findings of a text."""

Choose = Callable[[Finding], Fix | None]
"""The one fix of a finding to apply."""


class Fixed(NamedTuple):
    """A text after its fixes, and how many were applied."""

    text: str
    applied: int


def fixed(text: str, find: Find, choose: Choose) -> Fixed:
    """Apply what `choose` picks for each finding; fixes that overlap wait for the next round."""
    count = 0
    seen = {text}
    for _ in range(ROUNDS):
        picked = tuple(_apart(find(text), choose))
        changed = apply_edits(text, [edit for fix in picked for edit in fix.edits])
        if changed in seen:
            break
        seen.add(changed)
        text = changed
        count += len(picked)
    return Fixed(text, count)


def safe_fixes(text: str, find: Find) -> TextEdit | None:
    """The one edit that applies every safe fix of a text, None where none changes it."""
    mended = fixed(text, find, safe_fix)
    return difference(text, mended.text) if mended.applied else None


def safe_fix(finding: Finding) -> Fix | None:
    """The finding's only safe fix; where there are several, the choice is the user's."""
    return _only([fix for fix in finding.fixes if fix.safe])


def any_fix(finding: Finding) -> Fix | None:
    """The finding's only safe fix, or else its only fix."""
    return safe_fix(finding) or _only(list(finding.fixes))


def _only(fixes: list[Fix]) -> Fix | None:
    return fixes[0] if len(fixes) == 1 else None


def _apart(findings: tuple[Finding, ...], choose: Choose) -> Iterator[Fix]:
    """The chosen fixes, without those whose edits touch an earlier one's."""
    taken: list[Span] = []
    for finding in findings:
        fix = choose(finding)
        if fix is None or any(_touches(taken, edit.span) for edit in fix.edits):
            continue
        for edit in fix.edits:
            insort(taken, edit.span)
        yield fix


def _touches(taken: list[Span], span: Span) -> bool:
    """Whether a span meets one of those taken, which are sorted and do not overlap."""
    at = bisect_left(taken, span)
    near = taken[max(at - 1, 0) : at + 1]
    return any(one.touches(span) for one in near)
