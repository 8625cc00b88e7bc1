"""The npm package that speaks to a provider: the general one first, then by how many use them."""

from collections import Counter
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.key_origin import GENERAL_PACKAGE
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value

_NOTES = {
    GENERAL_PACKAGE: (
        "any server with OpenAI's chat completions: LiteLLM, vLLM, LM Studio, Ollama …"
    ),
    "@ai-sdk/openai": "OpenAI, and servers with its responses API",
    "@ai-sdk/anthropic": "Anthropic, and servers with its messages API",
}


def complete(analysis: Analysis, _place: Place) -> Iterator[Value]:
    """Every package that the catalogue names."""
    counts = Counter(known.npm for known in analysis.catalog.values() if known.npm)
    for name, count in counts.most_common():
        of = f"used by {count} known provider{'s' if count > 1 else ''}"
        yield Value(name, name, "module", _NOTES.get(name, of))


def describe(_analysis: Analysis, node: Node) -> str | None:
    """What the usual packages speak to."""
    return about(str(node.value))


def about(name: str) -> str | None:
    """What a usual package speaks to, None for any other."""
    note = _NOTES.get(name)
    return None if note is None else f"For {note}"
