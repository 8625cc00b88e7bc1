"""The address of a service: the one that opencode has for the provider, then usual local ones."""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc.cursor import Place
from opencode_ls.schema.catalog import NOBODY
from opencode_ls.values import Value, provider_at

_LOCAL = {
    "http://localhost:4000/v1": "LiteLLM on this machine",
    "http://localhost:11434/v1": "Ollama on this machine",
    "http://localhost:1234/v1": "LM Studio on this machine",
    "http://localhost:8080/v1": "llama.cpp on this machine",
    "http://localhost:8000/v1": "vLLM on this machine",
}
"""The ports that these programs listen on if they are told nothing (their documentation)."""


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The provider's own address first."""
    known = analysis.catalog.get(provider_at(place) or "", NOBODY)
    if known.api:
        yield Value(known.api, known.api, "value", f"the address of {known.name}")
    for address, service in _LOCAL.items():
        yield Value(address, address, "value", service)
