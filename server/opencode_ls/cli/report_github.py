"""The report of `check` as workflow commands, which GitHub shows beside the lines of a change.

The form is that of GitHub's manual, "Workflow commands for GitHub Actions".
"""

from opencode_ls.analysis.finding import Finding, Severity
from opencode_ls.cli.report import Checked, place
from opencode_ls.cli.sink import github_message, github_property

_COMMANDS: dict[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "info": "notice",
    "hint": "notice",
}


def github_report(checked: tuple[Checked, ...]) -> str:
    """One command a line, one line a finding."""
    return "\n".join(_command(each, found) for each in checked for found in each.findings)


def _command(checked: Checked, finding: Finding) -> str:
    where = place(checked, finding)
    properties = {
        "file": checked.shown,
        "line": str(where.line + 1),
        "endLine": str(where.end_line + 1),
        "col": str(where.character + 1),
        "endColumn": str(where.end_character + 1),
        "title": f"opencode: {finding.code}",
    }
    told = ",".join(f"{name}={github_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{github_message(finding.message)}"
