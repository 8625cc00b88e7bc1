"""Every feature for a whole text of each opencode, a half-typed one, two files, in every encoding.

`every-feature.md` has the files and, for each method and each of them, the whole answer in words.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from protocol.page import Page, Pages
from protocol.raw_client import RawClient
from protocol.telling import TELL
from support.marked import marked

HERE = Path(__file__).parent
TOLD = (HERE / "every-feature.md").read_text(encoding="utf-8")
METHODS = (HERE.parent.parent / "docs" / "lsp.md").read_text(encoding="utf-8")
ENCODINGS = ("utf-8", "utf-16", "utf-32")
CASES = ("one", "two", "half", "layers")

FOLLOWS = {"completionItem/resolve", "codeAction/resolve", "textDocument/semanticTokens/full/delta"}
"""Methods that only go on with what another one has answered."""

PUSHED = {"textDocument/publishDiagnostics"}
"""The same findings for a client that does not ask."""

LEFT_OUT = {("context", "textDocument/completion")}
"""Params that mean something else for a method."""

CAPABILITIES: dict[str, Any] = {
    "textDocument": {
        "diagnostic": {},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {"codeActionLiteralSupport": {}},
        "semanticTokens": {"formats": ["relative"], "requests": {"full": True, "range": True}},
    },
    "workspace": {"diagnostics": {"refreshSupport": True}},
    "window": {"showMessage": {}},
}


def fences(*, files: bool) -> dict[tuple[str, ...], str]:
    """By its words, the text of each fence: the files, or what is told of them."""
    found = re.findall(r"^```\w+ ([^\n]*)\n(.*?)^```$", TOLD, re.MULTILINE | re.DOTALL)
    every = {tuple(words.split()): text.removesuffix("\n") for words, text in found}
    return {words: text for words, text in every.items() if (len(words) == 1) is files}


class Session:
    """One client that has the file of each case open; the others of `every-feature.md` lie there.

    The mark in a file is where it is asked.  Beside each lies a file `😀`, but in `one`.
    """

    def __init__(self, client: RawClient, folder: Path, encoding: str) -> None:
        self.client = client
        self.pages: dict[str, Page] = {}
        self.marks: dict[str, int] = {}
        for (name,), text in fences(files=True).items():
            plain, mark = marked(text) if "$0" in text else (text, 0)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(plain, encoding="utf-8")
            (folder / name.partition("/")[0] / ".git").mkdir(exist_ok=True)
            (folder / name.partition("/")[0] / "😀").write_text("x")
            self.pages[path.as_uri()] = Page(path.as_uri(), name, plain, encoding)
            self.marks[path.as_uri()] = mark
        (folder / "one" / "😀").unlink()
        self.uris = {case: (folder / case / "opencode.json").as_uri() for case in CASES}
        client.initialize(
            capabilities={**CAPABILITIES, "general": {"positionEncodings": [encoding]}},
            workspaceFolders=[{"uri": (folder / case).as_uri(), "name": case} for case in CASES],
            initializationOptions={"trusted": True},
        )

    def ask(self, method: str, case: str) -> list[str]:
        """What is told in answer, line by line, of the case; its file is open meanwhile."""
        page = self.pages[self.uris[case]]
        document = {"textDocument": {"uri": page.uri}}
        if method != "workspace/diagnostic":
            self.client.open(page.uri, page.text)
        reply = self.client.request(method, {**document, **self._params(method, page)})
        self.client.notify("textDocument/didClose", document)
        if "error" in reply:
            return [reply["error"]["message"]]
        pages = Pages(page, self.pages)
        told = TELL[method](pages, reply["result"])
        return [line for line in told if "workspace/" not in method or f"{case}/" in line]

    def _params(self, method: str, page: Page) -> dict[str, Any]:
        start, place, end = map(page.at, (0, self.marks[page.uri], len(page.text)))
        ranges = {
            "textDocument/rangeFormatting": {"start": place, "end": place},
            "textDocument/semanticTokens/range": {"start": start, "end": place},
        }
        params = {
            "position": place,
            "positions": [place],
            "range": ranges.get(method, {"start": start, "end": end}),
            "context": {"diagnostics": [], "includeDeclaration": True},
            "options": {"tabSize": 2, "insertSpaces": True},
            "newName": "neu",
            "query": "é",
            "previousResultIds": [],
        }
        return {name: each for name, each in params.items() if (name, method) not in LEFT_OUT}


@pytest.fixture(scope="module", params=ENCODINGS)
def session(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("every")
    env = {"XDG_CONFIG_HOME": str(folder / "none"), "SET": "x"}
    with RawClient(env=env) as client:
        yield Session(client, folder, request.param)


@pytest.mark.parametrize("words", [*fences(files=False)], ids=" ".join)
def test_the_whole_answer_in_words(session: Session, words: tuple[str, ...]) -> None:
    method, case = words

    assert session.ask(method, case) == fences(files=False)[words].splitlines()


def test_no_feature_and_no_case_is_missing() -> None:
    section = METHODS.partition("## Documents")[2].partition("## Commands")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    methods = {name for row in rows for name in re.findall(r"`([^`]+)`", row) if "/did" not in name}
    wanted = {(method, case) for method in methods - FOLLOWS - PUSHED for case in CASES}

    assert {*fences(files=False)} == wanted
