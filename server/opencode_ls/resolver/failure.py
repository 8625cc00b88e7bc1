"""Every way in which a command fails to give a key, as a value: what happened, and what to do next.

No text here ever holds what the command printed; its stderr is bounded, redacted, and kept apart.
"""

from typing import NamedTuple


class Failure(NamedTuple):
    """Why there is no key.

    `kind` is a key of `TEXTS` or a meaning of `hints.py`; `message` says what happened, to what,
    and begins with the program in backticks; `hint` is what to do next, in whole sentences.
    `seconds` is how long the command ran, `status` its exit status if it ended by itself.
    `detail` is redacted, bounded stderr: for the terminal of a person who asked and for nothing
    else, so it is not in `repr` either.
    """

    kind: str
    message: str
    hint: str
    seconds: float = 0.0
    status: int | None = None
    detail: str = ""

    def __repr__(self) -> str:
        return f"Failure(kind={self.kind!r}, message={self.message!r}, hint={self.hint!r})"


IN_TERMINAL = "Run the command in a terminal to see what it says."

_BARE = "The command must print the bare key: add the option of the tool that does so"

TEXTS = {
    # It could not start.
    "bad-argv": ("{name} was not started: {what}", "{how}"),
    "not-found": ("{name} {where}", "{how}"),
    "directory": ("{name} is a folder{path}", "Name the program inside it."),
    "not-executable": (
        "{name} may not be executed{path}",
        "Make it executable with `chmod +x`, or name the program that is meant.",
    ),
    "bad-interpreter": (
        "{name} cannot start: the first line of the script names a program that is not there{path}",
        "Correct the first line of the script, or install what it names{what}.",
    ),
    "exec-format": (
        "{name} is not a program that this machine can start{path}",
        (
            "If it is a script, let its first line name what reads it, such as `#!/bin/sh`; "
            "else install the build for this machine."
        ),
    ),
    "argument-too-long": (
        "{name} was not started: its arguments, or one of them, are too long for this system",
        "Put the long text into a file, and give the program the name of the file.",
    ),
    "permission": (
        "{name} may not be started by this user{path}",
        (
            "Look at the rights of the file and of its folders, "
            "and whether its file system is mounted `noexec`."
        ),
    ),
    "no-folder": (
        "{name} was not started: its working directory is not there or may not be entered",
        "Make the folder, or correct the path.",
    ),
    "cannot-start": ("{name} was not started: {what}", "Try again when the system is less busy."),
    "not-allowed": ("{name} did not run: {what}", "{how}"),
    "changed": (
        "{name} did not run: the file changed after the question",
        "Look at the command again, and run it again.",
    ),
    # It ran, and did not end well.
    "timeout": (
        "{name} gave no key in {what} s and was stopped",
        (
            "If it waits for an answer or for a device, sign in or unlock in a terminal first; "
            "if it is only slow, allow it more time."
        ),
    ),
    "cancelled": ("{name} was cancelled", "Run it again when you need the key."),
    "signal": ("{name} was ended by signal {what}", IN_TERMINAL),
    "exit": ("{name} ended with status {what}", IN_TERMINAL),
    "no-status": (
        "{name} ended, and the system did not say how",
        "Start this program without ignoring SIGCHLD, then try again.",
    ),
    "rejected": (
        "{name} was not run again: moments ago it printed a key that is of no use",
        "Try again in a few seconds; if it stays so, sign in again with the tool.",
    ),
    # It ended well, and printed no key.
    "empty": ("{name} ended well, and printed nothing", IN_TERMINAL),
    "too-large": (
        "{name} printed more than 64 KiB and was stopped",
        "The command must print nothing but the key: run it in a terminal to see what it prints.",
    ),
    "not-utf8": (
        "{name} printed what is not UTF-8{what}",
        "Have the command print text in UTF-8; in PowerShell set `[Console]::OutputEncoding`.",
    ),
    "several-lines": (
        "{name} printed {what} lines, and a key is one line",
        'Print the line with the key alone: `["sh", "-c", "… | head -n1"]` keeps the first.',
    ),
    "control-characters": (
        "{name} printed control characters, which no key has",
        f"{_BARE}, without colours, tabs or a bell.",
    ),
    "terminal-escape": (
        "{name} printed colours or other commands for a terminal, not a bare key",
        f"{_BARE}, and turn its colours off.",
    ),
    "null-literal": (
        "{name} printed a word for “nothing” instead of a key",
        "The name or the query finds nothing: correct its spelling.",
    ),
    "json": (
        "{name} printed JSON instead of a bare key",
        f"{_BARE}, such as `--output text`, `--raw` or `-r`, or name the field.",
    ),
    "html": (
        "{name} printed a web page instead of a key",
        "The address answers with a page, often to sign in: run the command in a terminal.",
    ),
    "quoted": (
        "{name} printed the key in quotes, which would be sent with it",
        f"{_BARE}, such as `--output text`, `--raw` or `-r`.",
    ),
    "usage": (
        "{name} printed how to use it instead of a key",
        "A word of the command is wrong or missing: compare it with the help that it prints.",
    ),
    "prompt": (
        "{name} asked for something instead of printing a key",
        "Nobody can answer while it runs: sign in or unlock in a terminal first.",
    ),
    "expired": (
        "{name} printed a token that has expired",
        "Sign in again with the tool, so that it gets a new token.",
    ),
}
"""For each kind its message and its hint; `name` is the program, in backticks."""


def failure(kind: str, name: str, **facts: str) -> Failure:
    """The failure of that kind, its gaps filled with the facts: `what`, `how`, `where`, `path`."""
    message, hint = TEXTS[kind]
    filled = {"name": name, "what": "", "how": "", "where": "", "path": "", **facts}
    return Failure(kind, message.format_map(filled), hint.format_map(filled))
