"""What a rule yields: a finding, its effect on opencode, and the fixes that go with it."""

from typing import Literal, NamedTuple

from opencode_ls.text import Span, TextEdit

Effect = Literal["rejected", "broken", "here", "ignored", "risk", "hint"]
Severity = Literal["error", "warning", "info", "hint"]

SEVERITY: dict[Effect, Severity] = {
    "rejected": "error",
    "broken": "error",
    "here": "warning",
    "ignored": "warning",
    "risk": "warning",
    "hint": "hint",
}
"""The severity that follows from what opencode does with the mistake."""


class Fix(NamedTuple):
    """A change that removes the finding; `safe` if the resolved config only gains what was lost."""

    title: str
    edits: tuple[TextEdit, ...]
    safe: bool

    def moved(self, by: int) -> "Fix":
        """The same, `by` characters farther on."""
        edits = tuple(TextEdit(span.moved(by), text) for span, text in self.edits)
        return Fix(self.title, edits, self.safe)


class Related(NamedTuple):
    """Another place that explains the finding: a span of this text, or of another file's.

    `path` is that file and `text` what is written in it; both are "" for this text.
    """

    span: Span
    message: str
    path: str = ""
    text: str = ""

    def moved(self, by: int) -> "Related":
        """The same, in this text `by` characters farther on."""
        return self if self.path else Related(self.span.moved(by), self.message)


class Found(NamedTuple):
    """What one rule says of one place; `effect` and `severity` where the rule's do not fit."""

    span: Span
    message: str
    fixes: tuple[Fix, ...] = ()
    effect: Effect | None = None
    severity: Severity | None = None
    related: tuple[Related, ...] = ()


class Finding(NamedTuple):
    """One mistake at one place of the text as written, with the code of the rule that found it."""

    span: Span
    code: str
    effect: Effect
    severity: Severity
    message: str
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()

    def moved(self, by: int) -> "Finding":
        """The same, `by` characters farther on."""
        fixes = tuple(fix.moved(by) for fix in self.fixes)
        related = tuple(each.moved(by) for each in self.related)
        return self._replace(span=self.span.moved(by), fixes=fixes, related=related)
