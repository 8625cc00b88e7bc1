"""A key that has moved to another file.

`theme`, `keybinds` and `tui` are settings of the terminal interface and belong in `tui.json`,
beside this file, or for opencode 2 in `cli.json` in the user's opencode folder.
opencode strips them from `opencode.json` before it reads the rest.
(It may copy them to `tui.json` by itself, once; look there before you remove them.)

```jsonc bad
{
  "theme": "tokyonight",
  "share": "manual"
}
```

```jsonc fixed
{
  "share": "manual"
}
```

```jsonc good
{ "share": "manual" }
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Property
from opencode_ls.jsonc.edit import remove_property
from opencode_ls.schema.lookup import mark, resolve

EFFECT: Effect = "ignored"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each key at the root that is read from another file."""
    root = analysis.effective.root
    moved = mark(resolve(analysis.schema), "moved") or {}
    who = "opencode 2" if analysis.dialect == "2" else "opencode"
    for found in root.properties if root else ():
        if found.name in moved:
            name = shown(analysis, found.key_span)
            message = f"{who} ignores {name} here: it belongs in `{moved[found.name]}`"
            yield Found(analysis.span(found.key_span), message, _fixes(analysis, found))


def _fixes(analysis: Analysis, found: Property) -> tuple[Fix, ...]:
    written = analysis.written_node(found.value)
    if written is None or written.key is None:
        return ()
    edits = remove_property(analysis.written, written.key)
    return (Fix("Remove it from this file", edits, safe=False),)
