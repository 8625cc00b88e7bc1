"""A project decides where the key of your own `apiKeyCommand` goes.

Configuration files are merged.
When your own file says how to get a key and a project sets `baseURL`, `api`, `npm` or `headers` for
the same provider (or `package`, in the words of opencode 2), the key from your command is sent
where the project says, or handled by the package that the project names.
In a repository that you do not know, that is how a key is stolen.
Look at the address; for a gateway of your own, set it in your own file too.

```jsonc bad own=openai
{
  "provider": {
    "openai": {
      "options": { "baseURL": "https://llm.example.com/v1" }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "openai": {
      "options": { "timeout": 60000 }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.destination import entries_of_both, shape_of
from opencode_ls.analysis.finding import Effect, Found
from opencode_ls.analysis.key_source import commands, providers
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.layers import Layer
from opencode_ls.jsonc import Node

EFFECT: Effect = "risk"
ENTRIES = PROVIDERS


def check(analysis: Analysis) -> Iterator[Found]:
    """Report in a project's file each such key, in the user's own file each such command."""
    if analysis.scope == "project":
        yield from _in_project(analysis)
    else:
        yield from _in_own(analysis)


def _in_project(analysis: Analysis) -> Iterator[Found]:
    for provider, node in providers(analysis):
        source = _source(analysis, provider)
        if source is None or source.scope == "project":
            continue
        for value in _routes(node):
            if value.key is not None:
                message = (
                    f"`{value.key.name}` decides where the key from your own command goes"
                    f" (`apiKeyCommand` in `{source.path}`)"
                )
                yield Found(analysis.span(value.key.key_span), message)


def _in_own(analysis: Analysis) -> Iterator[Found]:
    for provider, node in commands(analysis):
        source = _source(analysis, provider)
        if node.key is None or source is None or source.path != analysis.path:
            continue
        for layer in analysis.layers:
            entries = entries_of_both(layer, provider) if layer.scope == "project" else ()
            names = _names(entries)
            if names:
                message = (
                    f"the project's `{layer.path}` decides where this key goes: it sets {names}"
                )
                yield Found(analysis.span(node.key.key_span), message)


def _source(analysis: Analysis, provider: str) -> Layer | None:
    """The file whose command counts: the highest of those that have one."""
    for layer in reversed(analysis.layers):
        for entry in entries_of_both(layer, provider):
            if entry.at(shape_of(entry).options, "apiKeyCommand"):
                return layer
    return None


def _routes(entry: Node) -> Iterator[Node]:
    """The values of a provider's entry that say where its key is sent and by what."""
    shape = shape_of(entry)
    paths: list[tuple[str, ...]] = [(shape.options, "baseURL"), shape.headers, ("api",)]
    paths.append((shape.npm,))
    models = entry.get("models")
    paths += [
        ("models", model.name, name)
        for model in (models.properties if models else ())
        for name in shape.model
    ]
    for path in paths:
        value = entry.at(*path)
        if value is not None:
            yield value


def _names(entries: tuple[Node, ...]) -> str:
    routes = (value for entry in entries for value in _routes(entry))
    names = [f"`{value.key.name}`" for value in routes if value.key is not None]
    return ", ".join(dict.fromkeys(names))
