"""Looks again when files come and go by the editor: a placeholder may name one of them."""

from collections.abc import Callable
from typing import Any, Final

from lsprotocol import types

from opencode_ls.lsp.server import Server


def _look_again(server: Server, _params: Any) -> None:  # noqa: ANN401  (one of three)
    server.look_again()


_ANY_FILE = types.FileOperationRegistrationOptions(
    [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]
)

METHODS: Final[dict[str, tuple[Callable[..., Any], Any]]] = {
    types.WORKSPACE_DID_CREATE_FILES: (_look_again, _ANY_FILE),
    types.WORKSPACE_DID_RENAME_FILES: (_look_again, _ANY_FILE),
    types.WORKSPACE_DID_DELETE_FILES: (_look_again, _ANY_FILE),
}
"""Each method with its handler and its options."""
