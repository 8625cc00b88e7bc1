"""What a name in a file can stand for: providers and models of all files and of the catalogue.

Where a plugin is configured nothing can be called unknown, since it may add any of these.
"""

import os.path
from collections.abc import Iterable, Iterator
from functools import lru_cache

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.catalog import known_provider
from opencode_ls.analysis.layers import CONTENT, folders_of_opencode
from opencode_ls.analysis.own_plugin import FILE_NAMES, HOLDERS
from opencode_ls.jsonc import Node
from opencode_ls.schema.catalog import NOBODY, packaged

PROVIDERS = ("provider", "providers")
"""The maps of providers, of opencode 1 and of opencode 2."""


@lru_cache(maxsize=1)
def is_all_known(analysis: Analysis) -> bool:
    """Whether the files at hand are all there is: no plugin adds anything, nothing is hidden."""
    if analysis.world.env(CONTENT):
        return False
    roots = [layer.tree.root for layer in analysis.layers]
    if any(_has_plugins(root) for root in roots if root is not None):
        return False
    listings = (
        analysis.world.list(os.path.join(folder, name))
        for folder in config_folders(analysis)
        for name in HOLDERS
    )
    # Our own plugin adds nothing.
    return all(
        listing.status == "missing"
        or (listing.status == "ok" and FILE_NAMES.issuperset(listing.names))
        for listing in listings
    )


def config_folders(analysis: Analysis) -> tuple[str, ...]:
    """The folders that may hold agents, commands and plugins as files, the file's own among them.

    A file that does not apply here may lie in somebody's dotfiles, with all that belongs to it.
    """
    found = folders_of_opencode(analysis.world, analysis.folder)
    home = analysis.home_folder
    beside = [home, os.path.join(home, ".opencode")] if analysis.path else []
    return tuple(dict.fromkeys((*found, *beside)))


def entries_named(analysis: Analysis, *sections: str) -> Iterator[tuple[str, Node]]:
    """The entries of these maps in all files that apply, with their names."""
    for layer in analysis.layers:
        for name in sections:
            section = layer.tree.root.get(name) if layer.tree.root else None
            for found in section.properties if section else ():
                yield found.name, found.value


def entries_in(root: Node | None, *sections: str) -> Iterator[Node]:
    """The entries of these maps in one file."""
    for name in sections:
        section = root.get(name) if root else None
        yield from section.children() if section else ()


def knows_provider(analysis: Analysis, provider: str) -> bool:
    """Whether a file that applies has this provider, or opencode knows it by itself."""
    own = (name for name, _ in entries_named(analysis, *PROVIDERS))
    return provider in own or known_provider(analysis.world, provider) != NOBODY


def knows_model(analysis: Analysis, provider: str, model: str) -> bool:
    """Whether a file that applies has this model, or opencode knows it by itself.

    The user's own list is read last: most models are found without it.
    """
    entries = (node for name, node in entries_named(analysis, *PROVIDERS) if name == provider)
    maps = (entry.get("models") for entry in entries)
    own = (found.name for each in maps if each is not None for found in each.properties)
    return (
        model in own
        or model in packaged().providers.get(provider, NOBODY).models
        or model in analysis.catalog.get(provider, NOBODY).models
    )


def texts(analysis: Analysis, nodes: Iterable[Node | None]) -> Iterator[Node]:
    """Those of the nodes that are whole strings, not empty and as they stand in the file."""
    for node in nodes:
        whole = node is not None and node.closed and isinstance(node.value, str)
        if node is not None and whole and node.value and not analysis.tainted(node):
            yield node


def _has_plugins(root: Node) -> bool:
    lists = (root.get(name) for name in ("plugin", "plugins"))
    return any(found is not None and found.items for found in lists)
