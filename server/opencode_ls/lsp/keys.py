"""Our own request for how the keys of a document are: an editor shows it in its status bar."""

from typing import Any, Final

from opencode_ls.door.message import Json
from opencode_ls.features.keys import keys, summary
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.server import Server

KEYS = "opencode-ls/keys"
"""From `{"textDocument": {"uri"}}` to `{"summary", "keys": [{"provider", "state"}]}`."""


def _keys(server: Server, params: Json) -> dict[str, Any]:
    """Nothing for what is no open document of opencode's."""
    match params:
        case {"textDocument": {"uri": str() as uri}}:
            snapshot = server.documents.snapshot(uri)
        case _:
            snapshot = None
    found = keys(snapshot.analysis) if snapshot and snapshot.document.path else ()
    return {"summary": summary(found), "keys": [key._asdict() for key in found]}


METHODS: Final[Methods] = {KEYS: _keys}
