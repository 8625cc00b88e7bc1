"""Where a provider's key would come from: its command, whose it is, and where the key would go."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis, Run, Settings, analyse
from opencode_ls.analysis.destination import (
    FIRST,
    SECOND,
    Destination,
    Shape,
    as_read,
    as_written,
    destination,
    entries_of_both,
    shape_of,
)
from opencode_ls.analysis.key_origin import entries
from opencode_ls.analysis.layers import layers, project_folder
from opencode_ls.analysis.world import World
from opencode_ls.jsonc import Green, Node, Property
from opencode_ls.jsonc.known import known
from opencode_ls.text import Span

_SECOND = Settings("2")

_PREFERRED: Mapping[str, tuple[Shape, ...]] = {
    "auto": (FIRST, SECOND),
    "1": (FIRST,),
    "2": (SECOND, FIRST),
}
"""The shapes that count, by the opencode that a file is for, the one that wins first."""


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
    """Each provider of this document that is an object, by id, the last of equal ids.

    It is the entry that the opencode reads which the file, or the setting, is for: opencode 2
    prefers its own entry to one of opencode 1, which knows no other.
    """
    return tuple(_providers(analysis))


def _providers(analysis: Analysis) -> Iterator[tuple[str, Node]]:
    """They come one by one: whoever wants the first need not wait for hundreds."""
    root = analysis.effective.root
    taken: set[str] = set()
    for shape in _PREFERRED[analysis.settings.opencode]:
        section = root.get(shape.section) if root else None
        if section is None:
            continue
        found = known(section.green, _entries, partial(_entries, section.green))
        for name, at in found:
            if name not in taken:
                yield name, section.nth(at).value
        taken.update(name for name, _ in found)


def _entries(section: Green) -> tuple[tuple[str, int], ...]:
    """The name and the index of each entry that is an object, the last of equal names."""
    if section.kind != "object":
        return ()
    found = {member.name: at for at, member in enumerate(section.members)}
    return tuple(
        (name, at) for name, at in found.items() if section.members[at].value.kind == "object"
    )


def commands(analysis: Analysis) -> tuple[tuple[str, Node], ...]:
    """Each provider's `apiKeyCommand` in this document, whatever its shape."""
    return tuple(_commands(analysis))


def _commands(analysis: Analysis) -> Iterator[tuple[str, Node]]:
    for name, entry in _providers(analysis):
        node = entry.at(shape_of(entry).options, "apiKeyCommand")
        if node is not None:
            yield name, node


def argv_of(node: Node) -> tuple[str, ...] | None:
    """The argv of a well-formed command: a list of strings, the first not blank."""
    values = tuple(item.value for item in node.items)
    words = tuple(value for value in values if isinstance(value, str))
    if node.kind != "array" or len(words) != len(values) or not words or not words[0].strip():
        return None
    return words


def entry_of(analysis: Analysis, node: Node) -> Property | None:
    """The key of the provider's entry that a command stands in, with its id and its place.

    None for an id that a placeholder takes part in: it is not to be shown or asked for.
    """
    options = node.parent
    entry = options.parent.key if options and options.parent else None
    return None if entry is None or analysis.tainted(entry.key_span) else entry


def command_sites(analysis: Analysis) -> tuple[CommandSite, ...]:
    """Every command of this document that could run."""
    sites = (_site(analysis, name, node) for name, node in _commands(analysis))
    return tuple(site for site in sites if site is not None)


def last_run(analysis: Analysis, site: CommandSite) -> Run | None:
    """How the command went, None if it has not run as it is written now."""
    now = site.provider, site.written
    told = (run for run in analysis.runs if (run.provider, run.argv) == now)
    return next(told, None)


def first_command(analysis: Analysis) -> Node | None:
    """The first command of this document that could run."""
    nodes = (node for _, node in _commands(analysis))
    return next((node for node in nodes if _could_run(analysis, node)), None)


def _could_run(analysis: Analysis, node: Node) -> bool:
    return argv_of(node) is not None and written_argv(analysis, node) is not None


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
    for entry in reversed(entries(layers(world, folder), provider, settings)):
        if entry.settings is not None and entry.settings.get("apiKeyCommand"):
            layer = entry.layer
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
    native = node.path[:1] == (SECOND.section,)
    found = entries(analysis.layers, provider, _SECOND if native else analysis.settings)
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
        destination(found, as_read),
        destination(found, as_written),
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
    """The project files that set where this provider's key comes from or goes to.

    An entry for either opencode counts: both may read the file.
    """
    return tuple(
        layer.path
        for layer in analysis.layers
        if layer.scope == "project" and any(map(_routes, entries_of_both(layer, provider)))
    )


def _routes(entry: Node) -> bool:
    shape, models = shape_of(entry), entry.get("models")
    return any(entry.get(name) for name in shape.routing) or any(
        model.get(name) for model in (models.children() if models else ()) for name in shape.model
    )
