"""The report of `check` for people: each finding with its line, the runs, and one line to close."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from opencode_ls.analysis.finding import Finding, Related, Severity
from opencode_ls.analysis.wording import from_here
from opencode_ls.cli.excerpt import excerpt
from opencode_ls.cli.report import Checked
from opencode_ls.cli.sink import terminal
from opencode_ls.command_run import Outcome
from opencode_ls.text import LineIndex

Palette = Mapping[str, str]
"""The number of a terminal's colour by what is painted with it (ECMA-48, SGR)."""

PLAIN: Palette = MappingProxyType({})
COLOURS: Palette = MappingProxyType(
    {
        "error": "1;31",
        "warning": "1;33",
        "info": "1;36",
        "hint": "1;34",
        "place": "1",
        "frame": "34",
        "ok": "1;32",
        "failed": "1;31",
    }
)


def text_report(checked: tuple[Checked, ...], palette: Palette) -> str:
    """The whole report; every piece of a file in it is safe for a terminal."""
    blocks = [block for each in checked for block in _blocks(each, palette)]
    return "\n".join((*blocks, _summary(checked), ""))


def _blocks(checked: Checked, palette: Palette) -> Iterator[str]:
    for finding in checked.findings:
        yield "\n".join((*_finding(checked, finding, palette), ""))
    for outcome in checked.outcomes:
        yield "\n".join(_outcome(outcome, palette))


def _finding(checked: Checked, finding: Finding, palette: Palette) -> Iterator[str]:
    lines = checked.analysis.lines
    line, column = lines.position(finding.span.start, "utf-32")
    place = _paint(f"{terminal(checked.shown)}:{line + 1}:{column + 1}:", "place", palette)
    title = _paint(f"{finding.severity}[{finding.code}]", finding.severity, palette)
    yield f"{place} {title} {terminal(finding.message)}"
    cut = excerpt(checked.analysis.text, lines, finding.span)
    number = str(cut.line + 1)
    margin = " " * len(number)
    bar = _paint("|", "frame", palette)
    carets = _paint("^" * cut.carets, finding.severity, palette)
    yield f"{margin} {bar}"
    yield f"{_paint(number, 'frame', palette)} {bar} {cut.text}"
    yield f"{margin} {bar} {' ' * cut.caret}{carets}"
    for related in finding.related:
        where = _where(checked, related)
        yield f"{margin} {_paint('=', 'frame', palette)} {where}: {terminal(related.message)}"
    for fix in finding.fixes:
        yield f"{margin} {_paint('=', 'frame', palette)} help: {terminal(fix.title)}"


def _where(checked: Checked, related: Related) -> str:
    """The line, with its file where that is another one."""
    if not related.path:
        return f"line {checked.analysis.lines.line_of(related.span.start) + 1}"
    line = LineIndex(related.text).line_of(related.span.start) + 1
    return f"{terminal(from_here(related.path, checked.analysis.world.cwd))}:{line}"


def _outcome(outcome: Outcome, palette: Palette) -> Iterator[str]:
    mark = _paint("✓", "ok", palette) if outcome.ok else _paint("✗", "failed", palette)
    yield f"{mark} {terminal(outcome.provider)}: {terminal(outcome.message)}"
    for warning in outcome.warnings:
        yield f"  warning: {terminal(warning)}"
    if outcome.hint:
        yield f"  {terminal(outcome.hint)}"


def _summary(checked: tuple[Checked, ...]) -> str:
    findings = [finding for each in checked for finding in each.findings]
    parts = [f"{_counted(findings)} in {_number(len(checked), 'file')}"]
    fixed = sum(each.fixed for each in checked)
    fixable = sum(any(fix.safe for fix in finding.fixes) for finding in findings)
    if fixed:
        parts.append(f"{_number(fixed, 'fix', 'fixes')} applied")
    if fixable:
        parts.append(f"{fixable} can be fixed with --fix")
    refused = [terminal(each.shown) for each in checked if each.accepted is False]
    if refused:
        parts.append(f"opencode 1.18 refuses to start with {', '.join(refused)}")
    return "; ".join(parts)


def _counted(findings: list[Finding]) -> str:
    severities: tuple[Severity, ...] = ("error", "warning", "info", "hint")
    counts = ((name, sum(found.severity == name for found in findings)) for name in severities)
    told = [_number(count, name) for name, count in counts if count]
    return ", ".join(told) or "no findings"


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _paint(text: str, name: str, palette: Palette) -> str:
    colour = palette.get(name)
    return text if colour is None else f"\x1b[{colour}m{text}\x1b[0m"
