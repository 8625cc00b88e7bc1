"""Makes what a command wrote to stderr fit for the terminal of a person who asks for it."""

import re
from collections.abc import Iterable, Mapping

from opencode_ls.resolver.output import Output
from opencode_ls.resolver.redact import HIDDEN, redact
from opencode_ls.resolver.start import Ended
from opencode_ls.resolver.visible import visible

_COMMANDS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])")
"""A terminal's commands (ECMA-48): colours, titles."""

_SECRET_NAME = re.compile(
    r"key|token|secret|passw|passphrase|credential|session|auth|private", re.IGNORECASE
)
_SHORTEST = 8
"""Characters of a variable's value, or of a printed line, that count as a secret."""

_LONG_WORD = re.compile(r"[^\s\"':=,;]{16,}")


def detail(ended: Ended, env: Mapping[str, str], words: Iterable[str]) -> str:
    """The lines of stderr without what looks like a secret; `words` are those that it was given.

    Where stderr is silent about a failed program, stdout may tell why; as a part of the key may
    stand there too, no long word of it is shown.
    """
    secrets = (*_secrets(env), *words)
    if lines := _lines(ended.err):
        return redact(lines, (*secrets, *_printed(ended.out)))
    if ended.reason != "exited" or not ended.status:
        return ""
    return _LONG_WORD.sub(_hidden, redact(_lines(ended.out), secrets))


def _hidden(match: re.Match[str]) -> str:
    return HIDDEN if any(map(str.isdigit, match[0])) else match[0]


def _lines(output: Output) -> str:
    text = _COMMANDS.sub("", output.content()[: 8 * 1024].decode("utf-8", "replace"))
    lines = (visible(line.replace("\t", "    ")) for line in re.split(r"[\r\n]+", text.strip()))
    return "\n".join(line for line in lines if line.strip())


def _printed(output: Output) -> list[str]:
    lines = output.content().decode("utf-8", "replace").split()
    return [line for line in lines if len(line) >= _SHORTEST]


def _secrets(env: Mapping[str, str]) -> tuple[str, ...]:
    """The values of the variables whose names speak of a secret."""
    return tuple(
        value
        for name, value in env.items()
        if len(value) >= _SHORTEST and _SECRET_NAME.search(name)
    )
