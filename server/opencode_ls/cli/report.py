"""What `check` found in one file, and how each format names a place in it."""

from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Finding, Severity
from opencode_ls.command_run import Outcome

RANK: dict[Severity, int] = {"error": 3, "warning": 2, "info": 1, "hint": 0}
"""The severities by weight."""


class Checked(NamedTuple):
    """One file: `accepted` is opencode 1.18's answer, None where another version was asked for.

    `shown` is its path as the user writes it, `fixed` how many fixes were applied to it.
    """

    shown: str
    analysis: Analysis
    findings: tuple[Finding, ...]
    accepted: bool | None
    outcomes: tuple[Outcome, ...] = ()
    fixed: int = 0


class Place(NamedTuple):
    """Where a finding starts and ends; lines and columns from 0, columns in UTF-16 units."""

    line: int
    character: int
    end_line: int
    end_character: int


def place(checked: Checked, finding: Finding) -> Place:
    """Where a finding stands in its file."""
    lines = checked.analysis.lines
    return Place(
        *lines.position(finding.span.start, "utf-16"), *lines.position(finding.span.end, "utf-16")
    )


def worst(checked: tuple[Checked, ...]) -> int:
    """The weight of the heaviest finding, -1 if there is none."""
    return max((RANK[found.severity] for each in checked for found in each.findings), default=-1)
