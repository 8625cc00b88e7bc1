"""A key that stands twice in one object.

opencode keeps the last one and drops the others without a word.
In `permission` mind the order too: the last rule that matches wins, and a key that stands twice
counts at its first place with its last value.
That is why the fix, which takes the earlier one out, may change which rule wins.

```jsonc bad
{
  "permission": {
    "bash": { "git push *": "ask", "git log *": "allow", "git push *": "deny" }
  }
}
```

```jsonc fixed
{
  "permission": {
    "bash": { "git log *": "allow", "git push *": "deny" }
  }
}
```

```jsonc good
{
  "permission": {
    "bash": { "git log *": "allow", "git push *": "deny" }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found, Related
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Green, Node, Property
from opencode_ls.jsonc.edit import remove_property
from opencode_ls.jsonc.known import find

EFFECT: Effect = "ignored"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each key but the last of those that are equal."""
    root = analysis.effective.root
    for node in find(root, _has_equal) if root else ():
        last = {found.name: found for found in node.properties}
        for found in node.properties:
            kept = last[found.name]
            # A word without quotes is a syntax error, and no key that anybody meant.
            if (
                found is not kept
                and analysis.text[analysis.span(found.key_span).start :][:1] == '"'
            ):
                yield _found(analysis, found, kept)


def _has_equal(green: Green) -> bool:
    names = {member.name for member in green.members}
    return green.kind == "object" and len(names) < len(green.members)


def _found(analysis: Analysis, found: Property, kept: Property) -> Found:
    name = shown(analysis, found.key_span)
    message = f"{name} is here twice: opencode keeps the last one"
    related = Related(analysis.span(kept.key_span), "the one that opencode keeps")
    return Found(
        analysis.span(found.key_span), message, _fixes(analysis, found), None, None, (related,)
    )


def _fixes(analysis: Analysis, found: Property) -> tuple[Fix, ...]:
    written = _written(analysis, found)
    if written is None:
        return ()
    edits = remove_property(analysis.written, written)
    return (Fix("Remove this one", edits, safe=False),)


def _written(analysis: Analysis, found: Property) -> Property | None:
    """The same property of the written tree: a path leads to the last of equal keys only."""
    parent: Node | None = analysis.written_node(found.parent)
    span = analysis.span(found.key_span)
    same = (each for each in parent.properties if each.key_span == span) if parent else iter(())
    return next(same, None)
