"""A file that holds something else than an object.

A configuration is one object: `{ … }`.
opencode refuses to start with a list, a string, a number, `true`, `false` or `null` in its place.

```jsonc bad
["opencode-helicone-session"]
```

```jsonc good
{ "plugin": ["opencode-helicone-session"] }
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.wording import kind_of
from opencode_ls.text import Span

EFFECT: Effect = "rejected"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report a root of another kind, a list by its bracket."""
    root = analysis.effective.root
    if root is None or root.kind in {"object", "missing", "placeholder"}:
        return
    span = analysis.span(root)
    place = Span(span.start, span.start + 1) if root.kind == "array" else span
    yield Found(place, f"a configuration is an object `{{ … }}`, not {kind_of(root)}")
