"""The command that runs every `apiKeyCommand` of a file, one after the other, each asked about."""

from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from opencode_ls.analysis.key_source import command_sites
from opencode_ls.command_run import Outcome
from opencode_ls.door.message import Json
from opencode_ls.lsp.commands import RUNNING, Target, analysis_named, attempted, message_of, refused
from opencode_ls.lsp.server import Server


def run_all(server: Server, *arguments: Json) -> list[dict[str, Any]]:
    """The command, on a worker; the result objects of the runs, in the order of the file.

    Whoever cancels it ends the run that goes on, and no other begins.
    """
    uri, analysis = analysis_named(server, arguments)
    providers = dict.fromkeys(site.provider for site in command_sites(analysis))
    outcomes = [*_outcomes(server, [Target(uri, provider) for provider in providers])]
    if _is_awaited(server):
        server.window_show_message(_message(server, uri, outcomes))
    return [outcome.to_json() for outcome in outcomes]


def _outcomes(server: Server, targets: list[Target]) -> Iterator[Outcome]:
    for target in targets:
        if (reason := refused(server, target, RUNNING)) is not None:
            # What forbids one forbids them all: it is said once.
            yield reason
            return
        yield attempted(server, target, RUNNING).outcome
        if not _is_awaited(server):
            return


def _is_awaited(server: Server) -> bool:
    return server.protocol.answers.waits(server.protocol.msg_id)


def _message(server: Server, uri: str, outcomes: list[Outcome]) -> types.ShowMessageParams:
    if not outcomes:
        nothing = "no `apiKeyCommand` of this file could run"
        return types.ShowMessageParams(types.MessageType.Info, nothing)
    if len(outcomes) == 1:
        return message_of(outcomes[0], server.documents.analysis(uri))
    failed = [outcome.sentence for outcome in outcomes if not outcome.ok]
    good = f"{len(outcomes) - len(failed)} of {len(outcomes)} commands printed a key"
    kind = types.MessageType.Warning if failed else types.MessageType.Info
    return types.ShowMessageParams(kind, ". ".join((good, *failed)))
