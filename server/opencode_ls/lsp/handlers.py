"""What the server answers to: each method takes a snapshot, asks a feature, converts its answer."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any

from attrs import evolve
from lsprotocol import types

from opencode_ls.features.completion import complete
from opencode_ls.features.hover import hover
from opencode_ls.jsonc.cursor import node_at
from opencode_ls.lsp import (
    actions,
    effective,
    file_operations,
    hints,
    keys,
    links,
    navigation,
    outline,
    structure,
)
from opencode_ls.lsp.add_models import add_models
from opencode_ls.lsp.client import read_client
from opencode_ls.lsp.commands import run_api_key_command, try_key_of_provider
from opencode_ls.lsp.convert import ADD, INSTALL, RUN, TRY, Converter, documentation
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.edits import Changes, change_of
from opencode_ls.lsp.install_plugin import install_plugin
from opencode_ls.lsp.message import Json
from opencode_ls.lsp.parent import watch_parent
from opencode_ls.lsp.pulling import offer_diagnostics
from opencode_ls.lsp.run_all import RUN_ALL, run_all
from opencode_ls.lsp.server import Server, folders_of, paths_of
from opencode_ls.lsp.settings import SECTION
from opencode_ls.lsp.tokens import offer_tokens
from opencode_ls.lsp.trust import DID_CHANGE_TRUST, says_trusted

TRIGGERS = ('"', ":", "/", "{")
"""What asks for completions when typed: a key or a value begins, a model's name goes on, `{env:`.

Not `[` and `,`: after them people press Enter, which would accept the first item.
"""


AREAS = (actions, file_operations, hints, keys, links, navigation, outline, structure)
"""The modules that answer to methods of their own; each has its table `METHODS`."""

_COMMANDS = {
    RUN: run_api_key_command,
    TRY: try_key_of_provider,
    ADD: add_models,
    RUN_ALL: run_all,
    INSTALL: install_plugin,
}
"""What an editor can have us do, each on a worker."""


def register(server: Server) -> None:
    """Let the server answer to all that is below."""
    for methods in (_METHODS, *(area.METHODS for area in AREAS)):
        for method, (handler, options) in methods.items():
            server.feature(method, options)(handler)
    for name, command in _COMMANDS.items():
        server.command(name)(command)
        server.thread()(command)
    for name, command in effective.COMMANDS.items():
        server.command(name)(command)
    server.protocol.on_changes = partial(_changed, server)


# The session.


def _initialize(server: Server, params: types.InitializeParams) -> None:
    client = read_client(server.protocol.introduction)
    server.meet(client, params.initialization_options, folders_of(params))
    offer_diagnostics(server)
    offer_tokens(server)
    watch_parent(params.process_id)


def _initialized(server: Server, _params: types.InitializedParams) -> None:
    server.watch()
    if server.client.registers_configuration:
        method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
        options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        params = types.RegistrationParams([types.Registration(method, method, options)])
        server.protocol.send_request(types.CLIENT_REGISTER_CAPABILITY, params)
    server.ask_for_configuration()


def _did_change_configuration(server: Server, params: types.DidChangeConfigurationParams) -> None:
    if server.client.configuration:
        server.ask_for_configuration()
    elif isinstance(params.settings, dict):
        server.configure(params.settings.get(SECTION))


def _did_change_watched_files(server: Server, _params: types.DidChangeWatchedFilesParams) -> None:
    server.look_again()


def _did_change_folders(server: Server, _params: types.DidChangeWorkspaceFoldersParams) -> None:
    folders = server.workspace.folders.values()
    server.work_in(paths_of(folder.uri for folder in folders))


def _did_change_trust(server: Server, params: Json) -> None:
    server.trust(trusted=says_trusted(params))


# Documents.


def _did_open(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    server.documents.open(params.text_document)
    server.diagnostics.opened(params.text_document.uri, monotonic())
    server.watch()


def _did_change(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    name = params.text_document
    changes = tuple(map(change_of, params.content_changes))
    _changed(server, Changes(name.uri, name.version, changes))


def _changed(server: Server, changes: Changes) -> None:
    server.documents.change(*changes)
    server.diagnostics.edited(changes.uri, monotonic())


def _did_save(server: Server, _params: types.DidSaveTextDocumentParams) -> None:
    server.look_again()


def _did_close(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.documents.close(params.text_document.uri)
    server.tokens.pop(params.text_document.uri, None)
    server.reports.forget(params.text_document.uri)
    server.diagnostics.closed(params.text_document.uri, monotonic())
    server.watch()


# What an editor asks about a document.


def _completion(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    converter = Converter(server.client, snapshot)
    offset = converter.offset(params.position)
    items = () if _opens_object(snapshot, params, offset) else complete(snapshot.analysis, offset)
    return converter.completions(items, server.offer(items))


def _opens_object(snapshot: Snapshot, params: types.CompletionParams, offset: int) -> bool:
    """Whether a brace was typed that begins no placeholder: then nobody waits for a list."""
    if params.context is None or params.context.trigger_character != "{":
        return False
    tree = snapshot.analysis.written
    return not node_at(tree, offset).replace.of(tree.text).startswith('"')


def _resolve(server: Server, item: types.CompletionItem) -> types.CompletionItem:
    found = server.offered(item.data)
    return (
        item if found is None else evolve(item, documentation=documentation(server.client, found))
    )


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    converter = Converter(server.client, snapshot)
    found = hover(snapshot.analysis, converter.offset(params.position))
    return None if found is None else converter.hover(found)


_METHODS: dict[str, tuple[Callable[..., Any], Any]] = {
    types.INITIALIZE: (_initialize, None),
    types.INITIALIZED: (_initialized, None),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: (_did_change_configuration, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_did_change_watched_files, None),
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: (_did_change_folders, None),
    DID_CHANGE_TRUST: (_did_change_trust, None),
    types.TEXT_DOCUMENT_DID_OPEN: (_did_open, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (_did_change, None),
    types.TEXT_DOCUMENT_DID_SAVE: (_did_save, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (_did_close, None),
    types.TEXT_DOCUMENT_COMPLETION: (
        _completion,
        types.CompletionOptions(trigger_characters=TRIGGERS, resolve_provider=True),
    ),
    types.COMPLETION_ITEM_RESOLVE: (_resolve, None),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
}
