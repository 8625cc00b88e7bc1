"""Substitutes `{env:…}` and `{file:…}` in the raw text, as opencode 1.18 does before it parses.

Facts (opencode 1.18.33, run): variables first, everywhere, also in comments and keys; an unset or
empty variable becomes ""; its value is not escaped.  Files next: trimmed and escaped for a JSON
string, a missing one is an error, and only a line that starts with `//` is left alone.
"""

import json
import os.path
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from opencode_ls.analysis.world import World
from opencode_ls.pattern import pattern
from opencode_ls.text import Span

ENV = pattern(r"\{env:([^}]+)\}")
FILE = pattern(r"\{file:([^}]+)\}")

_OPENINGS = ("{env:", "{file:")
LONGEST = max(map(len, _OPENINGS))
"""Characters with which a placeholder begins at most."""

JS_BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What JavaScript's `trim` removes (ECMA-262, WhiteSpace and LineTerminator)."""

LIMIT = 4 * 1024 * 1024
"""Characters that each kind of placeholder puts into a text at most; the rest stays as written."""

_NOWHERE = Span(0, 0)
_COMMENT_LINE = pattern(f"[{JS_BLANKS}]*//")


class Placeholder(NamedTuple):
    """One placeholder: where it is written, what it names, and whether that is there.

    `path` is the absolute path of a file; `unescaped` says that a variable's value contains a
    character that JSON would want escaped.  The value itself is not kept.
    """

    kind: Literal["env", "file"]
    name: str
    span: Span
    status: Literal["set", "unset", "missing", "unreadable", "unknown"]
    path: str = ""
    unescaped: bool = False

    def written_path(self, text: str) -> Span | None:
        """Where the path of a file is written in the text, None where a variable takes part in it.

        Only a path that is written out may be shown or told.
        """
        match = FILE.fullmatch(self.span.of(text))
        if self.kind != "file" or match is None or match[1] != self.name:
            return None
        return Span(self.span.start + match.start(1), self.span.start + match.end(1))


_Found = tuple[Placeholder, str | None]
"""A placeholder and what opencode puts in its place, None where it stays as it is written."""


class _Piece(NamedTuple):
    """A run of the new text: copied from the old one, or put in place of `old`."""

    new: Span
    old: Span
    copied: bool


class SpanMap:
    """Leads from offsets in a substituted text back to the text it was made from."""

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: tuple[_Piece, ...]) -> None:
        self._pieces = pieces
        self._starts = [piece.new.start for piece in pieces]

    def back(self, span: Span) -> Span:
        """The span of the old text that a span of the new one stands for."""
        if not self._pieces:
            return span
        piece = self._piece_at(span.start)
        start = piece.old.start + (span.start - piece.new.start if piece.copied else 0)
        if span.end <= span.start:
            return Span(start, start)
        piece = self._piece_at(span.end - 1)
        end = piece.old.start + span.end - piece.new.start if piece.copied else piece.old.end
        return Span(start, end)

    def substituted(self, span: Span) -> bool:
        """Whether any part of the span was put in place of a placeholder, even by nothing."""
        first = max(0, bisect_left(self._starts, span.start) - 1)
        for at in range(first, len(self._pieces)):
            piece = self._pieces[at]
            if piece.new.start > span.end:
                return False
            if not piece.copied and _meets(piece.new, span):
                return True
        return False

    def _piece_at(self, offset: int) -> _Piece:
        return self._pieces[max(0, bisect_right(self._starts, offset) - 1)]


def _meets(value: Span, span: Span) -> bool:
    if value.start == value.end:
        return span.start <= value.start <= span.end
    return value.start < span.end and span.start < value.end


class Substitution(NamedTuple):
    """The text that opencode parses, the placeholders in it, and the way back."""

    text: str
    placeholders: tuple[Placeholder, ...]
    maps: tuple[SpanMap, ...]

    def back(self, span: Span) -> Span:
        """The span as written."""
        for span_map in self.maps:
            span = span_map.back(span)
        return span

    def substituted(self, span: Span) -> bool:
        """Whether a placeholder's value takes part in the span."""
        for span_map in self.maps:
            if span_map.substituted(span):
                return True
            span = span_map.back(span)
        return False


def has_openings(text: str) -> bool:
    """Whether a placeholder begins somewhere."""
    return any(opening in text for opening in _OPENINGS)


def as_written(text: str) -> Substitution:
    """What a text without a placeholder becomes."""
    return Substitution(text, (), ())


def substitute(text: str, folder: str, world: World) -> Substitution:
    """Substitute both kinds; `folder` is what a relative `{file:}` path starts from."""
    if not has_openings(text):
        return as_written(text)
    between, variables, env_map = _substitute_env(text, world)
    result, files, file_map = _substitute_file(between, folder, world)
    written = tuple(file._replace(span=env_map.back(file.span)) for file in files)
    found = tuple(sorted(variables + written, key=lambda placeholder: placeholder.span))
    return Substitution(result, found, (file_map, env_map))


def file_path(name: str, folder: str, world: World) -> str:
    """The absolute path that `{file:name}` names."""
    if name.startswith("~/"):
        return os.path.normpath(os.path.join(world.home, name[2:]))
    return os.path.normpath(os.path.join(folder, name))


def _substitute_env(text: str, world: World) -> tuple[str, tuple[Placeholder, ...], SpanMap]:
    found: list[_Found] = []
    for match in _matches(ENV, text):
        value = world.env(match[1]) or ""
        unescaped = re.search(r'["\\\x00-\x1f]', value) is not None
        status: Literal["set", "unset"] = "set" if value else "unset"
        span = Span(*match.span())
        found.append((Placeholder("env", match[1], span, status, unescaped=unescaped), value))
    return _replace(text, _within_limit(found))


def _substitute_file(
    text: str, folder: str, world: World
) -> tuple[str, tuple[Placeholder, ...], SpanMap]:
    # A file is read once: it may change meanwhile, and one text may name it often.
    read = cache(lambda name: _read(name, folder, world))
    found: list[_Found] = []
    for match in _outside_comment_lines(text):
        placeholder, value = read(match[1])
        found.append((placeholder._replace(span=Span(*match.span())), value))
    return _replace(text, _within_limit(found))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Search up to the last `}` only: without one, each opening would be followed to the end."""
    return pattern.finditer(text, 0, text.rfind("}") + 1)


def _outside_comment_lines(text: str) -> Iterator[re.Match[str]]:
    """The files that opencode reads: those named on a line that does not start with `//`."""
    before, comment = 0, None
    for match in _matches(FILE, text):
        newline = text.rfind("\n", before, match.start())
        if newline >= 0 or comment is None:
            comment = _COMMENT_LINE.match(text, newline + 1) is not None
        before = match.start()
        if not comment:
            yield match


def _read(name: str, folder: str, world: World) -> _Found:
    """The placeholder, its span left open."""
    path = file_path(name, folder, world)
    read = world.read(path)
    match read.status:
        case "ok":
            escaped = json.dumps(read.text.strip(JS_BLANKS), ensure_ascii=False)[1:-1]
            return Placeholder("file", name, _NOWHERE, "set", path), escaped
        case "missing":
            return Placeholder("file", name, _NOWHERE, "missing", path), None
        case "directory" | "unreadable":
            return Placeholder("file", name, _NOWHERE, "unreadable", path), None
        case _:
            return Placeholder("file", name, _NOWHERE, "unknown", path), None


def _replace(text: str, found: list[_Found]) -> tuple[str, tuple[Placeholder, ...], SpanMap]:
    if not found:
        return text, (), SpanMap(())
    parts: list[str] = []
    pieces: list[_Piece] = []
    old = new = 0
    for placeholder, value in found:
        span = placeholder.span
        put = span.of(text) if value is None else value
        copied = span.start - old
        parts += (text[old : span.start], put)
        pieces.append(_Piece(Span(new, new + copied), Span(old, span.start), copied=True))
        new += copied
        pieces.append(_Piece(Span(new, new + len(put)), span, copied=False))
        new += len(put)
        old = span.end
    rest = len(text) - old
    pieces.append(_Piece(Span(new, new + rest), Span(old, len(text)), copied=True))
    placeholders = tuple(placeholder for placeholder, _ in found)
    return "".join([*parts, text[old:]]), placeholders, SpanMap(tuple(pieces))


def _within_limit(found: Iterable[_Found]) -> list[_Found]:
    room = LIMIT
    kept: list[_Found] = []
    for placeholder, value in found:
        room -= len(value or "")
        fits = (placeholder, value)
        kept.append(fits if room >= 0 else (placeholder._replace(status="unknown"), None))
    return kept
