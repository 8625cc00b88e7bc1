"""Where a provider's key would come from: its command, whose it is, and where the key would go."""

from typing import Any, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.layers import Layer
from opencode_ls.jsonc import Node, parse_template
from opencode_ls.jsonc.value import to_value
from opencode_ls.text import Span

_ROUTING = ("options", "api", "npm", "env")


class Destination(NamedTuple):
    """What decides where a provider's key is sent, None where nothing is set."""

    base_url: str | None = None
    api: str | None = None
    npm: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class CommandSite(NamedTuple):
    """An `apiKeyCommand` that could run, and all that a consent to it covers.

    `written` is the argv as it stands in the file, `argv` the one after substitution; `touched_by`
    are the project files that set anything about this provider's key or where it goes.
    """

    provider: str
    node: Node
    span: Span
    written: tuple[str, ...]
    argv: tuple[str, ...]
    file: str
    folder: str
    own: bool
    touched_by: tuple[str, ...]
    destination: Destination
    destination_written: Destination


def providers(analysis: Analysis) -> tuple[tuple[str, Node], ...]:
    """Each provider of this document that is an object, by id, the last of equal ids."""
    root = analysis.effective.root
    section = root.get("provider") if root else None
    entries = {found.name: found.value for found in section.properties} if section else {}
    return tuple((name, node) for name, node in entries.items() if node.kind == "object")


def commands(analysis: Analysis) -> tuple[tuple[str, Node], ...]:
    """Each provider's `options.apiKeyCommand` in this document, whatever its shape."""
    found = ((name, node.at("options", "apiKeyCommand")) for name, node in providers(analysis))
    return tuple((name, node) for name, node in found if node is not None)


def argv_of(node: Node) -> tuple[str, ...] | None:
    """The argv of a well-formed command: a list of strings, the first not blank."""
    values = tuple(item.value for item in node.items)
    words = tuple(value for value in values if isinstance(value, str))
    if node.kind != "array" or len(words) != len(values) or not words or not words[0].strip():
        return None
    return words


def command_sites(analysis: Analysis) -> tuple[CommandSite, ...]:
    """Every command of this document that could run."""
    sites = (_site(analysis, name, node) for name, node in commands(analysis))
    return tuple(site for site in sites if site is not None)


def command_site(analysis: Analysis, provider: str) -> CommandSite | None:
    """The command of one provider in this document, None if there is none that could run."""
    return next((site for site in command_sites(analysis) if site.provider == provider), None)


def _site(analysis: Analysis, provider: str, node: Node) -> CommandSite | None:
    argv = argv_of(node)
    if argv is None:
        return None
    return CommandSite(
        provider,
        node,
        analysis.span(node),
        written_argv(analysis, node) or argv,
        argv,
        analysis.path,
        analysis.home_folder,
        analysis.scope != "project",
        touched_by(analysis, provider),
        _destination([_entry(layer, provider) for layer in analysis.layers]),
        _destination([_entry_as_written(layer, provider) for layer in analysis.layers]),
    )


def written_argv(analysis: Analysis, node: Node) -> tuple[str, ...] | None:
    """The argv as it stands in the file, None where a placeholder makes up its structure."""
    written = analysis.written_node(node)
    return None if written is None else argv_of(written)


def touched_by(analysis: Analysis, provider: str) -> tuple[str, ...]:
    """The project files that set where this provider's key comes from or goes to."""
    return tuple(
        layer.path
        for layer in analysis.layers
        if layer.scope == "project" and _routes(_entry(layer, provider))
    )


def _routes(entry: Any) -> bool:  # noqa: ANN401  (a JSON value)
    if not isinstance(entry, dict):
        return False
    models = entry.get("models")
    return any(name in entry for name in _ROUTING) or (
        isinstance(models, dict)
        and any(isinstance(model, dict) and "provider" in model for model in models.values())
    )


def _entry(layer: Layer, provider: str) -> Any:  # noqa: ANN401  (a JSON value)
    node = layer.tree.root.at("provider", provider) if layer.tree.root else None
    return None if node is None else to_value(node)


def _entry_as_written(layer: Layer, provider: str) -> Any:  # noqa: ANN401  (a JSON value)
    root = parse_template(layer.text).root
    node = root.at("provider", provider) if root else None
    return None if node is None else to_value(node)


def _destination(entries: list[Any]) -> Destination:
    merged: dict[str, Any] = {}
    for entry in entries:
        if isinstance(entry, dict):
            merged = merge(merged, entry)
    options = merged.get("options")
    options = options if isinstance(options, dict) else {}
    headers = options.get("headers")
    pairs = headers.items() if isinstance(headers, dict) else ()
    return Destination(
        _string(options.get("baseURL")),
        _string(merged.get("api")),
        _string(merged.get("npm")),
        tuple(sorted((str(name), str(value)) for name, value in pairs)),
    )


def merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Merge as opencode does: objects deeply, anything else is replaced."""
    merged = dict(below)
    for name, value in above.items():
        old = merged.get(name)
        both = isinstance(old, dict) and isinstance(value, dict)
        merged[name] = merge(old, value) if both else value  # type: ignore[arg-type]
    return merged


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
