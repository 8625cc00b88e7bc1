"""Runs a provider's `apiKeyCommand` as its file has it: asks, looks again, and only then runs.

A run needs what an analysis knows (whose file, which argv as written, where the key would go) and
what the resolver does (consent, run, verdict).  The language server, `check --run`, `key` and `sdk`
join the two here and nowhere else, so none of them can forget a check.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from opencode_ls.analysis.build import Analysis, Run
from opencode_ls.analysis.key_source import CommandSite, command_site
from opencode_ls.analysis.world import Lookup, World
from opencode_ls.resolver.command import TIMEOUT, Cancel, KeyCommand
from opencode_ls.resolver.consent import Ask, Destination, Request, content_of, decide
from opencode_ls.resolver.failure import Failure, failure
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.lookup import Found
from opencode_ls.resolver.not_started import in_the_way
from opencode_ls.resolver.run import resolve
from opencode_ls.resolver.store import Store
from opencode_ls.resolver.visible import named

_NOT_TRIED = frozenset(
    {"not-allowed", "changed", "cancelled", "missing-command", "no-address", "unsafe-address"}
)

Look = Callable[[], Analysis | None]
"""The analysis of the file as it is at this moment, None if the file is gone."""

Again = Callable[[], Request | Failure]
"""Builds the request anew from the file as it is at this moment."""


class Way(NamedTuple):
    """How a command may be run.

    `ask` puts the question to the person, None where there is nobody; `consented` says that the
    person named this file or said yes beforehand; `timeout` counts seconds; with `terminal` the
    command may use ours, for a PIN for example; `begin` is told of the request and the timeout
    right before the command starts.
    """

    ask: Ask | None = None
    consented: bool = False
    store: Store | None = None
    cancel: Cancel | None = None
    timeout: float = 60.0
    terminal: bool = False
    begin: Callable[[Request, float], None] | None = None


class Outcome(NamedTuple):
    """How one run went: never the key, at most its length in characters.

    `kind` is "" for a key, else the failure's; `argv` is the command as written, () if nothing was
    found that could run.
    """

    provider: str
    ok: bool
    kind: str
    message: str
    hint: str
    seconds: float
    argv: tuple[str, ...] = ()
    length: int | None = None
    warnings: tuple[str, ...] = ()
    detail: str = ""

    def to_json(self) -> dict[str, Any]:
        """The result object that editors and programs get, without what there is not."""
        result = {
            "ok": self.ok,
            "provider": self.provider,
            "kind": self.kind,
            "message": self.sentence,
            "seconds": round(self.seconds, 3),
            "length": self.length,
            "warnings": list(self.warnings),
        }
        return {name: value for name, value in result.items() if value not in ("", None, [])}

    @property
    def sentence(self) -> str:
        """What happened, and what to do next."""
        return f"{self.message}. {self.hint}" if self.hint else self.message

    @property
    def tried(self) -> bool:
        """Whether this says anything about the command: not if it was never allowed to start."""
        return self.kind not in _NOT_TRIED

    @property
    def run(self) -> Run:
        """The same for an analysis, which tells of it in hovers and findings."""
        return Run(
            self.provider, self.argv, self.ok, self.kind, self.sentence, self.seconds, self.length
        )


def run_command(provider: str, look: Look, way: Way) -> tuple[Outcome, Key | None]:
    """Run the provider's command in the file that `look` shows.

    `look` is called again after the answer: if anything that was shown is different by then,
    nothing runs.
    """
    again = partial(request_for, provider, look)
    request = again()
    if isinstance(request, Failure):
        return failed(provider, request), None
    return run_asked(request, again, way)


def run_asked(request: Request, again: Again, way: Way) -> tuple[Outcome, Key | None]:
    """Run what the request says if it may run and is the same after the answer."""
    refused = decide(request, way.ask, consented=way.consented, store=way.store)
    if refused is None and again() != request:
        refused = failure("changed", named(request.written[0]))
    result = refused or run_request(request, way)
    if isinstance(result, Failure):
        return failed(request.provider, result, request.written), None
    return _succeeded(request.provider, result, request.written), result


def request_for(provider: str, look: Look) -> Request | Failure:
    """All that a consent to the command covers, or why there is nothing that could run."""
    analysis = look()
    site = None if analysis is None else command_site(analysis, provider)
    if analysis is None or site is None:
        message = f"{named(provider)} has no `apiKeyCommand` that could run in this file"
        return Failure("missing-command", message, "The findings of the file say what is wrong.")
    found = analysis.world.which(site.argv[0], site.folder)
    if found.status == "unknown" or found.path is None or found.status != "found":
        return _not_found(found, site)
    return _request_of(site, found.path, analysis.world)


def run_request(request: Request, way: Way) -> Key | Failure:
    """Run exactly what the request says; whether it may run has been decided by then."""
    command = _command(request.written, request.argv, cwd=request.folder, timeout=way.timeout)
    if way.begin is not None:
        way.begin(request, way.timeout)
    return resolve(command, program=request.program, cancel=way.cancel, terminal=way.terminal)


def _not_found(found: Lookup, site: CommandSite) -> Failure:
    command = _command(site.written, site.argv)
    if found.status == "unknown":
        return failure("not-allowed", command.shown, what="it lies where nothing may be looked at")
    return in_the_way(Found(found.status, found.path, found.searched), command, site.argv[0])


def _request_of(site: CommandSite, program: str, world: World) -> Request:
    return Request(
        provider=site.provider,
        written=site.written,
        argv=site.argv,
        program=program,
        real_program=world.real_path(program),
        folder=site.folder,
        file=world.real_path(site.file),
        own=site.own,
        touched_by=tuple(path for path in site.touched_by if path != site.file),
        destination=Destination(*site.destination),
        destination_written=Destination(*site.destination_written),
        files=content_of(site.argv, program, site.folder, site.workspace),
        workspace=site.workspace,
    )


def _command(
    written: tuple[str, ...],
    argv: tuple[str, ...],
    *,
    cwd: str | None = None,
    timeout: float = TIMEOUT,
) -> KeyCommand:
    """The command; where a placeholder names the program, messages say it as it is written."""
    name = written[0] if written[0] != argv[0] else None
    return KeyCommand(argv, cwd=cwd, timeout=timeout, name=name)


def failed(provider: str, why: Failure, argv: tuple[str, ...] = ()) -> Outcome:
    """The outcome for a failure; `argv` is the command as written if one was found."""
    return Outcome(
        provider,
        ok=False,
        kind=why.kind,
        message=why.message,
        hint=why.hint,
        seconds=why.seconds,
        argv=argv,
        detail=why.detail,
    )


def _succeeded(provider: str, key: Key, argv: tuple[str, ...]) -> Outcome:
    return Outcome(
        provider,
        ok=True,
        kind="",
        message=f"{len(key)} characters in {key.seconds:.2f} s",
        hint="",
        seconds=key.seconds,
        argv=argv,
        length=len(key),
        warnings=key.warnings,
    )
