"""What the editor can do, as it announced itself in `initialize`.

An announcement that makes no sense counts as none: an editor's slip must not cost its user the
server.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Any, Literal, NamedTuple

from opencode_ls.door.message import Json
from opencode_ls.text import Encoding

REFRESHED = ("codeLens", "inlayHint", "semanticTokens")
"""What an editor may be told to ask for anew (LSP 3.17)."""

FILE_OPERATIONS = ("didCreate", "didRename", "didDelete")
"""What an editor that does it may tell us, if it can (LSP 3.17)."""

_ENCODINGS: dict[str, Encoding] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}

_NAME = "clientInfo.name"

_EMACS = ("eglot", "emacs")
"""Parts of the names of clients that answer `window/showMessageRequest` without announcing it.

The capability came with LSP 3.16, the request with the first LSP.  Where a client knows neither, it
answers with an error, and that is a no.
"""


class Client(NamedTuple):
    """One editor: `asks` is the way it can put a question to its user, None if it has none.

    `refreshes` are the requests by which it can be told to ask anew, `tokens` those of "full",
    "delta" and "range" by which it may ask for semantic tokens, `tells_of_files` the
    FILE_OPERATIONS that it can tell of.
    """

    name: str = ""
    encoding: Encoding = "utf-16"
    asks: Literal["confirm", "message"] | None = None
    pulls: bool = False
    snippets: bool = False
    insert_modes: frozenset[int] = frozenset()
    markdown_hover: bool = False
    markdown_documentation: bool = False
    documents_late: bool = False
    label_details: bool = False
    insert_or_replace: bool = False
    nested_symbols: bool = False
    links_definitions: bool = False
    folds_lines: bool = False
    fold_limit: int = 0
    tokens: frozenset[str] = frozenset()
    action_literals: bool = False
    actions_late: bool = False
    disables_actions: bool = False
    applies_edits: bool = False
    versioned_edits: bool = False
    creates_files: bool = False
    related_information: bool = False
    tags: frozenset[int] = frozenset()
    tags_completions: bool = False
    deprecates_completions: bool = False
    progress: bool = False
    shows_documents: bool = False
    prepares_renames: bool = False
    tells_of_files: tuple[str, ...] = ()
    configuration: bool = False
    registers_configuration: bool = False
    registers_watching: bool = False
    relative_patterns: bool = False
    refreshes: tuple[str, ...] = ()

    @property
    def is_vscode(self) -> bool:
        """Whether it is VS Code or another build of it, by its name or by our extension."""
        return "visual studio code" in self.name.lower() or self.asks == "confirm"

    @property
    def filters_words(self) -> bool:
        """Whether it compares completions with the word at the cursor, not with what they replace.

        So does eglot, which has no name before its version 1.10: the word has no quote before it.
        """
        return not self.name or any(part in self.name.lower() for part in _EMACS)


def read_client(params: Mapping[str, Any]) -> Client:
    """Read the params of `initialize`; never raises."""
    found = _Found(params)
    document = "capabilities.textDocument"
    item = f"{document}.completion.completionItem"
    diagnostics = f"{document}.publishDiagnostics"
    client = Client(
        name=found.text(_NAME),
        encoding=_encoding(found),
        asks=_asks(found),
        pulls=_pulls(found),
        snippets=found.true(f"{item}.snippetSupport"),
        insert_modes=found.numbers(f"{item}.insertTextModeSupport.valueSet"),
        markdown_hover="markdown" in found.items(f"{document}.hover.contentFormat"),
        markdown_documentation="markdown" in found.items(f"{item}.documentationFormat"),
        documents_late="documentation" in found.items(f"{item}.resolveSupport.properties"),
        label_details=found.true(f"{item}.labelDetailsSupport"),
        insert_or_replace=found.true(f"{item}.insertReplaceSupport"),
        nested_symbols=found.true(f"{document}.documentSymbol.hierarchicalDocumentSymbolSupport"),
        links_definitions=found.true(f"{document}.definition.linkSupport"),
        folds_lines=found.true(f"{document}.foldingRange.lineFoldingOnly"),
        fold_limit=found.count(f"{document}.foldingRange.rangeLimit"),
        tokens=_tokens(found, f"{document}.semanticTokens"),
        action_literals=found.has(f"{document}.codeAction.codeActionLiteralSupport"),
        actions_late=_resolves_edits(found, f"{document}.codeAction"),
        disables_actions=found.true(f"{document}.codeAction.disabledSupport"),
        related_information=found.true(f"{diagnostics}.relatedInformation"),
        tags=found.numbers(f"{diagnostics}.tagSupport.valueSet"),
        tags_completions=1 in found.items(f"{item}.tagSupport.valueSet"),
        deprecates_completions=found.true(f"{item}.deprecatedSupport"),
        progress=found.true("capabilities.window.workDoneProgress"),
        shows_documents=found.true("capabilities.window.showDocument.support"),
        prepares_renames=found.true(f"{document}.rename.prepareSupport"),
    )
    return _in_workspace(found, client)


def _in_workspace(found: "_Found", client: Client) -> Client:
    """The client with what it can do besides documents."""
    workspace = "capabilities.workspace"
    settings, watching = f"{workspace}.didChangeConfiguration", f"{workspace}.didChangeWatchedFiles"
    return client._replace(
        applies_edits=found.true(f"{workspace}.applyEdit"),
        versioned_edits=found.true(f"{workspace}.workspaceEdit.documentChanges"),
        creates_files="create" in found.items(f"{workspace}.workspaceEdit.resourceOperations"),
        tells_of_files=_tells_of_files(found, f"{workspace}.fileOperations"),
        configuration=found.true(f"{workspace}.configuration"),
        registers_configuration=found.true(f"{settings}.dynamicRegistration"),
        registers_watching=found.true(f"{watching}.dynamicRegistration"),
        relative_patterns=found.true(f"{watching}.relativePatternSupport"),
        refreshes=_refreshes(found, workspace),
    )


def _pulls(found: "_Found") -> bool:
    return found.has("capabilities.textDocument.diagnostic") and found.true(
        "capabilities.workspace.diagnostics.refreshSupport"
    )


def _resolves_edits(found: "_Found", action: str) -> bool:
    """Whether it asks for the edit of an action once that is chosen, and keeps what names it."""
    properties = found.items(f"{action}.resolveSupport.properties")
    return found.true(f"{action}.dataSupport") and "edit" in properties


def _refreshes(found: "_Found", workspace: str) -> tuple[str, ...]:
    told = (name for name in REFRESHED if found.true(f"{workspace}.{name}.refreshSupport"))
    return tuple(f"workspace/{name}/refresh" for name in told)


def _tells_of_files(found: "_Found", path: str) -> tuple[str, ...]:
    return tuple(name for name in FILE_OPERATIONS if found.true(f"{path}.{name}"))


def _tokens(found: "_Found", path: str) -> frozenset[str]:
    ways = {"full": "full", "delta": "full.delta", "range": "range"}
    if "relative" not in found.items(f"{path}.formats"):
        return frozenset()
    return frozenset(way for way, name in ways.items() if found.has(f"{path}.requests.{name}"))


def _encoding(found: "_Found") -> Encoding:
    """The first encoding of the client's wish that we have; UTF-16 where it wishes none."""
    wishes = found.items("capabilities.general.positionEncodings")
    known = (_ENCODINGS[wish] for wish in wishes if isinstance(wish, str) and wish in _ENCODINGS)
    return next(known, "utf-16")


def _asks(found: "_Found") -> Literal["confirm", "message"] | None:
    if found.has("capabilities.experimental.opencodeLs.confirm"):
        return "confirm"
    unannounced = any(part in found.text(_NAME).lower() for part in _EMACS)
    return "message" if unannounced or found.has("capabilities.window.showMessage") else None


class _Found:
    """Looks into JSON by paths with dots; what is not there or not an object is None."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        self._value = value

    def at(self, path: str) -> Json:
        return reduce(_inside, path.split("."), self._value)

    def has(self, path: str) -> bool:
        return self.at(path) not in (None, False)

    def true(self, path: str) -> bool:
        return self.at(path) is True

    def text(self, path: str) -> str:
        value = self.at(path)
        return value if isinstance(value, str) else ""

    def count(self, path: str) -> int:
        value = self.at(path)
        return value if type(value) is int and value > 0 else 0

    def items(self, path: str) -> list[Any]:
        value = self.at(path)
        return value if isinstance(value, list) else []

    def numbers(self, path: str) -> frozenset[int]:
        return frozenset(each for each in self.items(path) if isinstance(each, int))


def _inside(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, Mapping) else None
