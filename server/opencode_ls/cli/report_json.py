"""The report of `check` as JSON, in the shape that other programs may rely on."""

import json
from typing import Any

from opencode_ls.analysis.finding import Finding
from opencode_ls.cli.report import Checked, place

VERSION = 1
"""Rises when a field changes its meaning or goes away; a new field does not raise it."""


def json_report(checked: tuple[Checked, ...]) -> str:
    """The report as one line of ASCII."""
    return json.dumps({"version": VERSION, "files": [_file(each) for each in checked]})


def _file(checked: Checked) -> dict[str, Any]:
    return {
        "path": checked.shown,
        "accepted": checked.accepted,
        "dialect": "2" if checked.analysis.dialect == "2" else "1",
        "findings": [_finding(checked, finding) for finding in checked.findings],
        "keys": [_key(outcome.to_json()) for outcome in checked.outcomes],
    }


def _finding(checked: Checked, finding: Finding) -> dict[str, Any]:
    where = place(checked, finding)
    return {
        "code": finding.code,
        "severity": finding.severity,
        "effect": finding.effect,
        "message": finding.message,
        "range": {
            "start": {"line": where.line, "character": where.character},
            "end": {"line": where.end_line, "character": where.end_character},
        },
        "fixes": [{"title": fix.title, "safe": fix.safe} for fix in finding.fixes],
    }


def _key(outcome: dict[str, Any]) -> dict[str, Any]:
    names = ("provider", "ok", "kind", "seconds", "length")
    return {name: outcome[name] for name in names if name in outcome}
