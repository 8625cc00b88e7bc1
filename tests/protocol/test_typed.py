"""Params are read strictly, and results are written as LSP has them."""

import json
from typing import Any

import pytest
from lsprotocol import converters, types

from opencode_ls.door.message import Wrong
from opencode_ls.lsp.typed import read, write

URI = {"uri": "file:///a"}
START = {"line": 0, "character": 0}


def check(value: object, wanted: type, problem: str) -> None:
    with pytest.raises(Wrong) as raised:
        read(value, wanted)

    assert str(raised.value) == problem


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "params must be an object"),
        ([1, 2], "params must be an object"),
        ({}, "params.textDocument is missing"),
        ({"textDocument": 7, "position": START}, "params.textDocument must be an object"),
        (
            {"textDocument": {"uri": 7}, "position": START},
            "params.textDocument.uri must be a string",
        ),
        ({"textDocument": URI, "position": "here"}, "params.position must be an object"),
        ({"textDocument": URI, "position": {"line": 0}}, "params.position.character is missing"),
        (
            {"textDocument": URI, "position": {"line": "0", "character": 0}},
            "params.position.line must be an integer",
        ),
        (
            {"textDocument": URI, "position": {"line": True, "character": 0}},
            "params.position.line must be an integer",
        ),
        (
            {"textDocument": URI, "position": {"line": 1.5, "character": 0}},
            "params.position.line must be an integer",
        ),
        (
            {"textDocument": URI, "position": {"line": -1, "character": 0}},
            "params.position holds a number that is out of range",
        ),
        (
            {"textDocument": URI, "position": {"line": 2**31, "character": 0}},
            "params.position holds a number that is out of range",
        ),
        (
            {"textDocument": URI, "position": START, "workDoneToken": {}},
            "params.workDoneToken is of the wrong type",
        ),
        (
            {"textDocument": URI, "position": START, "context": {"triggerKind": 9}},
            "params.context.triggerKind must be one of the known values",
        ),
    ],
)
def test_wrong_params(value: object, problem: str) -> None:
    check(value, types.CompletionParams, problem)


def test_a_change_with_a_broken_range_is_no_change_of_the_whole_text() -> None:
    broken = {"range": {"start": {"line": -1, "character": 0}, "end": START}, "text": "x"}
    params = {"textDocument": {**URI, "version": 2}, "contentChanges": [broken]}
    check(
        params,
        types.DidChangeTextDocumentParams,
        "params.contentChanges[0].range.start holds a number that is out of range",
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"text": "x"}, types.TextDocumentContentChangeWholeDocument("x")),
        ({"range": None, "text": "x"}, types.TextDocumentContentChangeWholeDocument("x")),
        (
            {"range": {"start": START, "end": START}, "text": "x"},
            types.TextDocumentContentChangePartial(
                types.Range(types.Position(0, 0), types.Position(0, 0)), "x"
            ),
        ),
    ],
)
def test_the_class_that_knows_most(change: dict[str, Any], expected: object) -> None:
    params = {"textDocument": {**URI, "version": 2}, "contentChanges": [change]}

    assert read(params, types.DidChangeTextDocumentParams).content_changes == [expected]


RANGE = types.Range(types.Position(0, 1), types.Position(2, 3))
OBJECTS = [
    types.Diagnostic(
        RANGE, "m", types.DiagnosticSeverity.Hint, "c", tags=[types.DiagnosticTag.Deprecated]
    ),
    types.CompletionList(
        is_incomplete=False,
        items=[
            types.CompletionItem(
                "l",
                documentation=types.MarkupContent(types.MarkupKind.Markdown, "é\ud800"),
                text_edit=types.TextEdit(RANGE, "x"),
                data=[1, {"a": None}],
            )
        ],
    ),
    types.Hover(types.MarkupContent(types.MarkupKind.PlainText, "x"), RANGE),
    types.DocumentSymbol("n", types.SymbolKind.Key, RANGE, RANGE, children=[]),
    types.CodeAction("t", kind=types.CodeActionKind.QuickFix, is_preferred=True),
    types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier("file:///a"), [])
        ]
    ),
    types.RelatedFullDocumentDiagnosticReport([]),
    types.PublishDiagnosticsParams("file:///a", []),
    types.InitializeResult(types.ServerCapabilities(hover_provider=True)),
    types.ShowMessageRequest(1, types.ShowMessageRequestParams(types.MessageType.Info, "x")),
]


@pytest.mark.parametrize("value", OBJECTS, ids=[type(value).__name__ for value in OBJECTS])
def test_written_and_read_as_lsprotocol_does(value: Any) -> None:  # noqa: ANN401  (any class of LSP)
    theirs = converters.get_converter().unstructure(value)

    assert json.loads(write(value)) == theirs
    assert read(theirs, type(value)) == value


@pytest.mark.parametrize("value", [object(), {1, 2}, {"a": b""}])
def test_what_is_no_json_is_not_written(value: object) -> None:
    with pytest.raises(TypeError):
        write(value)
