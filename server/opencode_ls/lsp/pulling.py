"""Answers a client that asks for findings: of an open document, and of all files around it.

A client says which findings it has; if they are still the same it is told that, and no more.  VS
Code asks for the workspace's again two seconds after each answer, so what is not open is looked at
once and kept until something changes.
"""

from collections.abc import Iterator
from typing import Final

from lsprotocol import types

from opencode_ls.door.uris import path_of
from opencode_ls.lsp.areas import Methods
from opencode_ls.lsp.result_id import result_id
from opencode_ls.lsp.server import Server
from opencode_ls.lsp.typed import Written, write


def _document(server: Server, params: types.DocumentDiagnosticParams) -> Written:
    snapshot = server.documents.snapshot(params.text_document.uri)
    return _report(server.reports.of(snapshot), params.previous_result_id)


def _workspace(server: Server, params: types.WorkspaceDiagnosticParams) -> Written:
    known = {each.uri: each.value for each in params.previous_result_ids}
    return Written(f'{{"items":[{",".join(_files(server, known))}]}}')


def _files(server: Server, known: dict[str, str]) -> Iterator[str]:
    """The files that apply and are not open; what was told of any other is taken back."""
    documents = server.documents
    around = {each.document.path: each for each in documents.not_open(server.folders)}
    every = (*(each.document.uri for each in around.values()), *documents.closed, *known)
    # A client may spell a URI in a way of its own: then that is its name.
    for path, uri in {path_of(uri): uri for uri in every}.items():
        if path and documents[uri] is None:
            found = server.reports.of(around.get(path))
            yield _report(found, known.get(uri), uri=uri, version=None).text


def _report(found: Written, known: str | None, **file: str | None) -> Written:
    """A report with these findings, or that they are still those that the client knows."""
    name = result_id(found)
    if name == known:
        return Written(write({"kind": "unchanged", "resultId": name, **file}))
    return found.inside({"kind": "full", "resultId": name, **file}, "items")


METHODS: Final[Methods] = {
    types.TEXT_DOCUMENT_DIAGNOSTIC: _document,
    types.WORKSPACE_DIAGNOSTIC: _workspace,
}
"""Each method with its handler."""
