"""A file with nothing but blanks or comments in it.

opencode reads an empty file (0 bytes) as `{}`, but refuses to start with one that holds only
blanks, line breaks or comments.

```jsonc bad
// Nothing to set yet.
```

```jsonc fixed
// Nothing to set yet.
{}
```

```jsonc good
// Nothing to set yet.
{}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.syntax import is_blank
from opencode_ls.text import Span, TextEdit

EFFECT: Effect = "rejected"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report a file without a value."""
    if not is_blank(analysis.effective):
        return
    what = "only comments" if analysis.written.comments else "only blanks"
    message = f"there are {what} in this file, and opencode refuses it: write `{{}}`"
    yield Found(Span(0, len(analysis.text)), message, tuple(_fixes(analysis)))


def _fixes(analysis: Analysis) -> Iterator[Fix]:
    """None where a placeholder that stands for nothing is the value: it may elsewhere be one."""
    if analysis.written.root is None:
        yield Fix("Add `{}`", (_edit(analysis.text),), safe=True)


def _edit(text: str) -> TextEdit:
    """Put the object on a line of its own."""
    start = "" if not text.strip("\ufeff \t") or text.endswith(("\n", "\r")) else "\n"
    return TextEdit(Span(len(text), len(text)), f"{start}{{}}\n")
