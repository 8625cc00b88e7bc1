"""What we tell an editor that we can do: the answer to `initialize`, whoever gives it.

It is written out here, not gathered from what is registered, so that nothing of that need be
loaded; tests hold the two together.
"""

import json
from typing import Any

from opencode_ls import VERSION
from opencode_ls.door.client import Client
from opencode_ls.door.commands import COMMANDS

TRIGGERS = ('"', ":", "/", "{")
"""What asks for completions when typed: a key or a value begins, a model's name goes on, `{env:`.

Not `[` and `,`: after them people press Enter, which would accept the first item.
"""

ACTIONS = {
    "quickfix": "quickfix",
    "refactor.rewrite": "refactor.rewrite",
    "source": "source",
    "fix-all": "source.fixAll.opencode-ls",
}
"""What an editor calls each kind of action of `features`."""

TOKEN_KINDS = ("macro", "function", "namespace", "enumMember", "class", "variable", "property")
"""What a number of `features.semantic_tokens` stands for."""

TOKEN_MODIFIERS = ("declaration", "deprecated")
"""What its bits stand for."""

INCREMENTAL = 2
"""We are told of changes, not of whole texts (LSP's TextDocumentSyncKind)."""

_ANY_FILE = {"filters": [{"pattern": {"glob": "**/*"}, "scheme": "file"}]}


def initialize_result(client: Client) -> str:
    """The result of `initialize` for this client, JSON."""
    result = {
        "capabilities": _always() | _asked_for(client),
        "serverInfo": {"name": "opencode-ls", "version": VERSION},
    }
    return json.dumps(result, separators=(",", ":"))


def _always() -> dict[str, Any]:
    return {
        "textDocumentSync": {"openClose": True, "change": INCREMENTAL, "save": True},
        "completionProvider": {"triggerCharacters": [*TRIGGERS], "resolveProvider": True},
        "hoverProvider": True,
        "definitionProvider": True,
        "referencesProvider": True,
        "documentHighlightProvider": True,
        "documentSymbolProvider": True,
        "codeActionProvider": {"codeActionKinds": [*ACTIONS.values()], "resolveProvider": True},
        "codeLensProvider": {"resolveProvider": False},
        "documentLinkProvider": {"resolveProvider": False},
        "workspaceSymbolProvider": {"resolveProvider": False},
        "documentFormattingProvider": True,
        "documentRangeFormattingProvider": True,
        "foldingRangeProvider": True,
        "selectionRangeProvider": True,
        "executeCommandProvider": {"commands": [*COMMANDS]},
        "inlayHintProvider": {"resolveProvider": False},
    }


def _asked_for(client: Client) -> dict[str, Any]:
    """What depends on the client; LSP wants some of it told only to who can use it."""
    found: dict[str, Any] = {
        "positionEncoding": client.encoding,
        "renameProvider": {"prepareProvider": True} if client.prepares_renames else True,
        "workspace": {
            "workspaceFolders": {"supported": True, "changeNotifications": True},
            "fileOperations": dict.fromkeys(client.tells_of_files, _ANY_FILE),
        },
    }
    if client.pulls:
        found["diagnosticProvider"] = {
            "identifier": "opencode",
            "interFileDependencies": True,
            "workspaceDiagnostics": True,
        }
    if (tokens := _tokens(client)) is not None:
        found["semanticTokensProvider"] = tokens
    return found


def _tokens(client: Client) -> dict[str, Any] | None:
    ways: dict[str, Any] = {}
    if "delta" in client.tokens:
        ways["full"] = {"delta": True}
    elif "full" in client.tokens:
        ways["full"] = True
    if "range" in client.tokens:
        ways["range"] = True
    legend = {"tokenTypes": [*TOKEN_KINDS], "tokenModifiers": [*TOKEN_MODIFIERS]}
    return {"legend": legend, **ways} if ways else None
