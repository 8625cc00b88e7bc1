"""The outline as it is sent: what was kept of an earlier version makes no other one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from opencode_ls.analysis.build import analyse
from opencode_ls.features.symbols import Symbol, symbols
from opencode_ls.lsp.documents import Basis, Documents
from opencode_ls.lsp.edits import Change
from opencode_ls.lsp.outline import flat, nested
from opencode_ls.text import Encoding, LineIndex
from support.fake_world import FakeWorld
from support.jsonc_texts import CONFIG, edited_configs, histories, texts

URI = "file:///work/opencode.json"
WORLD = FakeWorld()
KINDS = {
    "object": types.SymbolKind.Object,
    "array": types.SymbolKind.Array,
    "string": types.SymbolKind.String,
    "number": types.SymbolKind.Number,
    "boolean": types.SymbolKind.Boolean,
    "null": types.SymbolKind.Null,
}
LONG = json.dumps([{"a": "é%😀" * n, "b": [n]} for n in range(50)], indent=1, ensure_ascii=False)


def check(versions: list[str], encoding: Encoding) -> None:
    """What is sent for each version is what is sent for that text alone."""
    documents = Documents(Basis(WORLD), encoding)
    documents.open(types.TextDocumentItem(URI, "json", 0, ""))
    for version, text in enumerate(versions, start=1):
        documents.change(URI, version, [Change(None, text)])
        snapshot = documents.snapshot(URI)
        assert snapshot is not None
        expected = [*each(text, encoding)]
        found = json.loads(nested(snapshot, encoding))

        assert [*walk(found, None)] == expected
        assert json.loads(flat(snapshot, encoding)) == [*map(information, expected)]


def each(text: str, encoding: Encoding) -> Iterator[dict[str, Any]]:
    """The symbols of a text, each with the name of the one around it."""
    lines = LineIndex(text)
    around: list[str] = []
    for symbol in symbols(analyse(text, path="/work/opencode.json", world=WORLD)):
        del around[symbol.level :]
        yield {**written(symbol, lines, encoding), "around": around[-1] if around else None}
        around.append(symbol.name)


def written(symbol: Symbol, lines: LineIndex, encoding: Encoding) -> dict[str, Any]:
    def place(offset: int) -> dict[str, int]:
        line, column = lines.position(offset, encoding)
        return {"line": line, "character": column}

    start, chosen = symbol.span, symbol.selection
    made = {
        "name": symbol.name,
        "kind": KINDS[symbol.kind],
        "range": {"start": place(start.start), "end": place(start.end)},
        "selectionRange": {"start": place(chosen.start), "end": place(chosen.end)},
    }
    return {**made, "detail": symbol.detail} if symbol.detail else made


def walk(found: list[dict[str, Any]], around: str | None) -> Iterator[dict[str, Any]]:
    for symbol in found:
        inside = symbol.pop("children", [])
        yield {**symbol, "around": around}
        yield from walk(inside, symbol["name"])


def information(symbol: dict[str, Any]) -> dict[str, Any]:
    location = {"uri": URI, "range": symbol["range"]}
    made = {"name": symbol["name"], "kind": symbol["kind"], "location": location}
    return made if symbol["around"] is None else {**made, "containerName": symbol["around"]}


encodings = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@given(histories(edited_configs() | texts | st.just(LONG)), encodings)
def test_edits_of_any_text(versions: list[str], encoding: Encoding) -> None:
    check(versions, encoding)


@pytest.mark.parametrize("text", [CONFIG, LONG])
@pytest.mark.parametrize("before", ["", "\n", "// x\n\n", "\ufeff"])
def test_a_part_that_goes_to_another_line(text: str, before: str) -> None:
    moved = before + text
    check([text, moved, text, f'{{"a": [{moved}]}}', f'{{"a": 1,\n  "b": {text}}}'], "utf-16")


def test_a_part_that_goes_to_another_column() -> None:
    part = json.dumps([{"a": "é%" * 50, "b": [1]}], ensure_ascii=False)
    check([f'{{"x": {part}}}', f'{{ "x": {part}}}'], "utf-8")
