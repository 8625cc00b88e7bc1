r"""Lays out JSON with tab stops, and writes it as plain text or as an LSP snippet.

A template's tab stops are those of VS Code's `defaultSnippets`: `$1`, `${1}`, `${1:text}` and
`${1|one,two|}`.  A body is a JSON value whose strings are templates; a string that starts with `^`
stands there without quotes; `\$` is a dollar sign.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from opencode_ls.jsonc.edit import quote
from opencode_ls.pattern import pattern

WIDTH = {"{": 60, "[": 120}
"""Characters of an object or a list that still stands on one line."""

_STOP = pattern(r"\\([\\$}])|\$(\d+)|\$\{(\d+)(?::([^}]*)|\|([^}]*?)\|)?\}")


class Stop(NamedTuple):
    """A place that the user fills in; the text there is what a plain edit inserts."""

    number: int
    text: str = ""
    choices: tuple[str, ...] = ()


Parts = tuple[str | Stop, ...]


def template(text: str) -> Parts:
    """The parts of a template."""
    parts: list[str | Stop] = []
    done = 0
    for match in _STOP.finditer(text):
        parts += (text[done : match.start()], _stop(match))
        done = match.end()
    return tuple(part for part in (*parts, text[done:]) if part != "")


def shifted(parts: Parts, by: int) -> Parts:
    """The parts with later numbers; `$0`, where the cursor ends, stays."""
    return tuple(
        part._replace(number=part.number + by) if isinstance(part, Stop) and part.number else part
        for part in parts
    )


def deeper(parts: Parts, step: str) -> Parts:
    """The parts with all lines but the first indented by one more step."""
    return tuple(
        part.replace("\n", "\n" + step) if isinstance(part, str) else part for part in parts
    )


def plain(parts: Parts) -> str:
    """The text without tab stops."""
    return "".join(part.text if isinstance(part, Stop) else part for part in parts)


def snippet(parts: Parts) -> str | None:
    """The text in LSP's snippet syntax, None where it has no tab stop."""
    if not any(isinstance(part, Stop) for part in parts):
        return None
    return "".join(map(_written, parts))


def layout(body: Any, unit: str) -> Parts:  # noqa: ANN401  (a JSON value)
    """A body as JSON text; lines after the first are indented by `unit` for each level."""
    return tuple(_layout(body, unit, "\n"))


def literal(value: Any) -> Parts:  # noqa: ANN401  (a JSON value)
    """A JSON value in which `$` means nothing."""
    return (quote(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False),)


def members(body: dict[str, Any], unit: str) -> Iterator[tuple[str, Parts]]:
    """The members of an object body by name, each laid out as `layout` would."""
    for name, value in body.items():
        yield name, (*_string(name), ": ", *layout(value, unit))


def _layout(body: Any, unit: str, line: str) -> Iterator[str | Stop]:  # noqa: ANN401
    match body:
        case str():
            yield from _string(body)
        case dict() if body:
            pairs = (
                (*_string(name), ": ", *_layout(value, unit, line + unit))
                for name, value in body.items()
            )
            yield from _container("{", list(pairs), "}", (line, unit))
        case list() | tuple() if body:
            items = [tuple(_layout(item, unit, line + unit)) for item in body]
            yield from _container("[", items, "]", (line, unit))
        case _:
            yield from literal(body)


def _container(
    left: str, items: list[Parts], right: str, indent: tuple[str, str]
) -> Iterator[str | Stop]:
    line, unit = indent
    texts = [plain(item) for item in items]
    nested = any(text.endswith("}") for text in texts) and left == "{"
    blank = " " if left == "{" else ""
    if not nested and "\n" not in "".join(texts) and sum(map(len, texts)) <= WIDTH[left]:
        yield from (left, blank, *joined(items, ", "), blank, right)
    else:
        yield from (left, line, unit, *joined(items, f",{line}{unit}"), line, right)


def joined(items: Iterable[Parts], between: str) -> Parts:
    """Several parts with a text between each two."""
    return tuple(_joined(items, between))


def _joined(items: Iterable[Parts], between: str) -> Iterator[str | Stop]:
    for index, item in enumerate(items):
        if index:
            yield between
        yield from item


def _string(text: str) -> Parts:
    if text.startswith("^"):
        return template(text[1:])
    return ('"', *(_in_string(part) for part in template(text)), '"')


def _in_string(part: str | Stop) -> str | Stop:
    if isinstance(part, str):
        return quote(part)[1:-1]
    choices = tuple(quote(choice)[1:-1] for choice in part.choices)
    return Stop(part.number, quote(part.text)[1:-1], choices)


def _stop(match: re.Match[str]) -> str | Stop:
    if match[1]:
        return match[1]
    number = int(match[2] or match[3])
    if match[5] is None:
        return Stop(number, match[4] or "")
    choices = tuple(match[5].split(","))
    return Stop(number, choices[0], choices)


def _written(part: str | Stop) -> str:
    if isinstance(part, str):
        return re.sub(r"([\\$])", r"\\\1", part)
    if part.choices:
        inner = ",".join(re.sub(r"([\\,|])", r"\\\1", choice) for choice in part.choices)
        return f"${{{part.number}|{inner}|}}"
    if part.text:
        inner = re.sub(r"([\\$}])", r"\\\1", part.text)
        return f"${{{part.number}:{inner}}}"
    return f"${part.number}"
