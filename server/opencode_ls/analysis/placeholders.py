"""Substitutes `{env:…}` and `{file:…}` in the raw text, as opencode 1.18 does before it parses.

Facts (opencode 1.18.33, run): variables first, everywhere, also in comments and keys; an unset or
empty variable becomes ""; its value is not escaped.  Files next: trimmed and escaped for a JSON
string, a missing one is an error, and only a line that starts with `//` is left alone.
"""

import json
import os.path
import re
from bisect import bisect_left, bisect_right
from typing import Literal, NamedTuple

from opencode_ls.analysis.world import World
from opencode_ls.text import Span

ENV = re.compile(r"\{env:([^}]+)\}")
FILE = re.compile(r"\{file:([^}]+)\}")

JS_BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What JavaScript's `trim` removes (ECMA-262, WhiteSpace and LineTerminator)."""


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
        for piece in self._pieces[first:]:
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


def substitute(text: str, folder: str, world: World) -> Substitution:
    """Substitute both kinds; `folder` is what a relative `{file:}` path starts from."""
    if "{env:" not in text and "{file:" not in text:
        return Substitution(text, (), ())
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
    found: list[Placeholder] = []
    values: list[str] = []
    for match in ENV.finditer(text):
        value = world.env(match[1]) or ""
        span = Span(*match.span())
        unescaped = re.search(r'["\\\x00-\x1f]', value) is not None
        found.append(
            Placeholder("env", match[1], span, "set" if value else "unset", unescaped=unescaped)
        )
        values.append(value)
    result, span_map = _replace(text, [placeholder.span for placeholder in found], values)
    return result, tuple(found), span_map


def _substitute_file(
    text: str, folder: str, world: World
) -> tuple[str, tuple[Placeholder, ...], SpanMap]:
    found: list[Placeholder] = []
    values: list[str] = []
    for match in FILE.finditer(text):
        if _in_line_comment(text, match.start()):
            continue
        placeholder, value = _read(match[1], Span(*match.span()), folder, world)
        found.append(placeholder)
        values.append(match[0] if value is None else value)
    result, span_map = _replace(text, [placeholder.span for placeholder in found], values)
    return result, tuple(found), span_map


def _in_line_comment(text: str, offset: int) -> bool:
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return line.lstrip(JS_BLANKS).startswith("//")


def _read(name: str, span: Span, folder: str, world: World) -> tuple[Placeholder, str | None]:
    path = file_path(name, folder, world)
    read = world.read(path)
    match read.status:
        case "ok":
            escaped = json.dumps(read.text.strip(JS_BLANKS), ensure_ascii=False)[1:-1]
            return Placeholder("file", name, span, "set", path), escaped
        case "missing":
            return Placeholder("file", name, span, "missing", path), None
        case "directory" | "unreadable":
            return Placeholder("file", name, span, "unreadable", path), None
        case _:
            return Placeholder("file", name, span, "unknown", path), None


def _replace(text: str, spans: list[Span], values: list[str]) -> tuple[str, SpanMap]:
    if not spans:
        return text, SpanMap(())
    parts: list[str] = []
    pieces: list[_Piece] = []
    old = new = 0
    for span, value in zip(spans, values, strict=True):
        copied = span.start - old
        parts += (text[old : span.start], value)
        pieces.append(_Piece(Span(new, new + copied), Span(old, span.start), copied=True))
        new += copied
        pieces.append(_Piece(Span(new, new + len(value)), span, copied=False))
        new += len(value)
        old = span.end
    rest = len(text) - old
    pieces.append(_Piece(Span(new, new + rest), Span(old, len(text)), copied=True))
    return "".join([*parts, text[old:]]), SpanMap(tuple(pieces))
