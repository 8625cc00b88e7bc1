"""Which module answers to which method or command; each is loaded when it is first asked, or idle.

What an editor shows first are findings, and they need a fifth of the modules that answer to
something.  Measured: 60 ms of CPU time less until they are shown.
"""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, Final

from opencode_ls.door.client import Client
from opencode_ls.door.commands import ADD, EFFECTIVE, INSTALL, RUN, RUN_ALL, TRY

Handler = Callable[..., Any]
"""Takes the server, then the params of a method, or the arguments of a command."""

Methods = dict[str, Handler]
"""What a module answers to: its `METHODS`."""

_DOCUMENT = "textDocument"

ALWAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "completing": (f"{_DOCUMENT}/completion", "completionItem/resolve"),
    "hovering": (f"{_DOCUMENT}/hover",),
    "outline": (f"{_DOCUMENT}/documentSymbol",),
    "actions": (f"{_DOCUMENT}/codeAction", "codeAction/resolve"),
    "hints": (f"{_DOCUMENT}/codeLens", f"{_DOCUMENT}/inlayHint"),
    "links": (f"{_DOCUMENT}/documentLink",),
    "structure": (
        *(f"{_DOCUMENT}/foldingRange", f"{_DOCUMENT}/selectionRange"),
        *(f"{_DOCUMENT}/formatting", f"{_DOCUMENT}/rangeFormatting"),
    ),
    "navigation": (
        *(f"{_DOCUMENT}/definition", f"{_DOCUMENT}/references"),
        *(f"{_DOCUMENT}/documentHighlight", f"{_DOCUMENT}/prepareRename", f"{_DOCUMENT}/rename"),
        "workspace/symbol",
    ),
    "keys": ("opencode-ls/keys",),
    "file_operations": (
        *("workspace/didCreateFiles", "workspace/didRenameFiles", "workspace/didDeleteFiles"),
    ),
}
"""The methods of each module that any client may ask for, those first that are asked first."""

PULLED = ("textDocument/diagnostic", "workspace/diagnostic")
"""Those of `pulling`, for a client that pulls findings; no other may ask."""

TOKENS = {
    "full": f"{_DOCUMENT}/semanticTokens/full",
    "delta": f"{_DOCUMENT}/semanticTokens/full/delta",
    "range": f"{_DOCUMENT}/semanticTokens/range",
}
"""Those of `tokens`, by the way that a client has to announce."""

ON_WORKERS: Final[Mapping[str, tuple[str, str]]] = {
    RUN: ("commands", "run_api_key_command"),
    TRY: ("commands", "try_key_of_provider"),
    ADD: ("add_models", "add_models"),
    RUN_ALL: ("run_all", "run_all"),
    INSTALL: ("install_plugin", "install_plugin"),
}
"""The commands that may take long, each with its module and function."""

AT_ONCE: Final[Mapping[str, tuple[str, str]]] = {EFFECTIVE: ("effective", "effective_config_of")}
"""The other one."""


def methods_for_all() -> Methods:
    """The methods that any client may ask for, with what answers."""
    return {name: _late(area, name) for area, names in ALWAYS.items() for name in names}


def methods_for(client: Client) -> Methods:
    """Those that only such a client may ask for."""
    pulled = PULLED if client.pulls else ()
    tokens = (name for way, name in TOKENS.items() if way in client.tokens)
    return {name: _late("pulling", name) for name in pulled} | {
        name: _late("tokens", name) for name in tokens
    }


def command(place: tuple[str, str]) -> Handler:
    """A command that is loaded when it is first asked for."""
    area, name = place

    def carry_out(ls: Any, *arguments: Any) -> Any:  # noqa: ANN401  (each its own)
        return getattr(_module(area), name)(ls, *arguments)

    return carry_out


def _late(area: str, method: str) -> Handler:
    def answer(ls: Any, params: Any) -> Any:  # noqa: ANN401  (each its own)
        return _module(area).METHODS[method](ls, params)

    return answer


def _module(area: str) -> Any:  # noqa: ANN401  (a module)
    return import_module(f"opencode_ls.lsp.{area}")


def loading() -> tuple[Callable[[], object], ...]:
    """What loads each of the modules, those first that are asked first."""
    others = dict.fromkeys(area for area, _ in (*ON_WORKERS.values(), *AT_ONCE.values()))
    return tuple(partial(_module, area) for area in (*ALWAYS, "tokens", *others))
