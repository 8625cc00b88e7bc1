"""Code actions: what can be done at a place; the edit comes later where a client can ask for it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final, cast

from attrs import evolve
from lsprotocol import types

from opencode_ls.analysis.finding import Finding
from opencode_ls.door.capabilities import ACTIONS
from opencode_ls.door.client import Client
from opencode_ls.door.uris import uri_of
from opencode_ls.features.actions import Action, actions, fix_all
from opencode_ls.features.new_file import new_files
from opencode_ls.features.refactorings import refactorings
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.offered_command import offered_command
from opencode_ls.lsp.reports import diagnostic
from opencode_ls.lsp.server import Server
from opencode_ls.text import Span

FIX_ALL = ACTIONS["fix-all"]
"""The kind of the action that applies every safe fix; clients ask for it, some when they save."""

_Only = Sequence[types.CodeActionKind | str] | None


def _actions(
    server: Server, params: types.CodeActionParams
) -> list[types.CodeAction | types.Command]:
    uri, only = params.text_document.uri, params.context.only
    snapshot = server.documents.snapshot(uri)
    if snapshot is None:
        return []
    span = Converter(server.client, snapshot).span(params.range)
    fixing_all = _wants(only, FIX_ALL) and not _is_for_a_light_bulb(params.context)
    found = (
        _converted(server.client, snapshot, action, [uri, snapshot.document.version, *span, index])
        for index, action in enumerate(_found(server, snapshot, span, fixing_all=fixing_all))
        if _wants(only, ACTIONS[action.kind])
    )
    return [action for action in found if action is not None]


def _found(
    server: Server, snapshot: Snapshot, span: Span, *, fixing_all: bool = True
) -> Iterator[Action]:
    place = snapshot.analysis, snapshot.findings, span
    yield from actions(*place)
    yield from new_files(*place, server.folders)
    yield from refactorings(snapshot.analysis, span)
    # Looked for only where it is wanted: it takes as long as looking at the text twice.
    if fixing_all and snapshot.safe_fixes is not None:
        yield fix_all(snapshot.safe_fixes)


def _is_for_a_light_bulb(context: types.CodeActionContext) -> bool:
    """Whether the editor asks by itself, as at each move of the cursor, and for no kind."""
    automatic = context.trigger_kind == types.CodeActionTriggerKind.Automatic
    return automatic and context.only is None


def _wants(only: _Only, kind: str) -> bool:
    """Whether a client that asks for these kinds `only` wants an action of a kind."""
    if only is None:
        return True
    asked = (each.value if isinstance(each, types.CodeActionKind) else each for each in only)
    return any(f"{kind}.".startswith(f"{each}." if each else "") for each in asked)


def _converted(
    client: Client, snapshot: Snapshot, action: Action, name: list[str | int]
) -> types.CodeAction | types.Command | None:
    """An action; None for one that the client cannot take: it may know nothing but commands.

    Where the client asks for the edit later, it does so by the `name` of the action.
    A run has no kind: VS Code hides it from its light bulb if it says that it is a `source` action.
    It is no bare command where that can be helped: Neovim asks for the edit of one, and before its
    version 0.10 does nothing without an answer.
    """
    converter, uri = Converter(client, snapshot), snapshot.document.uri
    wanted = action.command
    command = None if wanted is None else offered_command(uri, action.title, wanted)
    if command is not None and (action.finding is None or not client.action_literals):
        bare = client.is_vscode or not client.action_literals
        return command if bare else types.CodeAction(action.title, command=command)
    if not client.action_literals or (action.file and not client.creates_files):
        return None
    if action.hindrance:
        return _disabled(action) if client.disables_actions else None
    return types.CodeAction(
        title=action.title,
        kind=ACTIONS[action.kind],
        diagnostics=_told(client, snapshot, action.finding),
        is_preferred=action.preferred or None,
        edit=None if client.actions_late or command else _edit(converter, action),
        command=command,
        data=name if client.actions_late and not command else None,
    )


def _told(
    client: Client, snapshot: Snapshot, finding: Finding | None
) -> list[types.Diagnostic] | None:
    """What an action mends: plain JSON, which is what the typed object would be written as."""
    return None if finding is None else [cast("Any", diagnostic(client, snapshot, finding))]


def _disabled(action: Action) -> types.CodeAction:
    """An action that is shown in grey, with the reason why it cannot be done."""
    why = types.CodeActionDisabled(action.hindrance)
    return types.CodeAction(action.title, ACTIONS[action.kind], disabled=why)


def _edit(converter: Converter, action: Action) -> types.WorkspaceEdit:
    """What an action does: its edits, or the file that it creates."""
    if not action.file:
        return converter.workspace_edit(action.edits)
    new = types.CreateFile(
        uri_of(action.file), options=types.CreateFileOptions(ignore_if_exists=True)
    )
    return types.WorkspaceEdit(document_changes=[new])


def _resolve(server: Server, action: types.CodeAction) -> types.CodeAction:
    """The action with its edit; without one if it was offered for another version of the text."""
    match action.data:
        case [str() as uri, int() as version, int() as start, int() as end, int() as index]:
            snapshot = server.documents.snapshot(uri)
            if snapshot is None or snapshot.document.version != version:
                return action
            found = islice(_found(server, snapshot, Span(start, end)), max(index, 0), None)
            chosen = next(found, None)
            if chosen is None or chosen.title != action.title:
                return action
            return evolve(action, edit=_edit(Converter(server.client, snapshot), chosen))
        case _:
            return action


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_CODE_ACTION: _actions,
    types.CODE_ACTION_RESOLVE: _resolve,
}
