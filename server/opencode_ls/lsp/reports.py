"""Writes findings as diagnostics, as JSON at once.

Most findings stay as they are, and where they are, while somebody types: what was written for the
version before is written again as it stands.  Measured, 570 findings in 1 MB: 1 ms in place of 30.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import partial
from itertools import accumulate
from typing import Any, NamedTuple

from lsprotocol import types

from opencode_ls.analysis.finding import Finding, Fix, Related, Severity
from opencode_ls.door.client import Client
from opencode_ls.door.uris import uri_of
from opencode_ls.jsonc.changed import changed
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.pages import page_of
from opencode_ls.lsp.plain import PositionOf, edit_of, range_of
from opencode_ls.lsp.typed import Written, write
from opencode_ls.text import LineIndex, Span

_SEVERITIES: dict[Severity, int] = {
    "error": types.DiagnosticSeverity.Error.value,
    "warning": types.DiagnosticSeverity.Warning.value,
    "info": types.DiagnosticSeverity.Information.value,
    "hint": types.DiagnosticSeverity.Hint.value,
}

_Json = dict[str, Any]


class _Piece(NamedTuple):
    """A finding as it was written, and the last offset of the text that it speaks of."""

    end: int
    text: str


class _Last(NamedTuple):
    """What was written of a text; `reach` is how far each piece and those before it go."""

    text: str
    findings: tuple[Finding, ...]
    pieces: list[_Piece]
    reach: list[int]

    def kept(self, findings: tuple[Finding, ...], same: int) -> int:
        """How many pieces at the front can stay, of a text that is the same up to an offset."""
        first = bisect_left(self.reach, same)
        return first if findings[:first] == self.findings[:first] else 0


_NOTHING = _Last("", (), [], [])


class Reports:
    """Writes for one client the findings of its documents; remembers the last of each."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._last: dict[str, _Last] = {}

    def of(self, snapshot: Snapshot | None) -> Written:
        """The list of a document's diagnostics, empty for one that is no configuration."""
        if snapshot is None:
            return Written("[]")
        return snapshot.kept("diagnostics", lambda: self._written(snapshot))

    def forget(self, uri: str) -> None:
        """The document is closed."""
        self._last.pop(uri, None)

    def _written(self, snapshot: Snapshot) -> Written:
        uri, text = snapshot.document.uri, snapshot.analysis.text
        last = self._last.get(uri, _NOTHING)
        # What ends before has neither another offset now nor another line or column.
        same = changed(last.text, text)[1].start
        kept = last.kept(snapshot.findings, same)
        pieces, left = last.pieces[:kept], map(id, last.findings[kept:])
        rest = dict(zip(left, last.pieces[kept:], strict=True))
        for finding in snapshot.findings[kept:]:
            piece = rest.get(id(finding))
            if piece is None or piece.end >= same:
                told = write(diagnostic(self._client, snapshot, finding))
                piece = _Piece(_end(finding), told)
            pieces.append(piece)
        reach = list(accumulate((piece.end for piece in pieces), max))
        self._last[uri] = _Last(text, snapshot.findings, pieces, reach)
        return Written(f"[{','.join([piece.text for piece in pieces])}]")


def diagnostic(client: Client, snapshot: Snapshot, finding: Finding) -> _Json:
    """A finding in the words of LSP; its `data` is what its fixes would change, if it has any."""
    position = partial(snapshot.analysis.lines.position, encoding=client.encoding)
    told: _Json = {
        "range": range_of(finding.span, position),
        "message": finding.message,
        "severity": _SEVERITIES[finding.severity],
        "code": finding.code,
        "source": "opencode",
    }
    if finding.fixes:
        told["data"] = {"fixes": [_fix(fix, position) for fix in finding.fixes]}
    if page := page_of(finding.code):
        told["codeDescription"] = {"href": page}
    if tags := [tag for tag in _tags(finding) if tag in client.tags]:
        told["tags"] = tags
    if finding.related and client.related_information:
        told["relatedInformation"] = [
            {"location": _location(client, snapshot, each), "message": each.message}
            for each in finding.related
        ]
    return told


def _end(finding: Finding) -> int:
    return max(span.end for span in _spans(finding))


def _spans(finding: Finding) -> Iterable[Span]:
    yield finding.span
    yield from (edit.span for fix in finding.fixes for edit in fix.edits)
    yield from (each.span for each in finding.related if not each.path)


def _fix(fix: Fix, position: PositionOf) -> _Json:
    edits = [edit_of(edit, position) for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _location(client: Client, snapshot: Snapshot, related: Related) -> _Json:
    uri, lines = snapshot.document.uri, snapshot.analysis.lines
    if related.path:
        uri, lines = uri_of(related.path), LineIndex(related.text)
    position = partial(lines.position, encoding=client.encoding)
    return {"uri": uri, "range": range_of(related.span, position)}


def _tags(finding: Finding) -> list[int]:
    if finding.code.startswith("deprecated"):
        return [types.DiagnosticTag.Deprecated.value]
    return [types.DiagnosticTag.Unnecessary.value] if finding.effect == "ignored" else []
