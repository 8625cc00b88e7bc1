"""Runs a client's command as it was when the client was made, and nothing else."""

from opencode_ls.command_run import Look, Way, request_for, run_request
from opencode_ls.resolver.command import KeyCommand
from opencode_ls.resolver.consent import Request, decide, may_remember
from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.visible import named

_WRITE_DOWN = (
    "Run `opencode-ls key` for it in a terminal there and answer “always”, "
    "or pass `allow_project_commands=True`."
)
_CANNOT = (
    "It runs a file of the project, which cannot be allowed for good: "
    "pass `allow_project_commands=True` if you trust the project."
)


class AllowedCommand:
    """A command that may run.

    The key goes where the client was made to send it.  So before each run the files are read anew:
    if the command, what it runs or its destination is another by then, nothing runs.
    """

    __slots__ = ("_look", "_request", "_way")

    def __init__(self, request: Request, look: Look, way: Way) -> None:
        self._request = request
        self._look = look
        self._way = way

    @property
    def shown(self) -> KeyCommand:
        """The command as it stands in the file: values of placeholders are in no `repr`."""
        return KeyCommand(
            self._request.written, cwd=self._request.folder, timeout=self._way.timeout
        )

    def run(self, _shown: KeyCommand) -> Key | Failure:
        """Run it if it may still run, else say why not."""
        now = request_for(self._request.provider, self._look)
        if isinstance(now, Failure):
            return now
        if now != self._request:
            return _changed(self._request)
        return refused(now, self._way) or run_request(now, self._way)


def refused(request: Request, way: Way) -> Failure | None:
    """Why a command may not run without a person to ask, and how to allow it; None if it may."""
    failure = decide(request, None, consented=way.consented, store=way.store)
    if failure is None:
        return None
    reason = f"{named(request.written[0])} did not run: a project's file has a part in it"
    hint = _WRITE_DOWN if may_remember(request) else _CANNOT
    return failure._replace(message=f"{reason}, and nobody allowed it", hint=hint)


def _changed(request: Request) -> Failure:
    return Failure(
        "changed",
        f"{named(request.written[0])} did not run: "
        "its configuration is not what it was when the client was made",
        "Make the client again: that reads the files anew.",
    )
