"""The path of a file or a folder: what lies where the path that is typed leads.

Where a relative path starts depends on the key.  That of most keys starts where opencode is
started, which nobody knows in a file of the user's own: there only `~/` and `/` lead somewhere.
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.placeholders import file_path
from opencode_ls.jsonc.cursor import Place
from opencode_ls.values import Value
from opencode_ls.values.file_path import chosen

_FROM_FILE = frozenset({"reference", "references"})
"""Keys whose paths start from the folder of the file."""

_FROM_PROJECT = frozenset({"instructions", "skills", "mcp"})
"""Keys whose paths start from the folder that the user works in."""

_FROM_HOME = _FROM_FILE | {"instructions", "skills"}
"""Keys whose paths may start with `~/`."""

_OF_FILES = frozenset({"instructions"})
"""Keys that name files; all others name folders."""


def complete(analysis: Analysis, place: Place) -> Iterator[Value]:
    """The whole paths of what lies there, names with a dot last; then where else to start."""
    typed = place.replace.of(analysis.text).lstrip("\"'")
    if any(mark in typed for mark in ("\\", "{", "://")):
        return
    key = place.path[0]
    folder = typed[: typed.rfind("/") + 1]
    # A reference that begins with a name is one to a repository.
    begin = "./" if key in _FROM_FILE and place.path[-1] != "path" and not folder else folder
    path = _leads_to(analysis, key, folder)
    for name, is_folder in _inside(analysis, path, typed[len(folder) :]) if path else ():
        if is_folder:
            yield _folder(f"{begin}{name}/")
        elif key in _OF_FILES and file_path(name, path, analysis.world) != analysis.path:
            yield Value(f"{begin}{name}", f"{begin}{name}", "file")
    if not folder and path:
        yield _folder("../", "the folder above")
    if not folder and key in _FROM_HOME:
        yield _folder("~/", "your home folder")


def _leads_to(analysis: Analysis, key: str | int, folder: str) -> str:
    """The absolute path of what is typed, "" for one that nobody knows."""
    if folder.startswith("~/") and key not in _FROM_HOME:
        return ""
    if folder.startswith(("/", "~/")):
        return file_path(folder, "/", analysis.world)
    if key in _FROM_FILE:
        return file_path(folder or ".", analysis.home_folder, analysis.world)
    if key in _FROM_PROJECT and analysis.scope == "project":
        return file_path(folder or ".", analysis.folder, analysis.world)
    return ""


def _inside(analysis: Analysis, path: str, begun: str) -> Iterator[tuple[str, bool]]:
    """Each name in a folder, and whether it is a folder itself."""
    listing = analysis.world.list(path)
    return ((name, name in listing.folders) for name in chosen(listing, begun))


def _folder(path: str, detail: str = "") -> Value:
    return Value(path, path, "folder", detail, more=True)
