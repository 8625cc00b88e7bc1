"""Finds out what `doctor` tells: the files that apply, where keys come from, what cannot work.

It looks, and starts no program.
"""

from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Settings, analyse
from opencode_ls.analysis.key_origin import Origin, key_origin
from opencode_ls.analysis.key_source import command_site, effective_analysis
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.layers import Layer, Scope, layers, places
from opencode_ls.analysis.verdict import accepted
from opencode_ls.analysis.wording import from_here
from opencode_ls.analysis.world import World
from opencode_ls.cli.plugin_state import PluginState, plugin_state
from opencode_ls.cli.surroundings import on_short_path, variables, versions
from opencode_ls.command_run import request_for
from opencode_ls.jsonc import Property
from opencode_ls.resolver.consent import decide
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.store import Broken, Store
from opencode_ls.resolver.visible import named
from opencode_ls.rules import findings


class FileState(NamedTuple):
    """One file that applies; `accepted` is opencode 1.18's answer, `shown` the path for people."""

    path: str
    shown: str
    scope: Scope
    accepted: bool
    errors: int
    warnings: int

    @property
    def problem(self) -> str:
        """What is wrong with it, "" for nothing that keeps it from working."""
        told = [] if self.accepted else ["opencode 1.18 refuses to start with it"]
        if self.errors:
            told.append(f"{self.errors} {'error' if self.errors == 1 else 'errors'}")
        return f"{self.shown}: {', '.join(told)}; see `opencode-ls check`" if told else ""


class CommandState(NamedTuple):
    """The program of an `apiKeyCommand`, by its name as written, and where it was found.

    `desktop` says whether an application that macOS starts from the dock would find it; `asks`
    whether a person is asked before it runs; `problem` why it cannot run, "" if it can.
    """

    program: str
    status: str
    path: str | None
    desktop: bool | None
    asks: bool
    problem: str


class KeyState(NamedTuple):
    """Where a provider's key would come from; the command only if it is one that prints it."""

    provider: str
    origin: Origin
    source: str
    command: CommandState | None

    @property
    def problem(self) -> str:
        """Why no key can come out, "" where one can or none is set up."""
        if self.command is not None:
            return f"{named(self.provider)}: {self.command.problem}" if self.command.problem else ""
        if self.origin.kind == "command":
            return f"{named(self.provider)}: {_NO_COMMAND}"
        if self.origin.kind == "blocked":
            return f"{named(self.provider)}: its key comes from {self.source}"
        return ""


class Diagnosis(NamedTuple):
    """All that `doctor` tells.

    `unread` are files that are there and were not read, each with the reason; `consents` is None
    where `store_problem` says why.
    """

    files: tuple[FileState, ...]
    unread: tuple[str, ...]
    keys: tuple[KeyState, ...]
    variables: dict[str, bool]
    plugin: PluginState
    store: str
    consents: int | None
    store_problem: str
    versions: dict[str, str]

    @property
    def problems(self) -> tuple[str, ...]:
        """What will not work, a sentence each."""
        found = [*self.unread, *(file.problem for file in self.files)]
        found += [key.problem for key in self.keys]
        found.append(self.plugin.problem)
        if self.store_problem:
            found.append(f"{self.store}: {self.store_problem}; it allows nothing")
        return tuple(problem for problem in found if problem)


_NO_COMMAND = "its `apiKeyCommand` cannot run as it is written; see `opencode-ls check`"


def diagnose(world: World, store: Store) -> Diagnosis:
    """Look at everything, for the current folder."""
    found = layers(world, world.cwd)
    consents: int | None = None
    store_problem = ""
    try:
        consents = len(store.consents())
    except Broken as broken:
        store_problem = str(broken)
    return Diagnosis(
        tuple(_file(world, layer) for layer in found),
        tuple(_unread(world)),
        tuple(_key(world, found, store, *names) for names in _providers(found)),
        variables(world),
        plugin_state(world, found),
        store.path,
        consents,
        store_problem,
        versions(),
    )


def _unread(world: World) -> Iterator[str]:
    for path in dict(places(world, world.cwd)):
        status = world.read(path).status
        if status in _UNREAD:
            yield f"{from_here(path, world.cwd)}: {_UNREAD[status]}"


_UNREAD = {
    "directory": "it is a folder, not a file",
    "unreadable": "it is there and cannot be read",
    "too-large": "it is larger than 1 MiB and was not read",
    "unknown": "it was not read: it is no ordinary file, or its file system does not answer",
}


def _file(world: World, layer: Layer) -> FileState:
    analysis = analyse(layer.text, path=layer.path, world=world, folder=world.cwd)
    severities = [finding.severity for finding in findings(analysis)]
    return FileState(
        layer.path,
        from_here(layer.path, world.cwd),
        layer.scope,
        accepted(analysis),
        severities.count("error"),
        severities.count("warning"),
    )


def _providers(found: tuple[Layer, ...]) -> Iterator[tuple[str, str]]:
    """Each provider that a file has or a model names, with its name as it is written."""
    names: dict[str, str] = {}
    for layer in found:
        root = layer.tree.root
        for section in PROVIDERS:
            entries = root.get(section) if root is not None else None
            for entry in entries.properties if entries is not None else ():
                if entry.value.kind == "object":
                    names.setdefault(entry.name, _written(layer, entry))
        for section in ("model", "small_model"):
            model = root.get(section) if root is not None else None
            if model is None or layer.substitution.substituted(model.span):
                continue
            provider, slash, _ = str(model.value).partition("/")
            if slash and provider:
                names.setdefault(provider, provider)
    yield from names.items()


def _written(layer: Layer, entry: Property) -> str:
    if not layer.substitution.substituted(entry.key_span):
        return entry.name
    return layer.substitution.back(entry.key_span).of(layer.text).strip('"')


def _key(
    world: World, found: tuple[Layer, ...], store: Store, provider: str, shown: str
) -> KeyState:
    origin = key_origin(world, found, provider)
    command = _command(world, store, provider) if origin.kind == "command" else None
    return KeyState(shown, origin, origin.words(world.home), command)


def _command(world: World, store: Store, provider: str) -> CommandState | None:
    """The command that counts, None if it is none that could run."""
    analysis = effective_analysis(world, world.cwd, provider, Settings())
    site = command_site(analysis, provider) if analysis is not None else None
    if site is None:
        return None
    found = world.which(site.argv[0], site.folder)
    request = request_for(provider, lambda: analysis)
    # A path that a placeholder makes up is not shown.
    path = found.path if site.written[0] == site.argv[0] else None
    return CommandState(
        site.written[0],
        found.status,
        path,
        on_short_path(site.argv[0], site.folder, world),
        isinstance(request, Failure) or decide(request, None, store=store) is not None,
        request.message if isinstance(request, Failure) else "",
    )
