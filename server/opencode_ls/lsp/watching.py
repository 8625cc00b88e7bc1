"""Asks an editor to watch the files whose change changes what is found in others.

Those in the workspace go by their names.  Those outside of it, and what a `{file:}` names, depend
on the open documents, so the request is renewed as these come and go.
"""

import os
from collections.abc import Callable
from typing import Any, Final

from lsprotocol import types

from opencode_ls.analysis.markdown_files import KINDS
from opencode_ls.analysis.own_plugin import HOLDERS
from opencode_ls.analysis.watched import SPECIAL, Watched
from opencode_ls.analysis.world import is_in
from opencode_ls.door.client import Client
from opencode_ls.door.uris import uri_of

IN_WORKSPACE: Final = (
    *("**/opencode.json", "**/opencode.jsonc", "**/opencode/config.json"),
    f"**/{{{','.join(KINDS)}}}/**/*.md",
    f"**/{{{','.join(HOLDERS)}}}/*.{{js,ts}}",
)
"""Patterns for every folder of the workspace; they hold for any client."""

_METHOD = types.WORKSPACE_DID_CHANGE_WATCHED_FILES

Send = Callable[[str, Any], object]
"""Sends a request; its answer is of no use."""


class Watching:
    """What one editor has been asked to watch."""

    def __init__(self, client: Client, send: Send) -> None:
        self._client = client
        self._send = send
        self._asked: list[types.FileSystemWatcher] = []
        self._number = 0

    def renew(self, folders: tuple[str, ...], places: tuple[Watched, ...]) -> None:
        """Ask for these places, and for opencode's names in the workspace's `folders`.

        Nothing is sent where nothing has changed, or to an editor that cannot be asked.
        """
        if not self._client.registers_watching:
            return
        wanted = [types.FileSystemWatcher(pattern) for pattern in IN_WORKSPACE]
        found = (_watcher(each, folders, self._client) for each in places)
        wanted += [watcher for watcher in found if watcher is not None]
        if wanted == self._asked:
            return
        if self._asked:
            old = types.Unregistration(self._name, _METHOD)
            self._send(types.CLIENT_UNREGISTER_CAPABILITY, types.UnregistrationParams([old]))
        self._asked, self._number = wanted, self._number + 1
        options = types.DidChangeWatchedFilesRegistrationOptions(wanted)
        new = types.Registration(self._name, _METHOD, options)
        self._send(types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams([new]))

    @property
    def _name(self) -> str:
        return f"{_METHOD}/{self._number}"


def _watcher(
    place: Watched, folders: tuple[str, ...], client: Client
) -> types.FileSystemWatcher | None:
    """None for what this client cannot watch: it may know no folder but the workspace's."""
    if client.relative_patterns:
        pattern = types.RelativePattern(uri_of(place.folder), place.pattern)
        return types.FileSystemWatcher(pattern)
    above = next((each for each in folders if is_in(place.folder, each)), None)
    inner = "" if above is None else place.folder[len(above) :].replace(os.sep, "/").strip("/")
    if above is None or SPECIAL.search(inner):
        return None
    return types.FileSystemWatcher(f"{inner}/{place.pattern}" if inner else place.pattern)
