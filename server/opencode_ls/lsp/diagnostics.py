"""Tells the editor what is wrong, through the one channel that it can do.

An editor that pulls and can be told to pull again is only told that; any other gets every finding
pushed, with the version that it belongs to, once nobody has typed for a moment.
"""

from collections.abc import Callable

from opencode_ls.door.client import Client
from opencode_ls.lsp.documents import Documents, Snapshot

Publish = Callable[[str, int | None, Snapshot | None], None]
"""Tells an editor the findings of a document: its URI, its version, what is known about it."""

QUIET = 0.05
"""Seconds without an edit after which findings are published."""

PATIENCE = 0.5
"""Seconds after which they are published even though the edits do not stop."""

_NOT_OPEN = ""
"""Stands for all files that are not open, of which only a client that pulls may know findings."""


class Diagnostics:
    """The documents whose findings the editor has yet to hear of, and when it shall."""

    def __init__(
        self,
        client: Client,
        documents: Documents,
        publish: Publish,
        refresh: Callable[[], None],
    ) -> None:
        self._client = client
        self._documents = documents
        self._publish = publish
        self._refresh = refresh
        self._waiting: dict[str, None] = {}
        self._told: set[str] = set()
        self._due: float | None = None
        self._latest = 0.0

    @property
    def due(self) -> float | None:
        """When `tell` has something to do, None if nothing waits."""
        return self._due

    def edited(self, uri: str, now: float) -> None:
        """A document has changed; the others may have because of it."""
        if not self._client.pulls:
            self._wait_for(uri)
        for each in self._documents.configurations:
            if each.uri != uri:
                self._wait_for(each.uri)
        self._schedule(now, QUIET)

    def changed(self, now: float) -> None:
        """Something besides the texts has changed, such as a setting, a file or a run."""
        self._wait_for(*(each.uri for each in self._documents.configurations))
        if self._client.pulls:
            self._wait_for(_NOT_OPEN)
        self._schedule(now, 0.0)

    def opened(self, uri: str, now: float) -> None:
        """A document has been opened: its findings are awaited."""
        self.edited(uri, now)
        self._schedule(now, 0.0)

    def closed(self, uri: str, now: float) -> None:
        """A document has been closed: what was told of it is taken back."""
        self._waiting.pop(uri, None)
        if uri in self._told:
            self._told.discard(uri)
            self._publish(uri, None, None)
        self._wait_for(*(each.uri for each in self._documents.configurations))
        self._schedule(now, 0.0)

    def tell(self, now: float) -> None:
        """Tell what is due."""
        if self._due is None or now < self._due:
            return
        waiting, self._waiting, self._due = self._waiting, {}, None
        if self._client.pulls:
            self._refresh()
            return
        for uri in waiting:
            self._push(uri)

    def _push(self, uri: str) -> None:
        document, snapshot = self._documents[uri], self._documents.snapshot(uri)
        if document is None or (snapshot is None and uri not in self._told):
            return
        if snapshot:
            self._told.add(uri)
        else:
            self._told.discard(uri)
        self._publish(uri, document.version, snapshot)

    def _wait_for(self, *uris: str) -> None:
        self._waiting.update(dict.fromkeys(uris))

    def _schedule(self, now: float, quiet: float) -> None:
        if not self._waiting:
            return
        if self._due is None:
            self._latest = now + PATIENCE
        self._due = min(now + quiet, self._latest)
