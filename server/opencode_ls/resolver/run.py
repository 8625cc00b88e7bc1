"""Runs a command once and hands out the key that it printed, or says why there is none."""

import os
import signal
import sys

from opencode_ls.resolver import not_started
from opencode_ls.resolver.command import Cancel, KeyCommand
from opencode_ls.resolver.detail import detail
from opencode_ls.resolver.failure import Failure, failure
from opencode_ls.resolver.formats import BARE, Format
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.lookup import Found, look_up
from opencode_ls.resolver.meaning import explain
from opencode_ls.resolver.redact import masked_words
from opencode_ls.resolver.start import Ended, Start
from opencode_ls.resolver.verdict import judge

if sys.platform == "win32":
    from opencode_ls.resolver.job import refused, run
else:
    from opencode_ls.resolver.watched import run


def resolve(
    command: KeyCommand,
    *,
    program: str | None = None,
    cancel: Cancel | None = None,
    terminal: bool = False,
    form: Format = BARE,
) -> Key | Failure:
    """Run the command once; blocks for at most its time-out and a few seconds, in any thread.

    `program` is the path that was shown to whoever gave consent: exactly that file is started.
    `terminal` leaves the program on our terminal, where a person sits who can unlock something.
    `form` says what it reads on stdin, and where the key stands in what it prints.
    Consent is not asked here: see `consent.decide`.
    """
    if wrong := not_started.wrong_argv(command):
        return wrong
    if cancel is not None and cancel.cancelled:
        return failure("cancelled", command.shown)
    program = program or command.argv[0]
    start = _start(command, program, form, terminal=terminal)
    if start is None:
        return failure("no-folder", command.shown)
    if isinstance(start, Found):
        return not_started.in_the_way(start, command, program)
    if sys.platform == "win32" and (wrong := refused(start, command.shown)):
        return wrong
    try:
        ended = run(start, cancel)
    except OSError as error:
        return not_started.refused(error, start, command)
    except ValueError:
        return not_started.no_text(command)
    return _outcome(ended, start, command, form)


def _start(
    command: KeyCommand, program: str, form: Format, *, terminal: bool
) -> Start | Found | None:
    """What to start, or what stands in its way; None if our own working directory is gone."""
    env = dict(os.environ if command.env is None else command.env)
    try:
        folder = os.path.abspath(command.cwd or os.curdir)
    except FileNotFoundError:
        return None
    found = look_up(program, folder, env)
    if found.status != "found" or found.path is None:
        return found
    if not terminal:
        # A pinentry of gpg-agent would draw on the terminal that an editor runs in, and stay there.
        env.pop("GPG_TTY", None)
    env["GIT_TERMINAL_PROMPT"] = "0"
    return Start(
        command.argv,
        path=found.path,
        folder=folder,
        env=env,
        timeout=command.timeout,
        terminal=terminal,
        given=form.given,
    )


def _outcome(ended: Ended, start: Start, command: KeyCommand, form: Format) -> Key | Failure:
    found = _judged(ended, command, form)
    if isinstance(found, Key):
        return found
    # What tools print where a bare key is expected says nothing about other forms.
    ran_well = form is not BARE and ended.status == 0
    meant = found if ran_well else explain(found, command.argv, ended)
    return meant._replace(
        seconds=ended.seconds,
        status=ended.status if ended.reason == "exited" else None,
        detail=detail(ended, start.env, masked_words(command.argv)),
    )


def _judged(ended: Ended, command: KeyCommand, form: Format) -> Key | Failure:
    match ended.reason, ended.status:
        case "exited", 0:
            return judge(ended.out, command.shown, ended.seconds, form)
        case "exited", None:
            return failure("no-status", command.shown)
        case "exited", int() as status if status < 0:
            return failure("signal", command.shown, what=_signal(-status))
        case "exited", status:
            return failure("exit", command.shown, what=str(status))
        case "timeout", _:
            return failure("timeout", command.shown, what=f"{command.timeout:g}")
        case reason, _:
            return failure(reason, command.shown)


def _signal(number: int) -> str:
    try:
        return f"{number} ({signal.Signals(number).name})"
    except ValueError:
        return str(number)
