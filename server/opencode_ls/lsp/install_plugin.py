"""The command that installs the plugin with which opencode 1.18 runs `apiKeyCommand`; it asks."""

from concurrent.futures import CancelledError
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from opencode_ls.door.message import Json
from opencode_ls.door.uris import uri_of
from opencode_ls.features.markdown import visible
from opencode_ls.lsp.server import Server
from opencode_ls.plugin_install import Plan, install, plan

YES, NO = "Install", "Cancel"
"""The answers to the question, in this order."""

_TERMINAL = "run `opencode-ls plugin install` in a terminal"


def install_plugin(server: Server, *_arguments: Json) -> dict[str, Any]:
    """The command, on a worker: `{"ok", "message", "path"}`; nothing is written without a yes."""
    planned = plan(server.world())
    ok, message = _installed(server, planned)
    kind = types.MessageType.Info if ok else types.MessageType.Warning
    server.window_show_message(types.ShowMessageParams(kind, message))
    return {"ok": ok, "message": message, "path": planned.path}


def _installed(server: Server, planned: Plan) -> tuple[bool, str]:
    path = visible(planned.path)
    if planned.there == "same":
        return True, f"{path} is installed already"
    if planned.there == "other":
        return False, f"{path}: something else is there; move it away first"
    if not server.may_run or server.client.asks is None:
        return False, f"nothing was written: this editor cannot ask you; {_TERMINAL}"
    if not _asked(server, path):
        return False, "nothing was written: you did not allow it"
    try:
        install(planned)
    except OSError as error:
        return False, f"{path} could not be written: {(error.strerror or 'failed').lower()}"
    server.call(server.look_again)
    if server.client.shows_documents:
        # Whoever allowed it may want to see what it is.
        shown = types.ShowDocumentParams(uri_of(planned.path), take_focus=False)
        server.protocol.send_request(types.WINDOW_SHOW_DOCUMENT, shown)
    return True, f"wrote {path}: opencode runs `apiKeyCommand` when it starts next"


def _asked(server: Server, path: str) -> bool:
    text = f"Write {path}, which opencode runs when it starts?"
    actions = [types.MessageActionItem(title) for title in (YES, NO)]
    params = types.ShowMessageRequestParams(types.MessageType.Warning, text, actions)
    try:
        result = server.protocol.send_request(types.WINDOW_SHOW_MESSAGE_REQUEST, params).result()
    except (CancelledError, JsonRpcException):
        return False
    return isinstance(result, dict) and result.get("title") == YES
