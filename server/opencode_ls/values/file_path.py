"""The path in a `{file:…}`: from the folder of the configuration, or from the home folder.

No schema is marked with it: it is offered inside a placeholder.  What a place would replace is the
path as far as it is typed; what is offered takes the place of its last part.
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.placeholders import file_path
from opencode_ls.analysis.world import Listing
from opencode_ls.jsonc.cursor import Place
from opencode_ls.pattern import pattern
from opencode_ls.values import Value

LIMIT = 100
"""Names that are offered at most: of a folder with more, those that begin with what is typed."""

_WRITABLE = pattern(r'[^\s"\\{}](?:[^"\\{}]*[^\s"\\{}])?')
"""Names that can stand in a placeholder in a string: opencode reads the text before the JSON."""


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """What lies in the folder that is typed, names with a dot last; then where else to start."""
    folder, slash, begun = place.replace.of(analysis.text).rpartition("/")
    path = file_path(folder + slash or ".", analysis.home_folder, analysis.world)
    listing = analysis.world.list(path)
    for name in chosen(listing, begun):
        if name in listing.folders:
            yield _folder(name, "")
        elif file_path(name, path, analysis.world) != analysis.path:
            yield Value(name, name, "file")
    if not slash:
        yield _folder("..", "the folder above")
        yield _folder("~", "your home folder")


def chosen(listing: Listing, begun: str) -> list[str]:
    """The names that can be written, those with a dot last; of many those that begin so."""
    names = [name for name in listing.names if name.isprintable() and _WRITABLE.fullmatch(name)]
    names.sort(key=lambda name: name.startswith("."))
    if len(names) > LIMIT:
        names = [name for name in names if name.lower().startswith(begun.lower())]
    return names[:LIMIT]


def _folder(name: str, detail: str) -> Value:
    return Value(f"{name}/", f"{name}/", "folder", detail, more=True)
