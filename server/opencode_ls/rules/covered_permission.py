"""A permission that covers earlier ones, which can so never take effect.

Of several patterns that fit, the last one counts; so the general ones come first, and `"*"` at the
very beginning.
A pattern before a more general one is dead: `"rm *": "deny"` before `"*": "allow"` denies nothing.
The later one is reported, once for all that it covers; not where both say the same.

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
from opencode_ls.analysis.by_entry import REST
from opencode_ls.analysis.finding import Effect, Fix, Found, Related, Severity
from opencode_ls.analysis.permissions import Rule, covers, rules_together
from opencode_ls.analysis.repair import insert_before
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc.edit import remove_property

EFFECT: Effect = "hint"
# A permission that somebody wrote is missing: the later rule itself works.
SEVERITY: Severity = "warning"
ENTRIES = ("agent", "mode", "agents", REST)

LIMIT = 200
"""Rules of one list that are compared with each other: nobody writes as many by hand."""

NAMED = 4
"""Dead rules that the message names."""


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each rule that covers earlier ones which say something else, once for all of them."""
    for rules in (each[:LIMIT] for each in rules_together(analysis)):
        covered: dict[int, list[Rule]] = {}
        for index, rule in enumerate(rules):
            later = _later(rules, index)
            if rules[later].effect != rule.effect:
                covered.setdefault(later, []).append(rule)
        for later, dead in covered.items():
            yield _found(analysis, rules[later], dead)


def _later(rules: tuple[Rule, ...], index: int) -> int:
    """The last rule that fits all that this one fits; itself if there is none."""
    rule = rules[index]
    for later in range(len(rules) - 1, index, -1):
        other = rules[later]
        if covers(other.action, rule.action) and covers(other.resource, rule.resource):
            return later
    return index


def _found(analysis: Analysis, rule: Rule, dead: list[Rule]) -> Found:
    *first, last = _named(analysis, dead)
    listed = f"{', '.join(first)} and {last}" if first else last
    verb = "takes" if len(dead) == 1 else "take"
    message = (
        f"{shown(analysis, rule.place)} covers the earlier {listed}, "
        f"which never {verb} effect: the last one counts"
    )
    related = tuple(Related(analysis.span(other.place), "never takes effect") for other in dead)
    return Found(
        analysis.span(rule.place), message, _fixes(analysis, dead[0], rule), related=related
    )


def _named(analysis: Analysis, dead: list[Rule]) -> list[str]:
    """The dead rules in words, at most `NAMED` of these."""
    if len(dead) <= NAMED:
        return [shown(analysis, rule.place) for rule in dead]
    first = dead[: NAMED - 1]
    return [*(shown(analysis, rule.place) for rule in first), f"{len(dead) - len(first)} more"]


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
