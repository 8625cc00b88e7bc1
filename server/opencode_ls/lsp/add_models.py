"""The command that asks a provider for its models and writes those that are new into the file."""

from concurrent.futures import CancelledError, Future
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from opencode_ls.command_run import Look, Outcome, Way
from opencode_ls.door.message import Json
from opencode_ls.features.new_models import NewModels, new_models
from opencode_ls.lsp.commands import Target, Work, attempted, not_run, target_of
from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.documents import Document
from opencode_ls.lsp.server import Server
from opencode_ls.try_key import Trial, list_models

PATIENCE = 60.0
"""Seconds after which an editor that does not say whether it applied an edit has not."""


def add_models(server: Server, *arguments: Json) -> dict[str, Any]:
    """The command `opencode-ls.addModels`, on a worker; the result of a try, with `added`.

    The edit is for the text as it was when the command came: another one stays as it is.
    """
    target = target_of(server, arguments)
    document = server.documents[target.uri]
    names: list[str] = []

    def ask(provider: str, look: Look, way: Way) -> Trial:
        trial, found = list_models(provider, look, way)
        names.extend(found)
        return trial

    if not server.client.applies_edits:
        reason, hint = "this editor takes no edits from a server", "Add the models by hand"
        trial = Trial(not_run(target, reason, hint))
    else:
        trial = attempted(server, target, Work("Asking {} for its models", ("--try",), ask))
    waited_for = server.protocol.answers.waits(server.protocol.msg_id)
    if not trial.outcome.ok or not waited_for or document is None:
        return _told(server, trial.outcome, trial.to_json(), shown=waited_for)
    outcome, count = _Adding(server, target, document).add(trial.run, tuple(names))
    result = {**trial.to_json(), **outcome.to_json(), "added": count}
    return _told(server, outcome, result, shown=True)


def _told(server: Server, outcome: Outcome, result: Any, *, shown: bool) -> dict[str, Any]:  # noqa: ANN401  (JSON)
    if shown:
        kind = types.MessageType.Info if outcome.ok else types.MessageType.Warning
        server.window_show_message(types.ShowMessageParams(kind, outcome.sentence))
    told: dict[str, Any] = result
    return told


class _Adding:
    """One edit of one version of a document; `_put` belongs to the main thread."""

    def __init__(self, server: Server, target: Target, document: Document) -> None:
        self._server = server
        self._target = target
        self._document = document
        self._found: NewModels | None = None
        self._applied: Future[Json] | None = None
        self._changed = False

    def add(self, run: Outcome, names: tuple[str, ...]) -> tuple[Outcome, int]:
        """Add them; how it went, and how many there are now that were not there."""
        self._server.call(lambda: self._put(names))
        if self._changed:
            message = "the text changed meanwhile: no model was added"
            return _failed(run, "changed", message, "Run it again"), 0
        if self._found is None:
            message = "there is no place for models in this entry: none was added"
            return _failed(run, "no-place", message, "Make `models` an object"), 0
        if self._applied is None:
            return run._replace(message="no model is new"), 0
        if not _is_applied(self._applied):
            message = "the editor did not apply the edit: no model was added"
            return _failed(run, "not-applied", message, "Run it again"), 0
        count = self._found.added
        message = f"{count} model{'' if count == 1 else 's'} added"
        return run._replace(message=message), count

    def _put(self, names: tuple[str, ...]) -> None:
        server = self._server
        snapshot = server.documents.snapshot(self._target.uri)
        if snapshot is None or snapshot.document is not self._document:
            self._changed = True
            return
        self._found = new_models(snapshot.analysis, self._target.provider, names)
        if self._found is not None and self._found.edits:
            edit = Converter(server.client, snapshot).workspace_edit(self._found.edits)
            params = types.ApplyWorkspaceEditParams(edit, "Add models")
            self._applied = server.protocol.send_request(types.WORKSPACE_APPLY_EDIT, params)


def _failed(run: Outcome, kind: str, message: str, hint: str) -> Outcome:
    return run._replace(ok=False, kind=kind, message=message, hint=hint)


def _is_applied(answer: "Future[Json]") -> bool:
    try:
        result = answer.result(PATIENCE)
    except (CancelledError, JsonRpcException, TimeoutError):
        return False
    return isinstance(result, dict) and result.get("applied") is True
