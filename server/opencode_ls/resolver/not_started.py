"""Why a command was not started: what is wrong with its argv, what stands in its way."""

import errno
import os

from opencode_ls.resolver.command import KeyCommand
from opencode_ls.resolver.failure import Failure, failure
from opencode_ls.resolver.lookup import Found, interpreter, is_path, look_up
from opencode_ls.resolver.start import Start
from opencode_ls.resolver.visible import named

_TEXT = "Take NUL characters and lone surrogates out of it."
_LIST = "Write the program, then each argument, each as a text of its own."
_KINDS = {
    errno.E2BIG: "argument-too-long",
    errno.ENAMETOOLONG: "argument-too-long",
    errno.ENOEXEC: "exec-format",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
}


def wrong_argv(command: KeyCommand) -> Failure | None:
    """What is wrong with the argv whatever the machine."""
    if not command.argv or not command.argv[0].strip():
        return failure("bad-argv", "the command", what="it names no program", how=_LIST)
    if any("\0" in word for word in command.argv):
        what = "an argument holds a NUL character"
        return failure("bad-argv", command.shown, what=what, how=_TEXT)
    return None


def no_text(command: KeyCommand) -> Failure:
    """An argument or a variable that the system's own encoding cannot hold."""
    what = "an argument or a variable holds what is no text"
    return failure("bad-argv", command.shown, what=what, how=_TEXT)


def in_the_way(found: Found, command: KeyCommand, program: str) -> Failure:
    """What a look-up found in place of a program."""
    if found.status == "missing" and is_path(program):
        what = f": there is no file{_path(found.searched[0], command)}" if found.searched else ""
        where = f"is not there{what if command.name is None else ''}"
        how = "Correct the path, or install the program."
        return failure("not-found", command.shown, where=where, how=how)
    if found.status == "missing":
        folders = ", ".join(map(named, found.searched)) or "no folder: PATH names none"
        how = (
            f"Install it, or write its full path. It was looked for in {folders}; "
            "what is started from a dock or a menu often has a shorter PATH than a terminal."
        )
        return failure("not-found", command.shown, where="is in no folder of PATH", how=how)
    line = interpreter(found.path or "") or ""
    what = " (it ends with a carriage return: save it with line ends of Unix)"
    return failure(
        found.status,
        command.shown,
        path=_path(found.path, command),
        what=what if line.endswith("\r") else "",
    )


def refused(error: OSError, start: Start, command: KeyCommand) -> Failure:
    """What the system's refusal means: it says the same of a folder and of a missing right."""
    if not os.path.isdir(start.folder) or not os.access(start.folder, os.X_OK):
        return failure("no-folder", command.shown)
    found = look_up(start.path, start.folder, start.env)
    if found.status != "found":
        return in_the_way(found, command, start.path)
    kind = _KINDS.get(error.errno or 0, "cannot-start")
    what = os.strerror(error.errno or 0)
    return failure(kind, command.shown, path=_path(start.path, command), what=what)


def _path(path: str | None, command: KeyCommand) -> str:
    """What a message adds of a path: nothing where the program's name is not to be shown."""
    return f": {named(path)}" if path and command.name is None else ""
