"""Cuts a JSONC text into tokens: one pass of one linear regular expression; never raises.

What counts as blank, comment, number or word is what Microsoft's jsonc-parser says, because that is
the parser inside opencode.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from opencode_ls.jsonc.nodes import Comment
from opencode_ls.pattern import pattern
from opencode_ls.text import Span

TokenKind = Literal["{", "}", "[", "]", ":", ",", "string", "quoted", "word", "placeholder", "end"]

_COMMON = r"""
  (?P<blank>[ \t\r\n]+)
| (?P<comment>//[^\n\r]*|/\*(?s:.)*?(?:\*/|\Z))
%s
| (?P<mark>[{}\[\]:,])
| (?P<string>"(?:[^"\\\n\r]++|\\[^\n\r])*+(?:"|\\?))
| (?P<quoted>'[^'\n\r]*'?)
| (?P<word>[^ \t\r\n{}\[\]:",/]+|/)
"""
_PLAIN = pattern(_COMMON % "", re.VERBOSE)
_TEMPLATE = pattern(_COMMON % r"| (?P<placeholder>\{(?:env|file):[^}]+\})", re.VERBOSE)


class Token(NamedTuple):
    """One token: a mark is its own kind; `quoted` is a string in single quotes."""

    kind: TokenKind
    start: int
    end: int


Cut = tuple[list[Token], list[Comment]]
"""What a text is cut into, blanks left out; after the last token comes an "end" token."""

Matches = Callable[[str, int], Iterator[re.Match[str]]]
"""Matches a text from an offset on, at which a token or a blank starts."""

_CHUNK = 64
"""Matches that are cut at once where it is not known how many are needed."""


def tokens(text: str, matches: Matches) -> Cut:
    """The tokens of a text and its comments."""
    found, comments = _cut(text, matches(text, 1 if text.startswith("\ufeff") else 0))
    found.append(Token("end", len(text), len(text)))
    return found, comments


def chunks(text: str, start: int, matches: Matches) -> Iterator[Cut]:
    """The same from an offset on, bit by bit."""
    left = matches(text, start)
    while bit := list(islice(left, _CHUNK)):
        yield _cut(text, iter(bit))
    yield [Token("end", len(text), len(text))], []


def plain(text: str, start: int) -> Iterator[re.Match[str]]:
    """The matches in a text as opencode parses it."""
    return _PLAIN.finditer(text, start)


def template(text: str, start: int) -> Iterator[re.Match[str]]:
    """The same, a `{env:…}` or `{file:…}` outside strings and comments being one.

    Placeholders are looked for up to the last `}` only: without one, each would search to the end.
    """
    at, last = start, text.rfind("}")
    for match in _TEMPLATE.finditer(text, at):
        if match.start() > last:
            break
        yield match
        at = match.end()
    yield from _PLAIN.finditer(text, at)


def _cut(text: str, matches: Iterator[re.Match[str]]) -> Cut:
    found: list[Token] = []
    comments: list[Comment] = []
    for match in matches:
        kind = match.lastgroup
        start, end = match.span()
        if kind == "comment":
            comments.append(Comment(Span(start, end), text[start + 1] == "*"))
        elif kind == "mark":
            found.append(Token(text[start], start, end))  # type: ignore[arg-type]
        elif kind == "string" and not is_closed(text[start:end]):
            found.append(Token("string", start, _unclosed_end(text, start, end)))
            if found[-1].end < end and text[found[-1].end : end].strip() == ",":
                comma = text.index(",", found[-1].end)
                found.append(Token(",", comma, comma + 1))
        elif kind != "blank":
            found.append(Token(kind, start, end))  # type: ignore[arg-type]
    return found, comments


def is_closed(string: str) -> bool:
    """Whether a string token has its closing quote (a backslash may have taken it)."""
    if len(string) < 2 or string[-1] != string[0]:  # noqa: PLR2004  (two quotes)
        return False
    backslashes = len(string) - 1 - len(string[:-1].rstrip("\\"))
    return string[0] == "'" or backslashes % 2 == 0


def _unclosed_end(text: str, start: int, end: int) -> int:
    """An unclosed string ends with its line; a comma there is the one that follows the value."""
    content = text[start:end].rstrip(" \t")
    if content.endswith(","):
        content = content[:-1].rstrip(" \t")
    return start + max(len(content), 1)
