"""Says what the tool meant by its failure, after the table in `hints.py`; pure."""

import re
from collections.abc import Iterator

from opencode_ls.resolver.failure import Failure
from opencode_ls.resolver.hints import ANY, TOOLS
from opencode_ls.resolver.hints.row import KINDS, Hint
from opencode_ls.resolver.start import Ended

_EXTENSION = re.compile(r"\.(?:exe|cmd|bat|com|ps1)$")
_WORDS = re.compile(r"[\s;|&()<>\"'`$]+")


def explain(failure: Failure, argv: tuple[str, ...], ended: Ended) -> Failure:
    """The failure with what the tool meant, where the table knows; without the tool's own text."""
    for hint in _hints(argv):
        if _fits(hint, failure, ended):
            return _meant(failure, hint)
    return failure


def _text(ended: Ended) -> str:
    """What the tool said, Docker's helpers on stdout; kept in no variable: it may be a secret."""
    failed = ended.reason == "exited" and ended.status != 0
    silent = not ended.err.content().strip()
    source = ended.out if silent and failed else ended.err
    return source.content().decode("utf-8", "replace").strip()


def _hints(argv: tuple[str, ...]) -> Iterator[Hint]:
    """The rows of the tools that the argv names, also within a shell's script."""
    for word in argv:
        for part in _WORDS.split(word):
            name = _EXTENSION.sub("", re.split(r"[/\\]", part)[-1].lower())
            yield from TOOLS.get(re.sub(r"^(docker-credential)-.*", r"\1", name), ())
    yield from ANY


def _fits(hint: Hint, failure: Failure, ended: Ended) -> bool:
    return (
        hint.on == failure.kind
        and hint.status in {None, ended.status}
        and re.search(hint.pattern, _text(ended), re.IGNORECASE) is not None
    )


def _meant(failure: Failure, hint: Hint) -> Failure:
    if not hint.kind:
        return failure._replace(hint=hint.hint)
    message = f"{failure.message}: {KINDS[hint.kind]}"
    return failure._replace(kind=hint.kind, message=message, hint=hint.hint)
