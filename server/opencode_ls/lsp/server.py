"""One session with one editor: what it can do, what it has open, what its user has set."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from opencode_ls import VERSION
from opencode_ls.analysis.build import Settings
from opencode_ls.analysis.watched import watched
from opencode_ls.analysis.world import World
from opencode_ls.door.client import Client
from opencode_ls.door.introduction import Introduction, paths_of
from opencode_ls.door.message import Json
from opencode_ls.lsp.diagnostics import Diagnostics
from opencode_ls.lsp.documents import Basis, Documents, Snapshot
from opencode_ls.lsp.protocol import Protocol
from opencode_ls.lsp.reports import Reports
from opencode_ls.lsp.settings import SECTION, ServerSettings, read_settings
from opencode_ls.lsp.trust import says_trusted
from opencode_ls.lsp.typed import Converter
from opencode_ls.lsp.watching import Watching

if TYPE_CHECKING:
    from opencode_ls.features.completion import Item

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

MakeWorld = Callable[[bool, tuple[str, ...], str], World]
"""Makes the World for a workspace: whether it is trusted, its folders, the setting `catalog`."""

Post = Callable[[Callable[[], None]], None]
"""Has something done by the main thread, in its turn."""


class Server(LanguageServer):
    """Everything but `call` belongs to the main thread."""

    protocol: Protocol

    def __init__(self, make_world: MakeWorld, post: Post, *, may_run: bool) -> None:
        super().__init__(
            "opencode-ls",
            VERSION,
            protocol_cls=Protocol,
            converter_factory=cast("Any", Converter),
        )
        self.may_run = may_run
        self.client = Client()
        self.trusted = False
        self.folders: tuple[str, ...] = ()
        self._make_world = make_world
        self._post = post
        self._own_settings: Any = None
        self._shared_settings: Any = None
        self._offer: tuple[int, tuple[Item, ...]] = (0, ())
        self.meet(Introduction(self.client, None, (), "", None))

    def meet(self, editor: Introduction) -> None:
        """The editor has introduced itself."""
        client, options = editor.client, editor.options
        self.client, self.folders, self.trusted = client, editor.folders, says_trusted(options)
        self._workspace = editor.workspace or ()
        self._own_settings = options.get("settings") if isinstance(options, dict) else None
        self.settings = self._read_settings()
        self.tokens: dict[str, types.SemanticTokens] = {}
        self.documents = Documents(self._basis(), client.encoding)
        self.watching = Watching(client, self.protocol.send_request)
        self.reports = Reports(client)
        self.diagnostics = Diagnostics(client, self.documents, self._publish, self._refresh)

    def _publish(self, uri: str, version: int | None, snapshot: Snapshot | None) -> None:
        name = {"uri": uri} if version is None else {"uri": uri, "version": version}
        told = self.reports.of(snapshot).inside(name, "diagnostics")
        self.protocol.tell(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, told)

    def watch(self) -> None:
        """Ask the editor to watch what the findings of the open documents rest on."""
        if self.client.registers_watching:
            found = (self.documents.analysis(each.uri) for each in self.documents.configurations)
            analyses = [analysis for analysis in found if analysis is not None]
            self.watching.renew(self.folders, watched(analyses, self.folders))

    def trust(self, *, trusted: bool) -> None:
        """The user has given trust to the workspace, or taken it."""
        self.trusted = trusted
        self.look_again()

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Folders of the workspace, by their URIs, have come or gone."""
        gone = frozenset(removed)
        kept = (uri for uri in self._workspace if uri not in gone)
        self._workspace = tuple(dict.fromkeys((*kept, *added)))
        self.folders = paths_of(self._workspace)
        self.look_again()

    def configure(self, shared: Json) -> None:
        """The editor's configuration of our section has come."""
        self._shared_settings = shared
        self.settings = self._read_settings()
        self.look_again()

    def look_again(self) -> None:
        """Something besides the texts may have changed."""
        self.documents.rest_on(self._basis())
        self.watch()
        self.diagnostics.changed(monotonic())
        self.refresh()

    def refresh(self) -> None:
        """Have the editor ask anew for what it shows between the lines, if it can be told."""
        for method in self.client.refreshes if self.documents.configurations else ():
            self.protocol.send_request(method)

    def ask_for_configuration(self) -> None:
        """Ask the editor for our section, if it can be asked."""
        if self.client.configuration:
            params = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            future = self.protocol.send_request(types.WORKSPACE_CONFIGURATION, params)
            future.add_done_callback(self._configured)

    def offer(self, items: "tuple[Item, ...]") -> int:
        """Keep the completions that are about to be sent; returns the number of this offer."""
        self._offer = (self._offer[0] + 1, items)
        return self._offer[0]

    def offered(self, name: Json) -> "Item | None":
        """The completion that a client sends back as `[offer, index]`, None if it is an old one."""
        match name:
            case [int() as offer, int() as index] if offer == self._offer[0]:
                return self._offer[1][index] if 0 <= index < len(self._offer[1]) else None
            case _:
                return None

    def call(self, task: Callable[[], None]) -> None:
        """Have the main thread do something, and wait until it is done; from a worker only."""
        done: Future[None] = Future()

        def do() -> None:
            try:
                task()
                done.set_result(None)
            except Exception as error:  # noqa: BLE001  (the worker gets it: see STYLE, Errors)
                done.set_exception(error)

        self._post(do)
        done.result()

    @property
    def thread_pool(self) -> ThreadPoolExecutor:
        """Workers that know which request they work for."""
        if self._thread_pool is None:
            self._thread_pool = _Pool(max_workers=self._max_workers)
        return self._thread_pool

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """Show nothing: what pygls would show the user is the text of an exception."""

    def world(self) -> World:
        """What may be looked at now; a new look at each call."""
        return self._make_world(self.trusted, self.folders, self.settings.catalog)

    def _basis(self) -> Basis:
        return Basis(self.world(), Settings(self.settings.opencode), self.settings.levels)

    def _read_settings(self) -> ServerSettings:
        settings, problems = read_settings(self._own_settings, self._shared_settings)
        if problems:
            text = f"Ignored settings of opencode-ls: {'; '.join(problems)}"
            self.window_log_message(types.LogMessageParams(types.MessageType.Warning, text))
        return settings

    def _configured(self, future: "Future[Any]") -> None:
        if not future.cancelled() and future.exception() is None:
            result = future.result()
            self.configure(result[0] if isinstance(result, list) and result else None)

    def _refresh(self) -> None:
        self.protocol.send_request(types.WORKSPACE_DIAGNOSTIC_REFRESH)


class _Pool(ThreadPoolExecutor):
    """Hands the request's id on, which pygls forgets: without it no worker can be cancelled."""

    def submit(
        self,
        fn: Callable[Parameters, Result],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> "Future[Result]":
        return super().submit(copy_context().run, partial(fn, *args, **kwargs))
