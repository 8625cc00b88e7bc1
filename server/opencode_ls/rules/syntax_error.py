"""Text that is not JSON.

opencode refuses the whole configuration, and does not start, if one file in it cannot be read.
Comments (`//` and `/* */`) and a comma after the last element are allowed, in `.json` files too.
Keys and strings take double quotes.

An `{env:NAME}` is replaced before the text is read, by the variable's value as it is: a quote, a
backslash or a line break in the value ends the string, or the file, where nobody expects it.
(The text of a `{file:…}` is escaped and has no such trouble.)
The message then points at the placeholder, and never shows the value.

```jsonc bad
{
  "model": "anthropic/claude-sonnet-4-5"
  "share": "manual"
}
```

```jsonc bad env=GREETING:say"hello"
{
  "username": "{env:GREETING}"
}
```

```jsonc good
{
  // A comment, and a comma at the end.
  "model": "anthropic/claude-sonnet-4-5",
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.analysis.syntax import culprit, is_blank, opening
from opencode_ls.analysis.wording import as_written

EFFECT: Effect = "rejected"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each problem of the text, or the placeholder whose value makes one."""
    if not analysis.effective.problems or is_blank(analysis.effective):
        return
    for problem in analysis.written.problems:
        yield Found(problem.span, problem.message)
    if analysis.written.problems or any(opening(analysis, each) for each in analysis.placeholders):
        return
    placeholder = culprit(analysis)
    if placeholder is not None:
        yield Found(placeholder.span, _message(analysis, placeholder))
    else:
        problem = analysis.effective.problems[0]
        yield Found(analysis.span(problem.span), problem.message)


def _message(analysis: Analysis, placeholder: Placeholder) -> str:
    # A reference to a file may itself come from a variable: what is written is all that is shown.
    written = as_written(analysis, placeholder.span)
    if placeholder.unescaped:
        return (
            f"the value of {written} has a quote, a backslash or a line break in it, in this"
            " environment: opencode pastes it as it is, and cannot read the file"
        )
    if placeholder.status == "unset":
        return f"{written} is empty in this environment, where a value is needed"
    return f"{written} stands for no JSON value in this environment: text needs quotes around it"
