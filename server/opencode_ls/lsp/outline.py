"""The outline of a document, written as JSON at once.

It is the longest answer that there is: four thousand symbols for 100 KB.  So what has been written
for a part of the text is kept with that part, its lines left open: after a keystroke only what is
around it is written anew.  Measured, 100 KB: 9 ms in place of 130; as lsprotocol's objects it took
four times that.  Several parts of an editor ask for it, so the whole is kept with a version.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from lsprotocol import types

from opencode_ls.features.symbols import Container, SymbolKind, members, outermost, symbols
from opencode_ls.jsonc.known import known
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.plain import range_of
from opencode_ls.lsp.server import Server
from opencode_ls.lsp.typed import Written, write
from opencode_ls.text import Encoding, Forward

_LONGEST = 4096
"""Characters up to which a part is written and kept as a whole; a longer one is put together."""

_KINDS: dict[SymbolKind, int] = {
    "object": types.SymbolKind.Object.value,
    "array": types.SymbolKind.Array.value,
    "string": types.SymbolKind.String.value,
    "number": types.SymbolKind.Number.value,
    "boolean": types.SymbolKind.Boolean.value,
    "null": types.SymbolKind.Null.value,
}

_RANGE = '{"start":{"line":%%d,"character":%d},"end":{"line":%%d,"character":%d}}'
_RANGES = f',"selectionRange":{_RANGE},"range":{_RANGE}}}'


class _Part(NamedTuple):
    """What was written for a container: `%d` stands for each line, counted from its first one."""

    text: str
    lines: tuple[int, ...]


class _Page(NamedTuple):
    """What is being written: pieces of JSON, and the lines that belong into them."""

    text: str
    encoding: Encoding
    places: Forward
    pieces: list[str]
    lines: list[int]


def _symbols(server: Server, params: types.DocumentSymbolParams) -> Written:
    snapshot = server.documents.snapshot(params.text_document.uri)
    if snapshot is None:
        return Written("[]")
    encoding = server.client.encoding
    make = nested if server.client.nested_symbols else flat
    return snapshot.kept("symbols", lambda: Written(make(snapshot, encoding)))


# Nested.


def nested(snapshot: Snapshot, encoding: Encoding) -> str:
    """The outline as DocumentSymbols."""
    lines, root = snapshot.document.lines, outermost(snapshot.analysis)
    if root is None:
        return "[]"
    page = _Page(lines.text, encoding, Forward(lines, encoding), [], [])
    _put(page, root, _put_kept)
    return "".join(page.pieces) % tuple(page.lines)


def _put(page: _Page, container: Container, inside: Callable[[_Page, Container], None]) -> None:
    """Write the symbols of a container; `inside` writes those of the containers in it."""
    pieces, lines, position = page.pieces, page.lines, page.places.position
    before = "["
    for symbol in members(page.text, container):
        detail = f',"detail":{_quoted(symbol.detail)}' if symbol.detail else ""
        pieces += before, f'{{"name":{_quoted(symbol.name)},"kind":{_KINDS[symbol.kind]}{detail}'
        start = position(symbol.span.start)
        # The places go forward only: an item's name is all of it, and ends behind what is in it.
        chosen = None if symbol.selection == symbol.span else position(symbol.selection.end)
        if symbol.inside is not None:
            pieces.append(',"children":')
            inside(page, symbol.inside)
        end = position(symbol.span.end)
        chosen = chosen or end
        lines += start[0], chosen[0], start[0], end[0]
        pieces.append(_RANGES % (start[1], chosen[1], start[1], end[1]))
        before = ","
    pieces.append("]")


def _put_all(page: _Page, container: Container) -> None:
    _put(page, container, _put_all)


def _put_kept(page: _Page, container: Container) -> None:
    green, start, level = container
    if green.width > _LONGEST or not _keeps_columns(page.text, container):
        _put(page, container, _put_kept)
        return
    line, _ = page.places.position(start)
    question = (_part, page.encoding, level)
    part = known(green, question, lambda: _part(page, container, line))
    page.pieces.append(part.text)
    page.lines.extend(line + each for each in part.lines)


def _keeps_columns(text: str, container: Container) -> bool:
    """Whether its members stand below its first line, so that they move up and down only."""
    green, start, _ = container
    first = green.members[0]
    before = text[start : start + (first.start if first.key < 0 else first.key)]
    return "\n" in before or "\r" in before


def _part(page: _Page, container: Container, first: int) -> _Part:
    apart = page._replace(pieces=[], lines=[])
    _put_all(apart, container)
    return _Part("".join(apart.pieces), tuple(line - first for line in apart.lines))


def _quoted(text: str) -> str:
    """A text as JSON, in which a percent sign stands for itself once the lines are put in."""
    return write(text).replace("%", "%%")


# Flat.


def flat(snapshot: Snapshot, encoding: Encoding) -> str:
    """The outline as SymbolInformation, each before those inside of it."""
    return write([*_each(snapshot, encoding)])


def _each(snapshot: Snapshot, encoding: Encoding) -> Iterator[dict[str, Any]]:
    found, lines = symbols(snapshot.analysis), snapshot.document.lines
    places = lines.positions((at for each in found for at in each.span), encoding)
    around: list[str] = []
    for symbol in found:
        del around[symbol.level :]
        area = range_of(symbol.span, places.__getitem__)
        made = {
            "name": symbol.name,
            "kind": _KINDS[symbol.kind],
            "location": {"uri": snapshot.document.uri, "range": area},
        }
        yield {**made, "containerName": around[-1]} if around else made
        around.append(symbol.name)


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _symbols,
}
"""What this module answers to."""
