"""A key that stands one level too high.

`apiKey`, `apiKeyCommand`, `baseURL` and the like belong into a provider's `options`.
Beside `options` opencode drops them without a word.
The same goes for other keys that opencode knows one level deeper only.

```jsonc bad
{
  "provider": {
    "lmstudio": {
      "baseURL": "http://127.0.0.1:1234/v1"
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "lmstudio": {
      "options": { "baseURL": "http://127.0.0.1:1234/v1" }
    }
  }
}
```

```jsonc bad
{
  "provider": {
    "openai": {
      "apiKeyCommand": ["pass", "show", "openai"],
      "options": { "timeout": 600000 }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": { "timeout": 600000, "apiKeyCommand": ["pass", "show", "openai"] }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "lmstudio": {
      "options": { "baseURL": "http://127.0.0.1:1234/v1" }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.keys import Unlisted, unlisted
from opencode_ls.analysis.repair import insert_before
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node, Property
from opencode_ls.jsonc.edit import Edits, add_property, quote, remove_property
from opencode_ls.jsonc.value import to_value
from opencode_ls.schema.fit import asked_of_key, fits
from opencode_ls.text import Span, TextEdit

EFFECT: Effect = "ignored"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each key that an object beside it should hold."""
    firsts: dict[Node, Property] = {}
    for key in unlisted(analysis):
        if key.holder is None:
            continue
        place = key.found.key_span
        name = "" if key.meant == key.found.name else f" as `{key.meant}`"
        who = "opencode 2" if analysis.is_native(key.found.parent) else "opencode"
        ignored = f"{who} ignores {shown(analysis, place)} here"
        message = f"{ignored}: it belongs in `{key.holder}`{name}"
        first = firsts.setdefault(key.found.parent, key.found)
        yield Found(analysis.span(place), message, _fixes(analysis, key, first))


def _fixes(analysis: Analysis, key: Unlisted, first: Property) -> tuple[Fix, ...]:
    written = analysis.written_node(key.found.value)
    before = analysis.written_node(first.value)
    if written is None or written.key is None or before is None or before.key is None:
        return ()
    edits = _edits(analysis, key, written.key, before.key)
    if edits is None:
        return ()
    return (Fix(f"Move into `{key.holder}`", edits, safe=_fits(key)),)


def _edits(analysis: Analysis, key: Unlisted, moved: Property, first: Property) -> Edits | None:
    """The move; a new object comes before the first key that belongs in it.

    So two such fixes always meet there, and cannot both make one.  None for a half-typed value,
    which would take what follows with it.
    """
    if moved.value.kind == "missing" or not moved.value.closed:
        return None
    name, holder = str(key.meant), str(key.holder)
    value = moved.value.span.of(analysis.text)
    target = moved.parent.get(holder)
    if target is None and moved is first:
        end = moved.value.span.end
        opening = f"{quote(holder)}: {{ {quote(name)}"
        return (TextEdit(moved.key_span, opening), TextEdit(Span(end, end), " }"))
    removal = remove_property(analysis.written, moved)
    if target is None:
        made = f"{quote(holder)}: {{ {quote(name)}: {value} }}"
        return (insert_before(analysis.text, first, made), *removal)
    if target.kind != "object" or not target.closed or target.get(name) is not None:
        return None
    return (*removal, *add_property(analysis.written, target, name, value))


def _fits(key: Unlisted) -> bool:
    """Whether opencode accepts the object with the key in it."""
    name, holder = str(key.meant), str(key.holder)
    target = key.found.parent.get(holder)
    # What is an object as written may be none after substitution.
    if target is not None and target.kind != "object":
        return False
    value = to_value(target) if target else {}
    return fits({**value, name: to_value(key.found.value)}, asked_of_key(key.schemas, holder))
