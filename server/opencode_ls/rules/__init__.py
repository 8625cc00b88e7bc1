"""The diagnostics: one file in this folder is one rule; nothing else has to know of it.

A rule's module docstring is its documentation.  `EFFECT` (and `SEVERITY`, where it is not what the
effect implies) says how bad the mistake is.  `check(analysis)` yields what it found; a rule about
other rules' findings has `review(analysis, findings)` instead, which returns the findings to keep.
`ENTRIES` names the maps of which a rule looks at each entry by itself, and at nothing else: then it
is given one entry at a time.  With `REST` among them it is also given the file without the entries.
"""

import logging
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import chain, islice
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.by_entry import by_entry
from opencode_ls.analysis.finding import SEVERITY, Effect, Finding, Fix, Found, Severity
from opencode_ls.discovery import modules_in
from opencode_ls.jsonc import Comment

LIMIT = 1000
"""Findings of one rule in one file at most: with more there is one cause, and nobody reads all."""

LEVELS = ("off", "hint", "info", "warning", "error")
"""What a user can make of a rule: nothing, or a severity; in rising order."""

_LOG = logging.getLogger(__name__)

Check = Callable[[Analysis], Iterable[Found]]
Review = Callable[[Analysis, tuple[Finding, ...]], tuple[Finding, ...]]


class Rule(NamedTuple):
    """One diagnostic: `code` is its file's name with hyphens."""

    code: str
    effect: Effect
    severity: Severity
    documentation: str
    check: Check
    review: Review
    entries: frozenset[str] = frozenset()


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in alphabetical order."""
    return {rule.code: rule for rule in map(_load, modules_in(__path__))}


def findings(analysis: Analysis, levels: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """All findings of a file, sorted by place; `levels` maps a code to "off" or a severity."""
    found = tuple(_limited(tuple(_found(analysis))))
    for rule in rules().values():
        found = rule.review(analysis, found)
    if levels:
        levelled = (_levelled(finding, levels.get(finding.code)) for finding in found)
        found = tuple(finding for finding in levelled if finding is not None)
    return tuple(sorted(found))


def _found(analysis: Analysis) -> Iterator[Finding]:
    """What the rules find: some in the file as a whole, the others entry by entry."""
    singly = [rule for rule in rules().values() if rule.entries]
    sections = frozenset[str]().union(*(rule.entries for rule in singly))

    def of_entry(looked_at: frozenset[str], narrowed: Analysis) -> tuple[Finding, ...]:
        asked = (rule for rule in singly if rule.entries & looked_at)
        return tuple(finding for rule in asked for finding in _fenced(rule, narrowed))

    for rule in rules().values():
        if not rule.entries:
            yield from _fenced(rule, analysis)
    yield from by_entry(analysis, sections, of_entry)


def _limited(found: tuple[Finding, ...]) -> Iterable[Finding]:
    """At most `LIMIT` of each rule, the first of them."""
    if len(found) <= LIMIT:
        return found
    each: dict[str, list[Finding]] = {}
    for finding in found:
        each.setdefault(finding.code, []).append(finding)
    return chain.from_iterable(sorted(some)[:LIMIT] for some in each.values())


def _load(name: str) -> Rule:
    module = import_module(f"{__name__}.{name}")
    effect: Effect = module.EFFECT
    return Rule(
        name.replace("_", "-"),
        effect,
        getattr(module, "SEVERITY", SEVERITY[effect]),
        module.__doc__ or "",
        getattr(module, "check", _nothing),
        getattr(module, "review", _unchanged),
        frozenset(getattr(module, "ENTRIES", ())),
    )


def _nothing(_analysis: Analysis) -> Iterable[Found]:
    return ()


def _unchanged(_analysis: Analysis, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return found


def _fenced(rule: Rule, analysis: Analysis) -> list[Finding]:
    """The rule's findings; a rule that raises is logged by name and the others still report."""
    try:
        found = islice(rule.check(analysis), LIMIT)
        return [_finding(rule, each, _without_loss(analysis, each.fixes)) for each in found]
    except Exception as error:  # noqa: BLE001  (the fence around each rule: see STYLE, Errors)
        # The exception's text may quote the file, so its type alone is logged.
        _LOG.error("rule %s failed: %s", rule.code, type(error).__name__)
        return []


def _finding(rule: Rule, found: Found, fixes: tuple[Fix, ...]) -> Finding:
    effect = found.effect or rule.effect
    implied = rule.severity if found.effect is None else SEVERITY[effect]
    severity = found.severity or implied
    return Finding(found.span, rule.code, effect, severity, found.message, fixes, found.related)


def _without_loss(analysis: Analysis, fixes: tuple[Fix, ...]) -> tuple[Fix, ...]:
    """The fixes, of which those that drop a comment are not safe, whatever the rule says."""
    if not any(fix.safe for fix in fixes):
        return fixes
    return tuple(fix._replace(safe=fix.safe and not _drops(analysis, fix)) for fix in fixes)


def _drops(analysis: Analysis, fix: Fix) -> bool:
    """Whether a comment begins in what gives way, and stands in nothing that is written."""
    comments = analysis.written.comments
    written = "".join(edit.text for edit in fix.edits)
    for edit in fix.edits:
        first, end = (bisect_left(comments, at, key=_start) for at in edit.span)
        if any(each.span.of(analysis.text) not in written for each in comments[first:end]):
            return True
    return False


def _start(comment: Comment) -> int:
    return comment.span.start


def _levelled(finding: Finding, level: str | None) -> Finding | None:
    match level:
        case "off":
            return None
        case "error" | "warning" | "info" | "hint":
            return finding._replace(severity=level)
        case _:
            return finding
