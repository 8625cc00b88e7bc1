"""The report of `check` as SARIF 2.1.0, which code scanning services read."""

import json
from typing import Any
from urllib.parse import quote

from opencode_ls import VERSION
from opencode_ls.analysis.finding import Finding, Severity
from opencode_ls.cli.report import Checked, place
from opencode_ls.rules import Rule, rules

_LEVELS: dict[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "info": "note",
    "hint": "note",
}


def sarif_report(checked: tuple[Checked, ...]) -> str:
    """The report as one line of ASCII: one run, one result for each finding."""
    results = [_result(each, finding) for each in checked for finding in each.findings]
    codes = {result["ruleId"] for result in results}
    driver = {
        "name": "opencode-ls",
        "version": VERSION,
        "rules": [_rule(rule) for code, rule in rules().items() if code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    return json.dumps({"version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    title, _, _ = rule.documentation.strip().partition("\n")
    return {
        "id": rule.code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": rule.documentation.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"effect": rule.effect},
    }


def _result(checked: Checked, finding: Finding) -> dict[str, Any]:
    where = place(checked, finding)
    region = {
        "startLine": where.line + 1,
        "startColumn": where.character + 1,
        "endLine": where.end_line + 1,
        "endColumn": where.end_character + 1,
    }
    artifact = {"uri": quote(checked.shown.replace("\\", "/"))}
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "properties": {"effect": finding.effect},
    }
