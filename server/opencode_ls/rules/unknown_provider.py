"""A provider in `disabled_providers` or `enabled_providers` that nobody knows.

opencode compares the names and finds none, so the entry has no effect; in `enabled_providers` a
slip of the finger switches the provider off that was meant.
Known are the providers of all files that apply and those that opencode had by itself when this
program was made, hence only a hint; a name that is nearly another one's is a warning.

```jsonc bad
{ "disabled_providers": ["antropic"] }
```

```jsonc fixed
{ "disabled_providers": ["anthropic"] }
```

```jsonc bad
{ "enabled_providers": ["our-gateway"] }
```

```jsonc good
{
  "enabled_providers": ["our-gateway", "anthropic"],
  "provider": { "our-gateway": { "npm": "@ai-sdk/openai-compatible" } }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.known import PROVIDERS, entries_named, is_all_known, knows_provider, texts
from opencode_ls.analysis.name_places import VALUES, reached
from opencode_ls.analysis.repair import nearly
from opencode_ls.analysis.spelling import nearest
from opencode_ls.analysis.wording import shown

EFFECT: Effect = "hint"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each item that is no provider's id."""
    items = list(texts(analysis, reached(analysis.effective.root, VALUES["provider"])))
    if not items or not is_all_known(analysis):
        return
    own = {name for name, _ in entries_named(analysis, *PROVIDERS)}
    for item in items:
        if knows_provider(analysis, str(item.value)):
            continue
        meant = nearest(str(item.value), sorted({*own, *analysis.catalog}))
        message = f"no provider {shown(analysis, item)} is known"
        if meant is None:
            yield Found(analysis.span(item), f"{message}: this has no effect")
        else:
            yield nearly(analysis, item, message, meant)
