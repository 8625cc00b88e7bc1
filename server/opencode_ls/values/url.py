"""The address of a service, where some are in wide use: of a provider, of an mcp server."""

from collections.abc import Iterator, Mapping

from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value, base_url, provider_at

_SERVERS: Mapping[str, str] = {
    "https://mcp.context7.com/mcp": "Context7: the documentation of libraries",
    "https://mcp.grep.app": "Grep by Vercel: code on GitHub",
    "https://api.githubcopilot.com/mcp/": "GitHub: issues, pull requests, code",
    "https://mcp.sentry.dev/mcp": "Sentry: errors and projects",
    "https://mcp.linear.app/mcp": "Linear: issues and projects",
    "https://mcp.deepwiki.com/mcp": "DeepWiki: questions about repositories",
}
"""Remote servers by the addresses that their makers give."""

_ORIGINS: Mapping[str, str] = {
    "http://localhost:3000": "a web server on this machine",
    "http://localhost:5173": "Vite on this machine",
}


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The addresses that fit the key; none where any could be meant."""
    match place.path:
        case (*_, "api") if provider_at(place):
            yield from base_url.complete(analysis, place)
        case ("mcp", *_, "url"):
            yield from _each(_SERVERS)
        case ("server", "cors", *_):
            yield from _each(_ORIGINS)


def describe(_analysis: Analysis, node: Node) -> str | None:
    """Whose address it is."""
    return _SERVERS.get(str(node.value))


def _each(known: Mapping[str, str]) -> Iterator[Value]:
    for address, service in known.items():
        yield Value(address, address, "value", service)
