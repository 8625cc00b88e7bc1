"""An npm package for a provider that is probably misspelt.

opencode installs the package when the provider is first used, and a name with a slip of the finger
is either nobody's, so the provider cannot work, or a stranger's, whose program then gets your key.
A name of the AI SDK's own scope that is not known is a hint: for Ollama, LM Studio and most other
servers the package is `@ai-sdk/openai-compatible`.

```jsonc bad
{
  "provider": {
    "gateway": { "npm": "@ai-sdk/openai-compatable" }
  }
}
```

```jsonc fixed
{
  "provider": {
    "gateway": { "npm": "@ai-sdk/openai-compatible" }
  }
}
```

```jsonc bad
{
  "provider": {
    "ollama": { "npm": "@ai-sdk/ollama" }
  }
}
```

```jsonc good
{
  "provider": {
    "gateway": { "npm": "@ai-sdk/openai-compatible" },
    "own": { "npm": "file:///opt/our-provider" }
  }
}
```
"""

from collections.abc import Iterable, Iterator
from functools import cache

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Found, Severity
from opencode_ls.analysis.key_origin import AI_SDK, GENERAL_PACKAGE, PREFIX
from opencode_ls.analysis.known import PROVIDERS, entries_in, texts
from opencode_ls.analysis.repair import change_to
from opencode_ls.analysis.spelling import fold, nearest
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node
from opencode_ls.pattern import pattern
from opencode_ls.schema.catalog import packaged

EFFECT: Effect = "broken"
SEVERITY: Severity = "warning"
ENTRIES = PROVIDERS

_MORE = (
    *("alibaba", "baseten", "bytedance", "deepseek", "fireworks", "huggingface", "moonshotai"),
    *("open-responses", "replicate"),
)
"""Packages of the AI SDK's scope that the catalogue does not name."""

_VERSION = pattern(r"(?<=.)@[^/@]*$")
_NAME = pattern(r"(?:@[\w.-]+/)?[\w.-]+(?:/[\w.-]+)?")


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each package that is nearly a known one, or unknown in the AI SDK's scope."""
    for node in _packages(analysis):
        written = str(node.value)
        prefix = PREFIX if written.startswith(PREFIX) else ""
        name = _VERSION.sub("", written.removeprefix(prefix))
        known = _ours()
        if name in known or not _NAME.fullmatch(name):
            continue
        meant, what = _meant(name, known), shown(analysis, node)
        if (meant or name.startswith(AI_SDK)) and name in _theirs(analysis):
            continue
        if meant is not None:
            fixes = change_to(analysis, node, f"{prefix}{meant}")
            yield Found(analysis.span(node), f"{what}: did you mean `{meant}`?", fixes)
        elif name.startswith(AI_SDK):
            message = f"no AI SDK package {what} is known: most servers take `{GENERAL_PACKAGE}`"
            yield Found(analysis.span(node), message, effect="hint")


def _meant(name: str, known: tuple[str, ...]) -> str | None:
    """The package that was meant; names without a scope resemble each other by chance."""
    meant = nearest(name, known)
    by_chance = meant is not None and not meant.startswith("@") and fold(meant) != fold(name)
    return None if by_chance else meant


@cache
def _ours() -> tuple[str, ...]:
    return _with_more(packaged().packages)


def _theirs(analysis: Analysis) -> tuple[str, ...]:
    return _with_more(provider.npm for provider in analysis.catalog.values())


def _with_more(packages: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*filter(None, packages), *(AI_SDK + name for name in _MORE)}))


def _packages(analysis: Analysis) -> Iterator[Node]:
    entries = entries_in(analysis.effective.root, *PROVIDERS)
    found = (entry.get(name) for entry in entries for name in ("npm", "package"))
    return texts(analysis, found)
