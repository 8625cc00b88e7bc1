"""docs/lsp.md tells all that the server answers to, and where it is tested."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types

from opencode_ls.analysis.world import World
from opencode_ls.lsp.handlers import register
from opencode_ls.lsp.server import Server
from protocol.raw_client import RawClient
from support.fake_world import FakeWorld

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "lsp.md"

WHERE_IT_CAN = {
    *("textDocument/diagnostic", "workspace/diagnostic", "textDocument/semanticTokens/full"),
    *("textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range"),
}
"""What is registered only for a client that can ask for it."""

FROM_PYGLS = {
    *("exit", "shutdown", "$/setTrace", "workspace/executeCommand"),
    *("window/workDoneProgress/cancel", "$/cancelRequest"),
}
"""What pygls or our protocol answers without a handler of ours."""

ANNOUNCED = {
    "completionProvider": "textDocument/completion",
    "hoverProvider": "textDocument/hover",
    "documentSymbolProvider": "textDocument/documentSymbol",
    "codeActionProvider": "textDocument/codeAction",
    "diagnosticProvider": "textDocument/diagnostic",
    "executeCommandProvider": "workspace/executeCommand",
    "codeLensProvider": "textDocument/codeLens",
    "documentLinkProvider": "textDocument/documentLink",
    "inlayHintProvider": "textDocument/inlayHint",
    "definitionProvider": "textDocument/definition",
    "referencesProvider": "textDocument/references",
    "documentHighlightProvider": "textDocument/documentHighlight",
    "renameProvider": "textDocument/rename",
    "workspaceSymbolProvider": "workspace/symbol",
    "foldingRangeProvider": "textDocument/foldingRange",
    "selectionRangeProvider": "textDocument/selectionRange",
    "documentFormattingProvider": "textDocument/formatting",
    "documentRangeFormattingProvider": "textDocument/rangeFormatting",
    "semanticTokensProvider": "textDocument/semanticTokens/full/delta",
    "textDocumentSync": "textDocument/didChange",
    "workspace": "workspace/didChangeWorkspaceFolders",
}
"""The method that stands behind each announcement."""

NO_METHOD = {"positionEncoding"}


def rows() -> Iterator[tuple[str, str]]:
    """Each method or command of the page, with each of its tests."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [re.findall(r"`([^`]+)`", cell) for cell in line.split("|")[1:-1]]
        if len(cells) == 3 and cells[0] and cells[2]:
            yield from ((name, test) for name in cells[0] for test in cells[2])


def registered() -> Server:
    def make_world(_trusted: object, _folders: object, _catalog: object) -> World:
        return FakeWorld()

    server = Server(make_world, lambda task: task(), may_run=True)
    register(server)
    return server


def test_the_page_tells_every_method_and_command() -> None:
    features = registered().protocol.fm
    wanted = {*features.features, *features.commands, *FROM_PYGLS, *WHERE_IT_CAN}
    told = {name for name, _ in rows()}

    assert wanted - told == {"workspace/executeCommand"}


@pytest.mark.parametrize(("name", "test"), [*rows()])
def test_the_page_names_tests_that_there_are(name: str, test: str) -> None:
    file, _, function = test.partition("::")

    assert f"def {function}(" in (HERE / file).read_text(encoding="utf-8"), name


def test_nothing_is_announced_that_is_not_answered() -> None:
    tokens = {"formats": ["relative"], "requests": {"full": {"delta": True}}}
    capabilities = {
        "textDocument": {"diagnostic": {}, "semanticTokens": tokens},
        "workspace": {"diagnostics": {"refreshSupport": True}, "workspaceFolders": True},
    }
    with RawClient() as client:
        result = client.initialize(capabilities=capabilities)["capabilities"]

        assert set(result) - NO_METHOD == set(ANNOUNCED)
        for method in ANNOUNCED.values():
            if method not in {"textDocument/didChange", "workspace/didChangeWorkspaceFolders"}:
                answer = client.request(method, {})
                code = answer.get("error", {}).get("code")

                assert code != types.ErrorCodes.MethodNotFound.value, method
