"""Reads one scalar token: its kind, its value, and what is wrong with it."""

import re
from typing import NamedTuple

from opencode_ls.jsonc.lexer import Token, is_closed
from opencode_ls.jsonc.nodes import Kind, Problem, Scalar
from opencode_ls.pattern import pattern
from opencode_ls.text import Span

_NUMBER = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_CUT_NUMBER = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.|(?:\.[0-9]+)?[eE][+-]?)")
_ESCAPE = pattern(r"\\(?:u([0-9a-fA-F]{4})|(.)?)", re.DOTALL)
_CONTROL = pattern(r"[\x00-\x1f]")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
_WORDS: dict[str, tuple[Kind, Scalar]] = {
    "true": ("boolean", True),
    "false": ("boolean", False),
    "null": ("null", None),
}
_EXACT = 2**53


class Reading(NamedTuple):
    """What a token means; `value` is the best guess where there are problems."""

    kind: Kind
    value: Scalar
    problems: tuple[Problem, ...]
    closed: bool = True


def read(text: str, token: Token) -> Reading:
    """Read a string, word or placeholder token."""
    match token.kind:
        case "string":
            return _string(text, token)
        case "quoted":
            return _quoted(text, token)
        case "placeholder":
            return Reading("placeholder", None, ())
        case _:
            return _word(text, token)


def _string(text: str, token: Token) -> Reading:
    raw = text[token.start : token.end]
    if not is_closed(raw):
        problem = Problem(
            Span(token.start, token.end), "UnexpectedEndOfString", "the closing quote is missing"
        )
        return Reading("string", _decode(raw[1:], token.start + 1)[0], (problem,), closed=False)
    content = raw[1:-1]
    if "\\" not in content and not _CONTROL.search(content):
        return Reading("string", content, ())
    value, problems = _decode(content, token.start + 1)
    return Reading("string", value, problems)


def _quoted(text: str, token: Token) -> Reading:
    raw = text[token.start : token.end]
    closed = is_closed(raw)
    problem = Problem(
        Span(token.start, token.end),
        "InvalidSymbol",
        "a string takes double quotes, not single ones",
    )
    return Reading("string", raw[1:-1] if closed else raw[1:], (problem,), closed=closed)


def _decode(content: str, start: int) -> tuple[str, tuple[Problem, ...]]:
    problems = [
        Problem(
            Span(start + match.start(), start + match.end()),
            "InvalidCharacter",
            "a control character stands in the string: write it as an escape",
        )
        for match in _CONTROL.finditer(content)
    ]

    def replace(match: re.Match[str]) -> str:
        if match[1] is not None:
            return chr(int(match[1], 16))
        if match[2] in _ESCAPES:
            return _ESCAPES[match[2]]
        unicode = match[2] == "u"
        problems.append(
            Problem(
                Span(start + match.start(), start + match.end()),
                "InvalidUnicode" if unicode else "InvalidEscapeCharacter",
                "`\\u` takes four hexadecimal digits" if unicode else "no such escape in JSON",
            )
        )
        return match[2] or ""

    return _join_surrogates(_ESCAPE.sub(replace, content)), tuple(sorted(problems))


def _join_surrogates(value: str) -> str:
    """Two escapes may make one character; a lone half stays what it is."""
    if not re.search("[\ud800-\udbff][\udc00-\udfff]", value):
        return value
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _word(text: str, token: Token) -> Reading:
    raw = text[token.start : token.end]
    if raw in _WORDS:
        return Reading(*_WORDS[raw], ())
    if _NUMBER.fullmatch(raw):
        return Reading("number", _number(raw), ())
    span = Span(token.start, token.end)
    if _CUT_NUMBER.fullmatch(raw):
        problem = Problem(span, "UnexpectedEndOfNumber", "the number breaks off")
        return Reading("number", None, (problem,))
    return Reading("missing", None, (Problem(span, "InvalidSymbol", _invalid(raw)),))


def _invalid(raw: str) -> str:
    if raw.lower() in {"true", "false", "null", "none"}:
        return "`true`, `false` and `null` are written in lower case"
    if raw[0].isdigit() or raw[0] in "+-.":
        return "this is not a number in JSON"
    return "a value that is text takes double quotes"


def _number(raw: str) -> int | float:
    """Like JavaScript: a double, shown as a whole number where it is one."""
    value = float(raw)
    return int(value) if value.is_integer() and abs(value) <= _EXACT else value
