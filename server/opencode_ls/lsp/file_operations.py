"""Looks again when files come and go by the editor: a placeholder may name one of them."""

from typing import Any, Final

from lsprotocol import types

from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.server import Server


def _look_again(server: Server, _params: Any) -> None:  # noqa: ANN401  (one of three)
    server.look_again()


METHODS: Final[Methods] = {
    types.WORKSPACE_DID_CREATE_FILES: _look_again,
    types.WORKSPACE_DID_RENAME_FILES: _look_again,
    types.WORKSPACE_DID_DELETE_FILES: _look_again,
}
"""Each method with its handler."""
