"""A permission that can never take effect, since a later one covers all that it fits.

Of several patterns that fit, the last one counts; so the general ones come first, and `"*"` at the
very beginning.
A pattern before a more general one is dead: `"rm *": "deny"` before `"*": "allow"` denies nothing.
It is not reported where both say the same.

```jsonc bad
{
  "permission": {
    "bash": {
      "rm *": "deny",
      "*": "allow"
    }
  }
}
```

```jsonc fixed
{
  "permission": {
    "bash": {
      "*": "allow",
      "rm *": "deny"
    }
  }
}
```

```jsonc bad
{
  "permissions": [
    { "action": "shell", "resource": "rm *", "effect": "deny" },
    { "action": "*", "resource": "*", "effect": "ask" }
  ]
}
```

```jsonc good
{
  "permission": {
    "bash": {
      "*": "allow",
      "rm *": "deny"
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found, Related
from opencode_ls.analysis.permissions import Rule, covers, rules_together
from opencode_ls.analysis.repair import insert_before
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc.edit import remove_property

EFFECT: Effect = "ignored"

LIMIT = 200
"""Rules of one list that are compared with each other: nobody writes as many by hand."""


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each dead rule that says something else than the one that counts."""
    for rules in rules_together(analysis):
        for index, rule in enumerate(rules[:LIMIT]):
            later = _later(rule, rules[index + 1 : LIMIT])
            if later is not None and later.effect != rule.effect:
                yield _found(analysis, rule, later)


def _later(rule: Rule, others: tuple[Rule, ...]) -> Rule | None:
    """The last rule that fits all that this one fits."""
    for other in reversed(others):
        if covers(other.action, rule.action) and covers(other.resource, rule.resource):
            return other
    return None


def _found(analysis: Analysis, rule: Rule, later: Rule) -> Found:
    name, other = shown(analysis, rule.place), shown(analysis, later.place)
    message = f"{name} never takes effect: the later {other} covers it, and the last one counts"
    related = Related(analysis.span(later.place), "the rule that counts instead")
    fixes = _fixes(analysis, rule, later)
    return Found(analysis.span(rule.place), message, fixes, related=(related,))


def _fixes(analysis: Analysis, rule: Rule, later: Rule) -> tuple[Fix, ...]:
    """Put the general pattern first; not safe, as the others have an effect from then on."""
    if rule.found is None or later.found is None or rule.found.parent is not later.found.parent:
        return ()
    parent = analysis.written_node(rule.found.parent)
    moved = analysis.written_node(later.found.value)
    if parent is None or moved is None or moved.key is None or analysis.tainted(parent):
        return ()
    names = [found.name for found in parent.properties]
    if len(names) != len(set(names)):
        return ()
    text = f"{moved.key.key_span.of(analysis.text)}: {moved.span.of(analysis.text)}"
    edit = insert_before(analysis.text, parent.properties[0], text)
    edits = (edit, *remove_property(analysis.written, moved.key))
    return (Fix(f"Put {shown(analysis, later.place)} first", edits, safe=False),)
