"""Answers a client that asks for findings: of an open document, and of all files around it.

A client says which findings it has; if they are still the same it is told that, and no more.  VS
Code asks for the workspace's again two seconds after each answer, so what is not open is looked at
once and kept until something changes.
"""

from collections.abc import Iterator

from lsprotocol import types

from opencode_ls.lsp.convert import Converter
from opencode_ls.lsp.documents import Snapshot
from opencode_ls.lsp.result_id import result_id
from opencode_ls.lsp.server import Server
from opencode_ls.lsp.uris import path_of

_Document = (
    types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport
)
_File = (
    types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport
)


def offer_diagnostics(server: Server) -> None:
    """Announce both requests to a client that pulls; no other is told of them."""
    if server.client.pulls:
        options = types.DiagnosticOptions(
            identifier="opencode", inter_file_dependencies=True, workspace_diagnostics=True
        )
        server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(_document)
        server.feature(types.WORKSPACE_DIAGNOSTIC)(_workspace)


def _document(server: Server, params: types.DocumentDiagnosticParams) -> _Document:
    found = _diagnostics(server, server.documents.snapshot(params.text_document.uri))
    name = result_id(found)
    if name == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(name)
    return types.RelatedFullDocumentDiagnosticReport(found, result_id=name)


def _workspace(
    server: Server, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    known = {each.uri: each.value for each in params.previous_result_ids}
    return types.WorkspaceDiagnosticReport([*_files(server, known)])


def _files(server: Server, known: dict[str, str]) -> Iterator[_File]:
    """The files that apply and are not open; what was told of any other is taken back."""
    documents = server.documents
    around = {each.document.path: each for each in documents.not_open(server.folders)}
    every = (*(each.document.uri for each in around.values()), *documents.closed, *known)
    # A client may spell a URI in a way of its own: then that is its name.
    for path, uri in {path_of(uri): uri for uri in every}.items():
        if path and documents[uri] is None:
            found = _diagnostics(server, around.get(path))
            name = result_id(found)
            if known.get(uri) == name:
                yield types.WorkspaceUnchangedDocumentDiagnosticReport(uri, name)
            else:
                yield types.WorkspaceFullDocumentDiagnosticReport(uri, found, result_id=name)


def _diagnostics(server: Server, snapshot: Snapshot | None) -> list[types.Diagnostic]:
    return Converter(server.client, snapshot).diagnostics() if snapshot else []
