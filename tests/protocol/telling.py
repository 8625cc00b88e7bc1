"""Tells the answers of each method in words, one line for each thing that is answered."""

from collections.abc import Callable, Iterator
from typing import Final

from opencode_ls.door.message import Json
from opencode_ls.features.semantic_tokens import KINDS, MODIFIERS
from protocol.page import Pages, one_line

Tell = Callable[[Pages, Json], Iterator[str]]
"""From the result of a request to lines."""


def _diagnostics(pages: Pages, report: Json) -> Iterator[str]:
    for item in report["items"]:
        yield f"{item['code']} {pages.own.part(item['range'])}"


def _files(pages: Pages, report: Json) -> Iterator[str]:
    """Those of the asked file's folder."""
    for file in report["items"]:
        page = pages.others[file["uri"]]
        for item in file["items"]:
            yield f"{page.name} {item['code']} {page.part(item['range'])}"


def _completion(pages: Pages, found: Json) -> Iterator[str]:
    """The best one, and all that accepting it changes."""
    for item in found["items"][:1]:
        yield item["label"]
        for edit in (item["textEdit"], *item.get("additionalTextEdits", ())):
            yield f"  {pages.own.part(edit['range'])} → {one_line(edit['newText'])}"


def _hover(pages: Pages, found: Json) -> Iterator[str]:
    if found is not None:
        yield f"{pages.own.part(found['range'])} {found['contents']['value'].splitlines()[0]}"


def _symbols(pages: Pages, found: Json) -> Iterator[str]:
    for symbol in found:
        about = symbol["name"], symbol.get("detail", ""), pages.own.part(symbol["selectionRange"])
        yield " ".join(filter(None, about))
        yield from (f"  {line}" for line in _symbols(pages, symbol.get("children", ())))


def _actions(pages: Pages, found: Json) -> Iterator[str]:
    for action in found:
        edit = action.get("edit")
        yield action["title"]
        yield from (f"  {line}" for line in _edit(pages, edit)) if edit else ()


def _edit(pages: Pages, found: Json) -> Iterator[str]:
    for uri, edits in (found or {}).get("changes", {}).items():
        for edit in edits:
            yield f"{pages.place(uri, edit['range'])} → {one_line(edit['newText'])}"


def _lenses(pages: Pages, found: Json) -> Iterator[str]:
    for lens in found:
        yield f"{pages.own.part(lens['range'])} {lens['command']['title']}"


def _keys(_pages: Pages, found: Json) -> Iterator[str]:
    for key in found["keys"]:
        yield f"{key['provider']}: {key['state']} ({found['summary']})"


def _hints(pages: Pages, found: Json) -> Iterator[str]:
    for hint in found:
        yield f"{pages.own.before(hint['position'])} {hint['label']}"


def _locations(pages: Pages, found: Json) -> Iterator[str]:
    for each in found or ():
        yield pages.place(each["uri"], each["range"])


def _parts(pages: Pages, found: Json) -> Iterator[str]:
    for each in found or ():
        yield pages.own.part(each["range"])


def _name(pages: Pages, found: Json) -> Iterator[str]:
    if found is not None:
        yield pages.own.part(found.get("range", found))


def _workspace_symbols(pages: Pages, found: Json) -> Iterator[str]:
    for symbol in found:
        location = symbol["location"]
        yield f"{symbol['name']}: {pages.place(location['uri'], location['range'])}"


def _links(pages: Pages, found: Json) -> Iterator[str]:
    for link in found:
        yield f"{pages.own.part(link['range'])} {link['target'].rpartition('/')[2]}"


def _folds(pages: Pages, found: Json) -> Iterator[str]:
    for fold in found:
        start = {"line": fold["startLine"], "character": fold["startCharacter"]}
        end = {"line": fold["endLine"], "character": fold["endCharacter"]}
        yield f"{fold.get('kind', 'value')} {pages.own.part({'start': start, 'end': end})}"


def _selections(pages: Pages, found: Json) -> Iterator[str]:
    inner = found[0]
    while inner is not None:
        yield pages.own.part(inner["range"])
        inner = inner.get("parent")


def _text(pages: Pages, found: Json) -> Iterator[str]:
    yield from pages.own.edited(found).splitlines()


def _tokens(pages: Pages, found: Json) -> Iterator[str]:
    line = column = 0
    numbers = iter(found["data"])
    for lines, columns, length, kind, bits in zip(*[numbers] * 5, strict=True):
        line, column = line + lines, columns + (0 if lines else column)
        places = [{"line": line, "character": each} for each in (column, column + length)]
        more = (name for bit, name in enumerate(MODIFIERS) if bits >> bit & 1)
        part = pages.own.part({"start": places[0], "end": places[1]})
        yield " ".join((part, KINDS[kind], *more))


TELL: Final[dict[str, Tell]] = {
    "textDocument/diagnostic": _diagnostics,
    "workspace/diagnostic": _files,
    "textDocument/completion": _completion,
    "textDocument/hover": _hover,
    "textDocument/documentSymbol": _symbols,
    "textDocument/codeAction": _actions,
    "textDocument/codeLens": _lenses,
    "opencode-ls/keys": _keys,
    "textDocument/inlayHint": _hints,
    "textDocument/definition": _locations,
    "textDocument/references": _locations,
    "textDocument/documentHighlight": _parts,
    "textDocument/prepareRename": _name,
    "textDocument/rename": _edit,
    "workspace/symbol": _workspace_symbols,
    "textDocument/documentLink": _links,
    "textDocument/foldingRange": _folds,
    "textDocument/selectionRange": _selections,
    "textDocument/formatting": _text,
    "textDocument/rangeFormatting": _text,
    "textDocument/semanticTokens/full": _tokens,
    "textDocument/semanticTokens/range": _tokens,
}
"""By its name, how the result of each method is told."""
