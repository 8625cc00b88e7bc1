"""An `{env:…}` or `{file:…}` without its closing brace.

opencode takes everything up to the next `}` for the name, wherever that is: the end of the string
and whole lines with it.
What is left is seldom JSON, and then opencode refuses it; where there is no `}` at all, the text
stays as it is.

```jsonc bad
{
  "username": "{env:USER",
  "share": "manual"
}
```

```jsonc fixed
{
  "username": "{env:USER}",
  "share": "manual"
}
```

```jsonc good
{
  "username": "{env:USER}",
  "share": "manual"
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.syntax import opening
from opencode_ls.analysis.verdict import accepted
from opencode_ls.analysis.wording import as_written
from opencode_ls.jsonc import Comment
from opencode_ls.pattern import pattern
from opencode_ls.text import Span, TextEdit

EFFECT: Effect = "rejected"

_OPEN = pattern(r'\{(?:env|file):[^"\r\n]*')


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each placeholder that runs over the end of its string, or of the text."""
    for placeholder in analysis.placeholders:
        written = opening(analysis, placeholder)
        if written is not None:
            start = placeholder.span.start
            span = Span(start, start + len(written))
            name = as_written(analysis, span)
            message = f"the `}}` of {name} is missing: all up to the next one is its name"
            effect: Effect = "ignored" if accepted(analysis) else "rejected"
            yield Found(span, message, _fixes(analysis, span), effect)
    if match := _OPEN.search(analysis.text, analysis.text.rfind("}") + 1):
        span = Span(*match.span())
        message = f"the `}}` of {as_written(analysis, span)} is missing: it stays as it is"
        yield Found(span, message, _fixes(analysis, span), "ignored")


def _fixes(analysis: Analysis, span: Span) -> tuple[Fix, ...]:
    """None without a name: `{env:}` is no placeholder either.

    Nor is there one where the name goes on behind the comment that it begins in.
    """
    begun = (each for each in analysis.written.comments if _begins_in(each, span))
    if span.of(analysis.text).endswith(":") or any(_leaves(each, span) for each in begun):
        return ()
    return (Fix("Add `}`", (TextEdit(Span(span.end, span.end), "}"),), safe=False),)


def _begins_in(comment: Comment, span: Span) -> bool:
    return comment.span.start <= span.start < comment.span.end


def _leaves(comment: Comment, span: Span) -> bool:
    """Whether the end of a span is no place in the comment any more."""
    return span.end > comment.span.end or (comment.block and span.end == comment.span.end)
