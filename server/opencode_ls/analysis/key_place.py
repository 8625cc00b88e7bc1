"""Where a provider's npm package sends the key: to which address, and in which header."""

from typing import NamedTuple

ADDRESSES = {
    "@ai-sdk/anthropic": "https://api.anthropic.com/v1",
    "@ai-sdk/cerebras": "https://api.cerebras.ai/v1",
    "@ai-sdk/groq": "https://api.groq.com/openai/v1",
    "@ai-sdk/mistral": "https://api.mistral.ai/v1",
    "@ai-sdk/openai": "https://api.openai.com/v1",
    "@ai-sdk/perplexity": "https://api.perplexity.ai",
    "@ai-sdk/xai": "https://api.x.ai/v1",
    "@openrouter/ai-sdk-provider": "https://openrouter.ai/api/v1",
}
"""Where a package sends its requests if no file says otherwise (the packages as published)."""

NO_DATABASE = b"No connected db."
"""What LiteLLM without a database answers, with status 400, to a key that is not its own (run)."""


class Place(NamedTuple):
    """Where a key stands in a request."""

    header: str
    prefix: str


BEARER = Place("Authorization", "Bearer ")

_PLACES = {
    "@ai-sdk/anthropic": Place("x-api-key", ""),
    "@ai-sdk/azure": Place("api-key", ""),
    "@ai-sdk/google": Place("x-goog-api-key", ""),
}


def place_for(npm: str) -> Place:
    """Where a provider's package puts the key."""
    return _PLACES.get(npm, BEARER)
