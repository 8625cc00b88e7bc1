"""Whether the user trusts the workspace, as the editor says; without a word it is not trusted.

Trust is no setting: a setting could stand in the workspace itself.
"""

from opencode_ls.door.client import Client
from opencode_ls.door.message import Json

DID_CHANGE_TRUST = "opencode-ls/didChangeTrust"
"""The notification `{"trusted": bool}` by which an editor says that trust was given or taken."""


def says_trusted(value: Json) -> bool:
    """Whether `initializationOptions`, or the notification's params, say so: only true is true."""
    return isinstance(value, dict) and value.get("trusted") is True


def how_to_trust(client: Client) -> str:
    """What the user does in this editor, a sentence."""
    if client.is_vscode:
        return "Run `Workspaces: Manage Workspace Trust`, trust this workspace, then try again"
    return (
        "If you trust its files, let your editor send `initializationOptions.trusted = true`, "
        "then restart the server"
    )
