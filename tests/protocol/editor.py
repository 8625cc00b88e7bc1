"""The real server behind a client that announces what a real editor announces."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from opencode_ls.door.message import Json
from protocol.places import position

PROFILES = {
    "visual-studio-code": "utf-16",
    "neovim@v0.11": "utf-8",
    "neovim@v0.7": "utf-16",
    "emacs": "utf-32",
}
"""Capability profiles, and the position encoding that each wishes."""

NAMES = {"visual-studio-code": "Visual Studio Code", "emacs": "Emacs (eglot)"}

PATIENCE = 30.0
"""Seconds after which a test gives up waiting."""

SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "opencode_ls", "server"])

Answer = types.MessageActionItem | None
Params = types.ShowMessageRequestParams
Diagnostics = list[types.Diagnostic]


async def dismiss(_params: Params) -> Answer:
    """The answer of a user who closes the question."""
    return None


def nothing(_params: types.RegistrationParams) -> None:
    """The answer of a client that does as it is told."""


class Editor:
    """One editor with one document."""

    def __init__(self, client: LanguageClient, profile: str, folder: Path) -> None:
        self.client = client
        self.profile = profile
        self.encoding = PROFILES[profile]
        self.path = folder / "opencode.json"
        self.uri = self.path.as_uri()
        self.text = ""
        self.answer: Callable[[Params], Awaitable[Answer]] = dismiss
        self.asked: list[Params] = []
        self.capabilities = types.ServerCapabilities()
        self._version = 0

        async def ask(params: Params) -> Answer:
            self.asked.append(params)
            return await self.answer(params)

        client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)(ask)
        client.feature(types.CLIENT_REGISTER_CAPABILITY)(nothing)

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    async def start(self, options: Json) -> None:
        """Introduce itself as the profile does; `options` are the initializationOptions."""
        params = types.InitializeParams(
            capabilities=client_capabilities(self.profile),
            client_info=types.ClientInfo(NAMES.get(self.profile, "Neovim")),
            workspace_folders=[types.WorkspaceFolder(self.path.parent.as_uri(), "work")],
            initialization_options=options,
        )
        self.capabilities = (await self.client.initialize_session(params)).capabilities

    async def open(self, text: str) -> Diagnostics:
        """Write the file and open it; returns the first findings."""
        self.path.write_text(text, encoding="utf-8")
        self.text, self._version = text, 1
        item = types.TextDocumentItem(self.uri, "json", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.findings(lambda _: True)

    def change(self, old: str, new: str) -> None:
        """Type over a part of the text."""
        start = self.text.index(old)
        area = types.Range(self.at(start), self.at(start + len(old)))
        self.text, self._version = self.text.replace(old, new, 1), self._version + 1
        name = types.VersionedTextDocumentIdentifier(self._version, self.uri)
        change = types.TextDocumentContentChangePartial(area, new)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(name, [change]))

    def at(self, offset: int) -> types.Position:
        return position(self.text, offset, self.encoding)

    def after(self, part: str) -> types.Position:
        """The position behind the first place of a part."""
        return self.at(self.text.index(part) + len(part))

    async def findings(self, fit: Callable[[Diagnostics], bool]) -> Diagnostics:
        """The document's findings as soon as they fit."""
        while not (self.uri in self.client.diagnostics and fit(self._told())):
            told = self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            await asyncio.wait_for(told, PATIENCE)
        return self._told()

    def _told(self) -> Diagnostics:
        return list(self.client.diagnostics[self.uri])

    async def run(self, provider: str, name: str | None = None) -> Json:
        """Run the provider's command; returns the result object. `name` is the request's id."""
        arguments = [{"uri": self.uri, "provider": provider}]
        params = types.ExecuteCommandParams("opencode-ls.runApiKeyCommand", arguments)
        method = types.WORKSPACE_EXECUTE_COMMAND
        send = cast("Callable[..., Awaitable[Json]]", self.client.protocol.send_request_async)
        return await send(method, params, name)

    async def progress(self) -> None:
        """Wait for the next progress notification, if none has come before."""
        while not any(self.client.progress_reports.values()):
            told = self.client.wait_for_notification(types.PROGRESS)
            await asyncio.wait_for(told, PATIENCE)

    @property
    def messages(self) -> list[str]:
        """What was shown, without being a question."""
        return [shown.message for shown in self.client.messages]


@asynccontextmanager
async def editing(profile: str, folder: Path, **options: object) -> AsyncIterator[Editor]:
    """An editor that has introduced itself."""
    client = cast("LanguageClient", await SERVER.start())
    editor = Editor(client, profile, folder)
    try:
        await editor.start(options)
        yield editor
        await client.shutdown_session()
    finally:
        await client.stop()  # type: ignore[no-untyped-call]  # pytest-lsp has no types there
