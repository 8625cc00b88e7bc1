"""Reads the params of `initialize`: who the editor is, and what it works in."""

import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from opencode_ls.door.client import Client, read_client
from opencode_ls.door.message import Json, Wrong
from opencode_ls.door.parent import is_here
from opencode_ls.door.uris import path_of, scheme


class Introduction(NamedTuple):
    """What an editor said of itself; `process` is the number of its process if that runs here.

    `workspace` holds the URIs of its folders, `root` the path of the one folder that an older
    editor names instead, "" if there is none; `options` are its initializationOptions, any JSON.
    """

    client: Client
    process: int | None
    workspace: tuple[str, ...] | None
    root: str
    options: Json

    @property
    def folders(self) -> tuple[str, ...]:
        """The paths of the workspace's folders that have one."""
        if self.workspace is not None:
            return paths_of(self.workspace)
        return (self.root,) if self.root else ()


def read_introduction(params: Json) -> Introduction:
    """Read the params; raises `Wrong` for what no editor may send."""
    if not isinstance(params, dict):
        raise Wrong("params must be an object")
    if not isinstance(params.get("capabilities"), Mapping):
        raise Wrong("params.capabilities must be an object")
    process = params.get("processId")
    if process is not None and type(process) is not int:
        raise Wrong("params.processId must be an integer")
    return Introduction(
        read_client(params),
        process if process is not None and is_here(process) else None,
        _workspace(params.get("workspaceFolders")),
        _root(_text(params, "rootUri"), _text(params, "rootPath")),
        params.get("initializationOptions"),
    )


def paths_of(uris: Iterable[str]) -> tuple[str, ...]:
    """The paths of those URIs that name files or folders."""
    return tuple(path for path in map(path_of, uris) if path)


def _workspace(folders: Json) -> tuple[str, ...] | None:
    if folders is None:
        return None
    if not isinstance(folders, list):
        raise Wrong("params.workspaceFolders must be an array")
    return tuple(map(_folder, folders))


def _folder(folder: Json) -> str:
    match folder:
        case {"uri": str() as uri, "name": str()}:
            if not scheme(uri):
                raise Wrong("params.workspaceFolders must name folders by URIs")
            return uri
        case _:
            raise Wrong("params.workspaceFolders must hold objects {uri, name} of strings")


def _text(params: Mapping[str, Any], name: str) -> str | None:
    value = params.get(name)
    if value is not None and not isinstance(value, str):
        raise Wrong(f"params.{name} must be a string")
    return value


def _root(uri: str | None, path: str | None) -> str:
    if uri is not None:
        if not scheme(uri):
            raise Wrong("params.rootUri must be a URI")
        return path_of(uri)
    return path if path is not None and _can_be(path) else ""


def _can_be(path: str) -> bool:
    """Whether an absolute path could name a folder here."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return os.path.isabs(path) and "\0" not in path  # noqa: PTH117  (a name)
