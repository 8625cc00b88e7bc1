"""Where a provider's key would come from: its command, whose it is, and where the key would go."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis, Settings, analyse
from opencode_ls.analysis.layers import Layer, layers, project_folder
from opencode_ls.analysis.world import World
from opencode_ls.jsonc import Node, parse_template
from opencode_ls.text import Span

_ROUTING = ("options", "api", "npm", "env")


class Destination(NamedTuple):
    """What decides where a provider's key is sent, None where nothing is set.

    `others` are the settings that a package may take for an address, such as `endpoint`, and what a
    single model is sent by, each by its path in the provider's entry.
    """

    base_url: str | None = None
    api: str | None = None
    npm: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()


class CommandSite(NamedTuple):
    """An `apiKeyCommand` that could run, and all that a consent to it covers.

    `written` is the argv as it stands in the file, `argv` the one after substitution; `touched_by`
    are the project files that set anything about this provider's key or where it goes; `workspace`
    is the folder of the project that the user works in.
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
    workspace: str


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
    return tuple(_sites(analysis))


def first_command_site(analysis: Analysis) -> CommandSite | None:
    """The first command of this document that could run, without a look at the others."""
    return next(_sites(analysis), None)


def _sites(analysis: Analysis) -> Iterator[CommandSite]:
    sites = (_site(analysis, name, node) for name, node in commands(analysis))
    return (site for site in sites if site is not None)


def command_site(analysis: Analysis, provider: str) -> CommandSite | None:
    """The command of one provider in this document, None if there is none that could run."""
    node = dict(commands(analysis)).get(provider)
    return None if node is None else _site(analysis, provider, node)


def effective_analysis(
    world: World, folder: str, provider: str, settings: Settings
) -> Analysis | None:
    """The analysis of the file whose `apiKeyCommand` counts in a folder, None if no file has one.

    It is the highest file that sets one, of whatever shape: a list there replaces the one below.
    """
    for layer in reversed(layers(world, folder)):
        root = layer.tree.root
        if root and root.at("provider", provider, "options", "apiKeyCommand"):
            return analyse(
                layer.text, path=layer.path, world=world, folder=folder, settings=settings
            )
    return None


def effective_site(
    world: World, folder: str, provider: str, settings: Settings
) -> CommandSite | None:
    """The command of a provider over all files that apply in a folder, None if none can run."""
    analysis = effective_analysis(world, folder, provider, settings)
    return None if analysis is None else command_site(analysis, provider)


def _site(analysis: Analysis, provider: str, node: Node) -> CommandSite | None:
    argv, written = argv_of(node), written_argv(analysis, node)
    if argv is None or written is None:
        return None
    return CommandSite(
        provider,
        node,
        analysis.span(node),
        written,
        argv,
        analysis.path,
        analysis.home_folder,
        analysis.scope != "project",
        touched_by(analysis, provider),
        _destination(analysis.layers, provider, _as_read),
        _destination(analysis.layers, provider, _as_written),
        project_folder(analysis.world, analysis.folder),
    )


def written_argv(analysis: Analysis, node: Node) -> tuple[str, ...] | None:
    """The argv as it stands in the file, None where a placeholder makes up its structure.

    A person who is asked sees this one: each of its words stands where the one that runs does.
    """
    written = analysis.written_node(node)
    places = [analysis.span(item) for item in node.items]
    if written is None or places != [item.span for item in written.items]:
        return None
    return argv_of(written)


def touched_by(analysis: Analysis, provider: str) -> tuple[str, ...]:
    """The project files that set where this provider's key comes from or goes to."""
    return tuple(
        layer.path
        for layer in analysis.layers
        if layer.scope == "project" and _routes(_entry(layer, provider))
    )


def _routes(entry: Node | None) -> bool:
    if entry is None:
        return False
    models = entry.get("models")
    return any(entry.get(name) for name in _ROUTING) or any(
        model.get("provider") for model in (models.children() if models else ())
    )


def _entry(layer: Layer, provider: str) -> Node | None:
    return layer.tree.root.at("provider", provider) if layer.tree.root else None


_Read = Callable[[Layer, Span, str], str]


def _as_read(_layer: Layer, _span: Span, value: str) -> str:
    return value


def _as_written(layer: Layer, span: Span, value: str) -> str:
    """What is written where a string of the substituted text stands, placeholders by their name."""
    if not layer.substitution.substituted(span):
        return value
    written = layer.substitution.back(span).of(layer.text)
    root = parse_template(written).root
    return root.value if root and isinstance(root.value, str) else written


_KNOWN = frozenset({("options", "baseURL"), ("options", "apiKey")})
_SINGLE = {"base_url": ("options", "baseURL"), "api": ("api",), "npm": ("npm",)}


def _destination(found: tuple[Layer, ...], provider: str, read: _Read) -> Destination:
    """Where the key goes after all files: for each setting the highest one counts."""
    single: dict[str, str] = {}
    headers: dict[str, tuple[str, str]] = {}
    others: dict[str, tuple[str, str]] = {}
    for layer in found:
        entry = _entry(layer, provider)
        if entry is None:
            continue
        for name, path in _SINGLE.items():
            node = entry.at(*path)
            if node is not None and isinstance(node.value, str):
                single[name] = read(layer, node.span, node.value)
        headers |= _headers(layer, entry, read)
        others |= _others(layer, entry, read)
    return Destination(
        **single, headers=tuple(sorted(headers.values())), others=tuple(sorted(others.values()))
    )


def _others(layer: Layer, entry: Node, read: _Read) -> dict[str, tuple[str, str]]:
    """By its path, each other text that may decide where a key goes: its path and it as shown."""
    options, models = entry.get("options"), entry.get("models")
    places = [("options", "options", found) for found in (options.properties if options else ())]
    for model in models.properties if models else ():
        shown = read(layer, model.key_span, model.name)
        sent_by = model.value.get("provider")
        places += [
            (f"models.{model.name}.provider", f"models.{shown}.provider", found)
            for found in (sent_by.properties if sent_by else ())
        ]
    return {
        f"{path}.{found.name}": (
            f"{shown}.{read(layer, found.key_span, found.name)}",
            read(layer, found.value.span, found.value.value),
        )
        for path, shown, found in places
        if isinstance(found.value.value, str) and (path, found.name) not in _KNOWN
    }


def _headers(layer: Layer, entry: Node, read: _Read) -> dict[str, tuple[str, str]]:
    """Each header by its name; a value that is no string as it stands in the text."""
    node = entry.at("options", "headers")
    headers: dict[str, tuple[str, str]] = {}
    for found in node.properties if node else ():
        value = found.value
        text = value.value if isinstance(value.value, str) else value.span.of(layer.tree.text)
        headers[found.name] = (
            read(layer, found.key_span, found.name),
            read(layer, value.span, text),
        )
    return headers
