"""The parts of pygls that are replaced, each with its reason.

pygls (2.1) keeps registration, dispatch to handlers, progress and our requests to the client.
Measured there, and mended here: a request with wrong params, or whose result JSON has no place for,
is never answered; requests before `initialize` and a second `initialize` are served; those after
`shutdown` are dropped; a running handler cannot be cancelled; an error's answer holds the whole
traceback.
"""

import sys
from concurrent.futures import Future
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from opencode_ls.door import message
from opencode_ls.door.capabilities import initialize_result
from opencode_ls.door.introduction import Introduction, read_introduction
from opencode_ls.door.message import Json, Wrong
from opencode_ls.lsp.answers import Answers, error_body
from opencode_ls.lsp.edits import Changes, read_changes
from opencode_ls.lsp.log import log_error
from opencode_ls.lsp.typed import Written, read, write

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from cattrs import Converter
    from pygls.lsp.server import LanguageServer

_OURS = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
)
"""What pygls would do with its own texts, which break lines at U+2028 and lose edits by it."""


class Protocol(LanguageServerProtocol):
    """Reads bodies from the main thread, writes from any."""

    def __init__(self, server: "LanguageServer", converter: "Converter") -> None:
        super().__init__(server, converter)
        self.answers = Answers(self._write)
        self.initialized = False
        self.on_introduced: Callable[[Introduction], None] = _ignored
        self.on_changes: Callable[[Changes], None] = _ignored
        for method in _OURS:
            self.fm.builtin_features.pop(method, None)

    def receive(self, body: bytes) -> None:
        """Take in one message; only `exit` raises, SystemExit with its code."""
        match message.read_message(body):
            case message.Request(name, method, params):
                self._request(name, method, params)
            case message.Notification(method, params):
                self._notification(method, params)
            case message.Reply(name, result, error):
                self._reply(name, result, error)
            case message.Refused(name, code, text):
                self._write(error_body(name, code, text))

    def hurry(self, body: bytes) -> None:
        """Look at a message as soon as it is read, from the reading thread: a cancellation."""
        if (name := message.cancelled_id(body)) is not None:
            self.answers.cancel(name)

    @property
    def exit_code(self) -> int:
        """What the process ends with: 0 only after `shutdown`."""
        return 0 if self._shutdown else 1

    # Requests and notifications of the client.

    def _request(self, name: message.Id, method: str, params: Json) -> None:
        if self.answers.waits(name):
            text = "a request with this id still waits for its answer"
            self._write(error_body(name, message.INVALID_REQUEST, text))
        elif self.answers.expect(name) and self._is_in_turn(name, method):
            try:
                typed = self._params(method, params)
            except Wrong as wrong:
                self.answers.refuse(name, message.INVALID_PARAMS, f"invalid params: {wrong}")
            else:
                copy_context().run(self._handle_request, name, method, typed)

    def _is_in_turn(self, name: message.Id, method: str) -> bool:
        problem: tuple[int, str] | None = None
        if self._shutdown:
            problem = (message.INVALID_REQUEST, "the server has been shut down")
        elif not self.initialized and method != types.INITIALIZE:
            problem = (message.NOT_INITIALIZED, "the server waits for `initialize`")
        elif self.initialized and method == types.INITIALIZE:
            problem = (message.INVALID_REQUEST, "the server has been initialized before")
        elif not self._knows(method):
            problem = (message.METHOD_NOT_FOUND, "there is no such method here")
        if problem:
            self.answers.refuse(name, *problem)
        return problem is None

    def _knows(self, method: str) -> bool:
        return method in self.fm.builtin_features or method in self.fm.features

    def _notification(self, method: str, params: Json) -> None:
        if method == types.EXIT:
            raise SystemExit(self.exit_code)
        if method == types.CANCEL_REQUEST:
            self._cancelled(params)
        elif self.initialized and not self._shutdown and self._knows(method):
            if method == types.TEXT_DOCUMENT_DID_CHANGE and (changes := read_changes(params)):
                self.on_changes(changes)
                return
            try:
                typed = self._params(method, params)
            except Wrong as wrong:
                log_error(f"ignored {method}: {wrong}", wrong)
            else:
                copy_context().run(self._handle_notification, method, typed)

    def _cancelled(self, params: Json) -> None:
        name = params.get("id") if isinstance(params, dict) else None
        if isinstance(name, int | str):
            self.answers.forget_cancel(name)
            future = self._request_futures.get(name)
            if future is not None and name not in self._result_types:
                future.cancel()

    def _params(self, method: str, params: Json) -> Json:
        """The typed params; a method that lsprotocol does not know takes them as they are."""
        if method == types.INITIALIZE:
            return read_introduction(params)
        wanted = types.METHOD_TO_TYPES[method][2] if method in types.METHOD_TO_TYPES else Any
        return None if wanted is None else read(params, wanted)

    def introduce(self, introduction: Introduction) -> None:
        """Know the editor; from then on `initialize` is refused."""
        self.on_introduced(introduction)
        self.initialized = True

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: Introduction) -> Written:  # type: ignore[override]  # read by us
        """Answer as the front door does; that has not understood the first message."""
        self.introduce(params)
        return Written(initialize_result(params.client))

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: object) -> "Generator[Any, Any, None]":
        """As pygls, but a worker that asks something meanwhile cannot make it fail."""
        if (handler := self.fm.features.get(types.SHUTDOWN)) is not None:
            yield handler, args, None
        current = self.msg_id
        for name, future in tuple(self._request_futures.items()):
            if name != current:
                future.cancel()
        self._shutdown = True

    # Answers.

    def _reply(self, name: Json, result: Json, error: Json) -> None:
        """An answer to a request of ours; anything else that names an id is noise."""
        known = isinstance(name, str) and name in self._result_types
        future = self._request_futures.pop(name, None) if known else None
        if future is None:
            return
        self._result_types.pop(name, None)
        if not future.set_running_or_notify_cancel():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(JsonRpcException("the client answered with an error"))

    def _send_response(
        self, msg_id: Json, result: Json = None, error: types.ResponseError | None = None
    ) -> None:
        if error is not None:
            self._send_error(msg_id, error)
            return
        try:
            written = result.text if isinstance(result, Written) else write(result)
        except (TypeError, ValueError, RecursionError) as problem:
            log_error("a result that is no JSON", problem)
            self.answers.refuse(msg_id, message.INTERNAL_ERROR, "Internal error")
        else:
            self.answers.give(msg_id, message.result_body(msg_id, written))

    def _send_error(self, name: Json, error: types.ResponseError) -> None:
        """What pygls answers has the traceback in `data`, the exception's text in `message`."""
        if error.code != message.INTERNAL_ERROR:
            self.answers.refuse(name, error.code, error.message)
            return
        if (problem := sys.exc_info()[1]) is not None:
            log_error("a request failed", problem)
        self.answers.refuse(name, message.INTERNAL_ERROR, "Internal error")

    def tell(self, method: str, params: Written) -> None:
        """Notify the client of something that is JSON already."""
        self._write(f'{{"jsonrpc":"2.0","method":"{method}","params":{params.text}}}'.encode())

    def _check_handler_result(self, future: Future[Any]) -> None:
        """A notification's handler has ended; nobody waits for an answer."""
        error = None if future.cancelled() else future.exception()
        if error is not None:
            log_error("a notification failed", error)

    def _send_data(self, data: Json) -> None:
        self._write(write(data).encode())

    def _write(self, body: bytes) -> None:
        if self.writer is not None:
            self.writer.write(body)


def _ignored(_told: Changes | Introduction) -> None:
    """Nobody has said yet what is to be done with it."""
