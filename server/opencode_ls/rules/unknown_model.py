"""A model that nobody knows, or a model without its provider.

A model is named `provider/model`, split at the first slash; opencode starts with any text, and says
that it does not find the model when it is needed.
Known are the models of all files that apply, those in the list that opencode keeps in its cache
folder, and those that it had by itself when this program was made; providers add models every week,
hence only a hint.
Without a slash opencode finds no model, which is certain.
Nothing is reported where a plugin is configured, since it may add models.

```jsonc bad
{ "model": "claude-sonnet-4-5" }
```

```jsonc bad
{
  "model": "gateway/qwen3-coder",
  "provider": {
    "gateway": { "models": { "qwen3": {} } }
  }
}
```

```jsonc bad
{ "small_model": "gateway/qwen3-coder" }
```

```jsonc good
{
  "model": "gateway/qwen3-coder",
  "small_model": "anthropic/claude-haiku-4-5",
  "provider": {
    "gateway": { "models": { "qwen3-coder": {} } }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.known import is_all_known, knows_model, knows_provider, texts
from opencode_ls.analysis.name_places import VALUES, reached
from opencode_ls.analysis.wording import as_written, shown
from opencode_ls.jsonc import Node
from opencode_ls.text import Span

EFFECT: Effect = "hint"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each model whose provider, or which itself, is not known."""
    named = list(texts(analysis, reached(analysis.effective.root, VALUES["model"])))
    everything = bool(named) and is_all_known(analysis)
    for node in named:
        provider, slash, model = str(node.value).partition("/")
        if not slash:
            # Of opencode 2's own keys the rule `dropped-entry` tells it.
            if not analysis.is_native(node):
                message = f"{shown(analysis, node)} names no provider: a model is `provider/model`"
                yield Found(analysis.span(node), message, effect="ignored")
        elif everything:
            yield from _unknown(analysis, node, provider, model.partition("#")[0])


def _unknown(analysis: Analysis, node: Node, provider: str, model: str) -> Iterator[Found]:
    span = analysis.span(node)
    first = Span(span.start + 1, span.start + 1 + len(provider))
    rest = Span(first.end + 1, span.end - 1)
    # An escape in the text would shift the two parts.
    if Span(first.start, rest.end).of(analysis.text) != node.value:
        return
    if not knows_provider(analysis, provider):
        yield Found(first, f"no provider {as_written(analysis, first)} is known")
    elif not knows_model(analysis, provider, model):
        whose = as_written(analysis, first)
        yield Found(rest, f"no model {as_written(analysis, rest)} of {whose} is known")
