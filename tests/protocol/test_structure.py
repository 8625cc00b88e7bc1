"""Folding, selection, formatting and colours by the protocol: the client's columns and limits."""

from collections.abc import Mapping
from typing import Any

import pytest

from protocol.places import position
from protocol.raw_client import RawClient, at

URI = "file:///work/opencode.json"
DOCUMENT = {"textDocument": {"uri": URI}}
ENCODINGS = ("utf-8", "utf-16", "utf-32")
TEXT = '{\r\n  "é😀": [\r\n    1\r\n  ], // x\r\n  // y\r\n  // z\r\n  "b": "é😀"\r\n}'
DEEP = 100_000

Question = tuple[str, Mapping[str, Any]]
"""A method of `textDocument/`, and its params without the document."""


def check(text: str, question: Question, expected: object, **document: object) -> None:
    """The answer to one question, by a client with these capabilities of `textDocument`."""
    general = {"positionEncodings": document.pop("positionEncodings", None)}
    capabilities = {"general": general, "textDocument": document}
    with RawClient() as client:
        client.initialize(capabilities=capabilities)
        client.open(URI, text)
        method, params = question

        assert (
            client.request(f"textDocument/{method}", {**DOCUMENT, **params})["result"] == expected
        )


def area(start: int, end: int, encoding: str, text: str = TEXT) -> dict[str, object]:
    places = (position(text, offset, encoding) for offset in (start, end))
    first, last = ({"line": place.line, "character": place.character} for place in places)
    return {"start": first, "end": last}


def whole(part: str, encoding: str) -> dict[str, object]:
    start = TEXT.index(part)
    return area(start, start + len(part), encoding)


def test_whole_lines_are_folded_where_the_client_can_do_no_more() -> None:
    expected = [
        {"startLine": 0, "endLine": 6},
        {"startLine": 1, "endLine": 2},
        {"startLine": 4, "endLine": 5, "kind": "comment"},
    ]
    check(TEXT, ("foldingRange", {}), expected, foldingRange={"lineFoldingOnly": True})


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 13), ("utf-16", 10), ("utf-32", 9)])
def test_columns_are_the_clients(encoding: str, column: int) -> None:
    expected = [
        {"startLine": 0, "startCharacter": 1, "endLine": 7, "endCharacter": 0},
        {"startLine": 1, "startCharacter": column, "endLine": 3, "endCharacter": 2},
    ]
    limit = {"rangeLimit": 2}
    asked: Question = ("foldingRange", {})
    check(TEXT, asked, expected, foldingRange=limit, positionEncodings=[encoding])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_selection_for_each_position(encoding: str) -> None:
    inner = whole('é😀"\r\n}', encoding)["start"]
    every = whole(TEXT[TEXT.index('"é') : -3], encoding)
    outer = {"range": area(0, len(TEXT), encoding)}
    member = {"range": whole('"b": "é😀"', encoding), "parent": {"range": every, "parent": outer}}
    start = TEXT.rindex("é")
    string = {"range": area(start - 1, start + 3, encoding), "parent": member}
    expected = [outer, {"range": area(start, start + 2, encoding), "parent": string}]

    asked = ("selectionRange", {"positions": [at(0, 0), inner]})
    check(TEXT, asked, expected, positionEncodings=[encoding])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_edits_of_the_whole_text(encoding: str) -> None:
    text = '{"é😀":"é😀","b":[1,2]}'
    places = [
        (1, 1, "\n\t"),
        (6, 6, " "),
        (11, 11, "\n\t"),
        (15, 15, " "),
        (18, 18, " "),
        (20, 20, "\n"),
    ]
    expected = [
        {"range": area(start, end, encoding, text), "newText": new} for start, end, new in places
    ]
    asked: Question = ("formatting", {"options": {"tabSize": 8, "insertSpaces": False}})
    check(text, asked, expected, positionEncodings=[encoding])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_edits_of_some_lines(encoding: str) -> None:
    start = TEXT.index("1\r")
    expected = [{"range": area(start, start, encoding), "newText": " " * 4}]
    where = {"range": whole("1\r", encoding), "options": {"tabSize": 4, "insertSpaces": True}}
    check(TEXT, ("rangeFormatting", where), expected, positionEncodings=[encoding])


def test_a_text_of_brackets_and_an_unknown_document() -> None:
    middle = at(0, DEEP)
    with RawClient() as client:
        client.initialize()
        client.open(URI, "[" * DEEP + "]" * DEEP)
        replies = [
            client.request(f"textDocument/{method}", {**where, **params})
            for where in (DOCUMENT, {"textDocument": {"uri": "file:///work/other.json"}})
            for method, params in questions(middle)
        ]

        assert ["result" in reply for reply in replies] == [True] * len(replies)


def questions(place: Mapping[str, int]) -> list[Question]:
    area = {"start": place, "end": place}
    options = {"options": {"tabSize": 2**31 - 1, "insertSpaces": True}}
    return [
        ("foldingRange", {}),
        ("selectionRange", {"positions": [place]}),
        ("formatting", options),
        ("rangeFormatting", {"range": area, **options}),
    ]
