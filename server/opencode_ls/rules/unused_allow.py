"""An `allow` comment that silences nothing.

A comment `// opencode-ls: allow CODE` silences findings of that rule on its own line and on the
line below.
When there is no such finding, the comment hides nothing today but would hide a new mistake.
Findings about a risk (a secret, or where it is sent) cannot be silenced in the file, because the
file may be a stranger's.

```jsonc bad
{
  // opencode-ls: allow unknown-key
  "model": "anthropic/claude-sonnet-4-5"
}
```

```jsonc fixed
{
  "model": "anthropic/claude-sonnet-4-5"
}
```

```jsonc good
{
  // opencode-ls: allow unknown-key
  "my_note": "read by another program"
}
```
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Finding, Fix
from opencode_ls.jsonc.changed import Absent
from opencode_ls.pattern import pattern
from opencode_ls.text import Span, TextEdit

EFFECT: Effect = "hint"

_MARK = "opencode-ls:"
_ALLOW = pattern(rf"{_MARK}[ \t]*allow[ \t]+([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)")

_mark = Absent(lambda text: _MARK in text, len(_MARK))


class _Allow(NamedTuple):
    code: str
    line: int
    span: Span
    comment: Span


def review(analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Take out what the file's comments allow; add a hint for each comment that allows nothing."""
    allows = tuple(_allows(analysis))
    if not allows:
        return findings
    places = {(found.code, _line(analysis, found)) for found in findings}
    allowed = {(allow.code, line) for allow in allows for line in _lines(allow)}
    kept = [
        found
        for found in findings
        if found.effect == "risk" or (found.code, _line(analysis, found)) not in allowed
    ]
    unused = [
        allow for allow in allows if not any((allow.code, line) in places for line in _lines(allow))
    ]
    return (*kept, *(_unused(analysis, allow) for allow in unused))


def _lines(allow: _Allow) -> tuple[int, int]:
    return allow.line, allow.line + 1


def _line(analysis: Analysis, finding: Finding) -> int:
    return analysis.lines.line_of(finding.span.start)


def _allows(analysis: Analysis) -> Iterator[_Allow]:
    # Most files have none, and to look at each comment takes longer.
    for comment in analysis.written.comments if _mark.is_in(analysis.text) else ():
        match = _ALLOW.search(comment.span.of(analysis.text))
        if match is None:
            continue
        line = analysis.lines.line_of(comment.span.start)
        for code in re.finditer(r"[a-z0-9-]+", match[1]):
            start = comment.span.start + match.start(1) + code.start()
            yield _Allow(code[0], line, Span(start, start + len(code[0])), comment.span)


def _unused(analysis: Analysis, allow: _Allow) -> Finding:
    message = f"nothing to allow here: `{allow.code}` finds nothing on this line or the next"
    fix = Fix("Remove the comment", (TextEdit(_whole(analysis, allow.comment), ""),), safe=True)
    return Finding(allow.span, "unused-allow", EFFECT, "hint", message, (fix,))


def _whole(analysis: Analysis, comment: Span) -> Span:
    """The comment, with its line where it stands there alone."""
    line = analysis.lines.line_span(analysis.lines.line_of(comment.start))
    before = analysis.text[line.start : comment.start]
    if before.strip() or comment.end < line.end:
        return Span(line.start + len(before.rstrip()), comment.end)
    following = analysis.lines.line_of(line.start) + 1
    if following < analysis.lines.line_count:
        return Span(line.start, analysis.lines.line_span(following).start)
    return Span(line.start, line.end)
