"""A `{file:…}` whose file is not there.

opencode refuses to start.
A path starts from the folder of the configuration file; `~/` is your home folder.
Only a line that begins with `//` is left alone: opencode looks for the file also in a block comment
and in a comment that follows something else on its line.

```jsonc bad
{
  "agent": {
    "review": { "prompt": "{file:./prompts/none.md}" }
  }
}
```

```jsonc bad
{
  /* "instructions": ["{file:./prompts/none.md}"] */
  "share": "manual"
}
```

```jsonc good
{
  // "username": "{file:./prompts/none.md}",
  "agent": {
    "review": { "prompt": "{file:./prompts/review.md}" }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.analysis.syntax import covered, opening
from opencode_ls.analysis.wording import as_written

EFFECT: Effect = "rejected"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each reference to a file that cannot be read."""
    for placeholder in analysis.placeholders:
        if placeholder.status not in {"missing", "unreadable"}:
            continue
        if opening(analysis, placeholder) is None:
            yield Found(placeholder.span, _message(analysis, placeholder))


def _message(analysis: Analysis, placeholder: Placeholder) -> str:
    written = as_written(analysis, placeholder.span)
    does = "is not there" if placeholder.status == "missing" else "cannot be read"
    if covered([comment.span for comment in analysis.written.comments], placeholder.span):
        return f"the file of {written} {does}: opencode looks for it in this comment too"
    # A path with a variable's value in it is not shown.
    if placeholder.written_path(analysis.text) is None:
        return f"the file of {written} {does} in this environment: opencode refuses to start"
    return f"{written} {does}: opencode looks for `{placeholder.path}` and refuses to start"
