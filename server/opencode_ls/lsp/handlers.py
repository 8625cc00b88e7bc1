"""The session: what an editor tells us of itself, of its settings and of its documents."""

from functools import partial
from time import monotonic
from typing import Final

from lsprotocol import types
from pygls.feature_manager import assign_thread_attr

from opencode_ls.door.introduction import Introduction
from opencode_ls.door.message import Json
from opencode_ls.door.parent import watch_parent
from opencode_ls.lsp import areas
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.edits import Changes, change_of
from opencode_ls.lsp.server import Server
from opencode_ls.lsp.settings import SECTION
from opencode_ls.lsp.trust import DID_CHANGE_TRUST, says_trusted
from opencode_ls.resolver.leaving import leave


def register(server: Server) -> None:
    """Let the server answer to all that is below, and to what has a module of its own."""
    _answer_to(server, METHODS | areas.methods_for_all())
    commands = server.protocol.fm.commands
    for name, place in areas.ON_WORKERS.items():
        commands[name] = partial(areas.command(place), server)
        assign_thread_attr(commands[name])  # type: ignore[no-untyped-call]  # it has no types
    for name, place in areas.AT_ONCE.items():
        commands[name] = partial(areas.command(place), server)
    server.protocol.on_introduced = partial(_introduced, server)
    server.protocol.on_changes = partial(_changed, server)


def _answer_to(server: Server, methods: Methods) -> None:
    """As pygls' decorators do, which look at the types of each handler's params besides: 5 ms."""
    for method, handler in methods.items():
        server.protocol.fm.features[method] = partial(handler, server)


# The session.


def _introduced(server: Server, editor: Introduction) -> None:
    server.meet(editor)
    _answer_to(server, areas.methods_for(editor.client))
    watch_parent(editor.process, leave)


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


def _did_change_folders(server: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    added, removed = params.event.added, params.event.removed
    server.change_folders((each.uri for each in added), (each.uri for each in removed))


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


METHODS: Final[Methods] = {
    types.INITIALIZED: _initialized,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _did_change_configuration,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _did_change_watched_files,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _did_change_folders,
    DID_CHANGE_TRUST: _did_change_trust,
    types.TEXT_DOCUMENT_DID_OPEN: _did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: _did_change,
    types.TEXT_DOCUMENT_DID_SAVE: _did_save,
    types.TEXT_DOCUMENT_DID_CLOSE: _did_close,
}
