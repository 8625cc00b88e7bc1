"""Decides whether what a command printed is a key.

Hard failures are what opencode, or HTTP, could not send; rubbish is what no service takes; a
warning is for what is odd and could still be right.  The key is looked at inside its type, so that
it stands in no variable of ours.
"""

import re
import time
from collections.abc import Iterator

from opencode_ls.resolver.failure import Failure, failure
from opencode_ls.resolver.formats import BARE, Format
from opencode_ls.resolver.jwt import expiry
from opencode_ls.resolver.key import Key
from opencode_ls.resolver.output import Output

JS_BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What JavaScript's `trim` takes away (ECMA-262, WhiteSpace and LineTerminator)."""

SOON = 60.0
"""Seconds of life left under which a token is warned of."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINES = re.compile(r"\r\n|\r|\n")

_RUBBISH = (
    ("html", re.compile(r"(?is)<(?:!doctype\b|html\b|head\b|body\b|\?xml\b).*")),
    ("json", re.compile(r"(?s)\{.*\}|\[.*\]")),
    ("usage", re.compile(r"(?is)usage(?: of [^\n]*)?:.*")),
    (
        "prompt",
        re.compile(
            r"""(?:\[sudo\]\ )?(?:please\ )?
            (?:enter|type|password|passphrase|user\ ?name|pin|otp|(?:master|one-time)\ password)\b
            [^\n:]{0,120}[:?]\s*""",
            re.IGNORECASE | re.VERBOSE,
        ),
    ),
)
"""What whole texts look like that are no keys, whatever their number of lines."""

_RUBBISH_LINES = (
    (
        "null-literal",
        re.compile(r"None|[Nn]ull|NULL|undefined|nil|\((?:null|nil)\)|<(?:nil|null|no value)>"),
    ),
    ("quoted", re.compile(r"([\"'`]).*\1|“.*”")),
)

_WARNINGS = (
    (
        "it looks like a placeholder, not like a key",
        re.compile(
            r"""(?=.{0,200}$)(?:
              (?:[\w-]*[-_])?your[-_\ ]?[\w\ -]*(?:key|token|secret)\b.*
            | (?:sk-)?x{3,}[x-]* | (?:sk-)?\.{3} | \*+ | <.*>
            | (?:change|replace)[-_\ ]?me.* | .*placeholder.*
            | api[-_]?key | todo | secret | password | token | example | dummy
            )""",
            re.IGNORECASE | re.VERBOSE,
        ),
    ),
    ("there is a blank inside it, which keys do not have", re.compile(r".*\s.*")),
    (
        "it looks like `name=value`, where a key alone is expected",
        re.compile(r"[A-Za-z_][A-Za-z0-9_-]*=[^=].*"),
    ),
    (
        "it holds characters beyond ASCII, which an HTTP header cannot carry",
        re.compile(r".*[^\x00-\x7f].*"),
    ),
)


def judge(output: Output, name: str, seconds: float, form: Format = BARE) -> Key | Failure:
    """The key that was printed, or why there is none; `name` is the program, in backticks."""
    text = _decoded(output)
    if text is None:
        return failure("not-utf8", name, what=_encoding(output))
    read = form.read(text, name)
    if isinstance(read, Failure):
        return read
    key = Key(read.reveal().strip(JS_BLANKS))
    found = _shape(key, name) or _content(key, name)
    warnings = (*read.warnings, *_warnings(key))
    return found or Key(key.reveal(), seconds=seconds, warnings=warnings)


def _decoded(output: Output) -> Key | None:
    """All that was printed: whoever prints more than a key may print it in there."""
    if _encoding(output):
        return None
    try:
        return Key(output.content().decode())
    except UnicodeDecodeError:
        return None


def _encoding(output: Output) -> str:
    """What a message adds about the encoding: UTF-16 is what PowerShell writes into files."""
    marked = output.content().startswith(_UTF16_MARKS)
    halves = (output.content()[::2], output.content()[1::2])
    return " but UTF-16" if marked or any(half and not any(half) for half in halves) else ""


def _shape(key: Key, name: str) -> Failure | None:
    """What is no key whatever stands in it."""
    if not key.reveal():
        return failure("empty", name)
    for kind, pattern in _RUBBISH:
        if pattern.fullmatch(key.reveal()):
            return failure(kind, name)
    lines = len(_LINES.split(key.reveal()))
    if lines > 1:
        return failure("several-lines", name, what=str(lines))
    if re.search(r"\x1b|\x9b", key.reveal()):
        return failure("terminal-escape", name)
    if re.search(r"[\x00-\x1f\x7f-\x9f]", key.reveal()):
        return failure("control-characters", name)
    return None


def _content(key: Key, name: str) -> Failure | None:
    """What has the shape of a key, and is still none."""
    for kind, pattern in _RUBBISH_LINES:
        if pattern.fullmatch(key.reveal()):
            return failure(kind, name)
    expires = expiry(key)
    return failure("expired", name) if expires is not None and expires <= time.time() else None


def _warnings(key: Key) -> Iterator[str]:
    for warning, pattern in _WARNINGS:
        if pattern.fullmatch(key.reveal()):
            yield warning
    expires = expiry(key)
    if expires is not None and expires - time.time() < SOON:
        yield "it is a token with less than a minute left"
