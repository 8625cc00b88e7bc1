"""Runs an `apiKeyCommand` when the user asks for it: the one place of the server that can.

It asks before, as the consent of the resolver wants; shows that it works, with a way to stop it;
tells how it went; and never lets go of the key, of which only the length leaves this module.
"""

import os
import shlex
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from time import monotonic
from typing import Any, NamedTuple
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.own_plugin import plugin_file
from opencode_ls.command_run import Look, Outcome, Way, run_command
from opencode_ls.door.message import Json
from opencode_ls.door.uris import path_of
from opencode_ls.lsp.progress import Progress
from opencode_ls.lsp.server import Server
from opencode_ls.lsp.trust import how_to_trust
from opencode_ls.resolver.command import Cancel
from opencode_ls.resolver.consent import Answer, Request, may_remember, question
from opencode_ls.resolver.store import Store, default_path
from opencode_ls.resolver.visible import named, visible
from opencode_ls.try_key import Trial, try_key

ONCE, ALWAYS, CANCEL = "Run once", "Always allow this exact command", "Cancel"
"""The answers to the question, in this order."""

CONFIRM = "opencode-ls/confirm"
"""Our own request, for an editor that can show more than a message."""

_NOT_OPEN = "`uri` must name an open configuration file of opencode"
_ANSWERS: dict[Any, Answer] = {ONCE: "once", ALWAYS: "always"}


class Target(NamedTuple):
    """Which command to run: the one of this provider in this document."""

    uri: str
    provider: str


class Work(NamedTuple):
    """What is done with a command; `title` is shown meanwhile, `option` is for the terminal."""

    title: str
    option: tuple[str, ...]
    do: Callable[[str, Look, Way], Trial]


def _run(provider: str, look: Look, way: Way) -> Trial:
    return Trial(run_command(provider, look, way)[0])


def _try(provider: str, look: Look, way: Way) -> Trial:
    return try_key(provider, look, way)[0]


RUNNING = Work("apiKeyCommand of {}", (), _run)
"""A run and no more."""

_TRY = Work("Trying the key of {}", ("--try",), _try)


def run_api_key_command(server: Server, *arguments: Json) -> dict[str, Any]:
    """The command `opencode-ls.runApiKeyCommand`, on a worker; the result object of a run."""
    return _done(server, arguments, RUNNING)


def try_key_of_provider(server: Server, *arguments: Json) -> dict[str, Any]:
    """The command `opencode-ls.tryKey`, likewise; the result has what came of it as `try`."""
    return _done(server, arguments, _TRY)


def _done(server: Server, arguments: tuple[Any, ...], work: Work) -> dict[str, Any]:
    target = target_of(server, arguments)
    trial = attempted(server, target, work)
    if server.protocol.answers.waits(server.protocol.msg_id):
        server.window_show_message(message_of(trial.outcome, server.documents.analysis(target.uri)))
    return trial.to_json()


def attempted(server: Server, target: Target, work: Work) -> Trial:
    """Do it if it may be done here, and remember how the command went; on a worker."""
    reason = refused(server, target, work)
    trial = _Job(server, target, work).run() if reason is None else Trial(reason)
    if trial.run.tried:
        server.call(lambda: _remember(server, target, trial.run))
    return trial


def target_of(server: Server, arguments: tuple[Any, ...]) -> Target:
    """What the arguments of a command name; raises JsonRpcInvalidParams where they are wrong."""
    match arguments:
        case [{"uri": str() as uri, "provider": str() as provider}]:
            if path_of(uri) and server.documents.analysis(uri) is not None:
                return Target(uri, provider)
            raise JsonRpcInvalidParams(_NOT_OPEN)
        case _:
            raise JsonRpcInvalidParams("the argument must be one object {uri, provider} of strings")


def analysis_named(server: Server, arguments: tuple[Any, ...]) -> tuple[str, Analysis]:
    """The document that a command is about, its URI first; raises JsonRpcInvalidParams."""
    match arguments:
        case [{"uri": str() as uri}]:
            analysis = server.documents.analysis(uri) if path_of(uri) else None
            if analysis is None:
                raise JsonRpcInvalidParams(_NOT_OPEN)
            return uri, analysis
        case _:
            raise JsonRpcInvalidParams("the argument must be one object {uri}, a string")


def refused(server: Server, target: Target, work: Work) -> Outcome | None:
    """Why nothing runs at all here, whatever the command is."""
    if not server.may_run:
        return not_run(target, "over TCP nothing runs", "Start the server with `--stdio`")
    if server.client.asks is None:
        words = ("opencode-ls", "key", target.provider, "--config", path_of(target.uri))
        line = visible(shlex.join((*words, *work.option)))
        return not_run(target, "this editor cannot ask you", f"Run `{line}` in a terminal")
    if not server.trusted:
        return not_run(target, "this workspace is not trusted", how_to_trust(server.client))
    return None


def not_run(target: Target, reason: str, hint: str) -> Outcome:
    """The outcome where nothing was started, and why."""
    message = f"the command of {named(target.provider)} did not run: {reason}"
    return Outcome(
        target.provider, ok=False, kind="not-allowed", message=message, hint=hint, seconds=0.0
    )


def _remember(server: Server, target: Target, outcome: Outcome) -> None:
    now = monotonic()
    server.documents.remember(target.uri, outcome.run)
    server.diagnostics.changed(now)
    # Before the answer: Emacs 28 reads what comes close behind one only when more comes.
    server.diagnostics.tell(now)
    server.refresh()


def message_of(outcome: Outcome, analysis: Analysis | None) -> types.ShowMessageParams:
    """What is told of one run; `analysis` is the file's."""
    if not outcome.ok:
        return types.ShowMessageParams(types.MessageType.Warning, outcome.sentence)
    told = [f"The key of {named(outcome.provider)}: {outcome.message}", *outcome.warnings]
    told += [] if _opencode_runs_it(analysis) else ["opencode 1.18 does not run this by itself"]
    kind = types.MessageType.Warning if outcome.warnings else types.MessageType.Info
    return types.ShowMessageParams(kind, ". ".join(told))


def _opencode_runs_it(analysis: Analysis | None) -> bool:
    """Whether the plugin is installed with which opencode runs `apiKeyCommand`."""
    return (
        analysis is not None
        and plugin_file(analysis.world, analysis.folder, analysis.layers) is not None
    )


class _Job:
    """One run: it can be stopped by the request's cancellation or by its progress."""

    def __init__(self, server: Server, target: Target, work: Work) -> None:
        self._server = server
        self._target = target
        self._work = work
        self._store = Store(default_path(os.environ))
        self._cancel = Cancel()
        self._asked: tuple[str, Future[Json]] | None = None

    def run(self) -> Trial:
        """Do it."""
        protocol = self._server.protocol
        protocol.answers.when_cancelled(protocol.msg_id, self.stop)
        way = Way(
            ask=self._ask,
            store=self._store,
            cancel=self._cancel,
            timeout=self._server.settings.timeout,
        )
        with self._shown():
            return self._work.do(
                self._target.provider,
                lambda: self._server.documents.analysis(self._target.uri),
                way,
            )

    def stop(self) -> None:
        """Call it off, from any thread: the question too, if it has not been answered."""
        self._cancel.cancel()
        if self._asked is not None:
            name, answer = self._asked
            if answer.cancel():
                self._server.cancel_request(types.CancelParams(name))

    @contextmanager
    def _shown(self) -> Iterator[None]:
        if not self._server.client.progress:
            yield
            return
        title = self._work.title.format(named(self._target.provider))
        progress = Progress(self._server.protocol, title, self.stop)
        progress.start()
        try:
            yield
        finally:
            progress.end()

    def _ask(self, request: Request) -> Answer:
        """Put the question to the user; whatever is no clear yes is a no."""
        name = str(uuid4())
        actions = [ONCE, ALWAYS, CANCEL] if may_remember(request) else [ONCE, CANCEL]
        method, params = self._question(request, actions)
        answer = self._server.protocol.send_request(method, params, msg_id=name)
        self._asked = (name, answer)
        if self._cancel.cancelled:
            self.stop()
        try:
            result = answer.result()
        except (CancelledError, JsonRpcException):
            return "no"
        chosen = result.get("action", result.get("title")) if isinstance(result, dict) else None
        return _ANSWERS.get(chosen, "no") if chosen in actions else "no"

    def _question(self, request: Request, actions: list[str]) -> tuple[str, Any]:
        if self._server.client.asks == "confirm":
            return CONFIRM, _confirm_params(request, actions)
        items = [types.MessageActionItem(action) for action in actions]
        kind = types.MessageType.Warning
        params = types.ShowMessageRequestParams(kind, question(request), items)
        return types.WINDOW_SHOW_MESSAGE_REQUEST, params


def _confirm_params(request: Request, actions: list[str]) -> dict[str, Any]:
    destination = request.destination_written
    return {
        "text": question(request),
        "provider": request.provider,
        "file": request.file,
        "argv": list(request.written),
        "program": request.real_program,
        "folder": request.folder,
        **({"tries": request.tries} if request.tries else {}),
        "destination": {
            "baseURL": destination.base_url,
            "api": destination.api,
            "npm": destination.npm,
            "headers": dict(destination.headers),
            "others": dict(destination.others),
        },
        "actions": actions,
    }
