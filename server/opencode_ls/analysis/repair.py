"""Turns a value of the wrong kind into the one that was surely meant: `"true"` into `true`."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.argv import as_json, command_of, is_command_line, needs_shell
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Fix, Found
from opencode_ls.analysis.spelling import fold, nearest
from opencode_ls.jsonc import Node, Property
from opencode_ls.jsonc.edit import Edits, quote, remove_property, replace_value
from opencode_ls.pattern import pattern
from opencode_ls.schema.fit import asked_of, fits
from opencode_ls.schema.load import Schema
from opencode_ls.schema.lookup import branches, mark, resolve, values_of
from opencode_ls.text import Span, TextEdit, line_start

_NUMBER = pattern(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")


class _Guess(NamedTuple):
    """A value that may have been meant, as JSON; `sure` if nothing else can have been."""

    title: str
    json: str
    sure: bool = True


def repairs(analysis: Analysis, node: Node) -> tuple[Fix, ...]:
    """The fixes of one value: those that the schema accepts in its place."""
    written = analysis.written_node(node)
    if written is None or analysis.tainted(node):
        return ()
    asked = asked_of(node, analysis.schema)
    if _is_argv(asked) and isinstance(node.value, str):
        edits = command_list(analysis, written)
        safe = not adds_shell(analysis, node)
        return (Fix("Make it a list", edits, safe=safe),) if edits else ()
    return tuple(
        Fix(guess.title, replace_value(written, guess.json), safe=guess.sure)
        for guess in _guesses(node, written.span.of(analysis.text), asked)
        if fits(json.loads(guess.json), asked)
    )


def command_list(analysis: Analysis, command: Node) -> Edits | None:
    """Make a list of a command line; the words of an `args` beside it are appended.

    `command` is a string of the written tree; None if there is no sure list.
    """
    line, platform = str(command.value), analysis.world.platform
    siblings = command.parent.properties if command.parent else ()
    args = next((found for found in siblings if found.name == "args"), None)
    words = tuple(item.value for item in args.value.items) if args else ()
    if args and (args.value.kind != "array" or not all(isinstance(word, str) for word in words)):
        return None
    whole = args is not None and not is_command_line(line)
    argv = (line,) if whole else command_of(line, platform)
    if not argv or not argv[0].strip():
        return None
    edits = replace_value(command, as_json((*argv, *map(str, words))))
    return (*edits, *remove_property(analysis.written, args)) if args else edits


def adds_shell(analysis: Analysis, command: Node) -> bool:
    """Whether the list that `command_list` makes starts a shell, which the file does not say."""
    return needs_shell(str(command.value), analysis.world.platform)


def change_to(analysis: Analysis, node: Node, text: str, title: str = "") -> tuple[Fix, ...]:
    """The fix that puts another text in a string's place; never safe, as it may be meant so."""
    written = analysis.written_node(node)
    if written is None or analysis.tainted(node):
        return ()
    edits = replace_value(written, quote(text))
    return (Fix(title or f"Change to `{text}`", edits, safe=False),)


def nearly(analysis: Analysis, node: Node, message: str, meant: str) -> Found:
    """A name that is nearly another one's: a warning, with the fix."""
    told, fixes = f"{message}: did you mean `{meant}`?", change_to(analysis, node, meant)
    return Found(analysis.span(node), told, fixes, severity="warning")


def insert_before(text: str, found: Property, written: str) -> TextEdit:
    """Put one more property before another, on a line of its own where that one has one."""
    start = found.key_span.start
    line = line_start(text, start)
    indent = text[line:start]
    if line == 0 or indent.strip(" \t"):
        return TextEdit(Span(start, start), f"{written}, ")
    line_break = "\r\n" if text[:line].endswith("\r\n") else text[line - 1]
    return TextEdit(Span(start, start), f"{written},{line_break}{indent}")


def _is_argv(asked: tuple[Schema, ...]) -> bool:
    """Whether a list of a program and its arguments belongs here."""
    lists = [branch for found in asked for branch in branches(found)]
    return any(mark(resolve(found.get("items", {})), "value") == "argv" for found in lists)


def _guesses(node: Node, raw: str, asked: tuple[Schema, ...]) -> Iterator[_Guess]:
    match node.value:
        case bool() | int() | float():
            yield _Guess("Put it in quotes", quote(raw))
        case str() as text:
            if text in {"true", "false"} or _NUMBER.fullmatch(text):
                yield _Guess(f"Write `{text}` without quotes", text)
            yield _Guess("Make it a list", as_json((text,)))
            meant = nearest(text, _allowed(asked))
            if meant is not None and text:
                sure = fold(meant) == fold(text)
                yield _Guess(f"Change to `{quote(meant)}`", quote(meant), sure)


def _allowed(asked: tuple[Schema, ...]) -> tuple[str, ...]:
    alternatives = (branch for found in asked for branch in branches(found))
    values = (value for branch in alternatives for value in values_of(branch) or ())
    return tuple(value for value in values if isinstance(value, str))
