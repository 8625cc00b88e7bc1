"""An AI SDK package of opencode 2 without `aisdk:` before its name.

`package` takes the place of `npm`, but tells two kinds of packages apart: one of the AI SDK has
`aisdk:` before its name.
Without it opencode 2 looks for a package of its own kind and does not find one.
A later opencode 2 may be content without the prefix, hence only a hint.

```jsonc bad
{
  "providers": {
    "gateway": { "package": "@ai-sdk/openai-compatible" }
  }
}
```

```jsonc fixed
{
  "providers": {
    "gateway": { "package": "aisdk:@ai-sdk/openai-compatible" }
  }
}
```

```jsonc good
{
  "providers": {
    "gateway": { "package": "aisdk:@ai-sdk/openai-compatible" }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.key_origin import AI_SDK, PREFIX
from opencode_ls.analysis.repair import change_to
from opencode_ls.jsonc import Node

EFFECT: Effect = "hint"


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each such package, of a provider or of a model."""
    for node in _packages(analysis):
        if str(node.value).startswith(AI_SDK) and not analysis.tainted(node):
            text = f"{PREFIX}{node.value}"
            message = f"opencode 2 wants `{PREFIX}` before the name of an AI SDK package"
            yield Found(
                analysis.span(node),
                message,
                change_to(analysis, node, text, f"Put `{PREFIX}` before it"),
            )


def _packages(analysis: Analysis) -> Iterator[Node]:
    root = analysis.effective.root
    providers = root.get("providers") if root and "providers" in analysis.native_keys else None
    for provider in providers.children() if providers else ():
        models = provider.get("models")
        for holder in (provider, *(models.children() if models else ())):
            package = holder.get("package")
            if package is not None and package.kind == "string":
                yield package
