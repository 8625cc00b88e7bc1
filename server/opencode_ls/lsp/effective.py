"""Tells an editor the configuration that all files give together, open ones as they stand there."""

from collections.abc import Callable
from typing import Any, Final

from pygls.exceptions import JsonRpcInvalidParams

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.layers import with_content
from opencode_ls.features.effective_config import effective_config, to_json
from opencode_ls.lsp.message import Json
from opencode_ls.lsp.server import Server
from opencode_ls.lsp.uris import path_of

EFFECTIVE = "opencode-ls.effectiveConfig"
"""The command that tells it; its argument is `{"uri"}`, its result that of `config --json`."""


def effective_config_of(server: Server, *arguments: Json) -> dict[str, Any]:
    """The command `opencode-ls.effectiveConfig`; raises JsonRpcInvalidParams."""
    analysis = _analysis(server, arguments)
    found = with_content(analysis.world, analysis.folder, analysis.layers)
    return to_json(effective_config(found))


def _analysis(server: Server, arguments: tuple[Any, ...]) -> Analysis:
    match arguments:
        case [{"uri": str() as uri}]:
            analysis = server.documents.analysis(uri) if path_of(uri) else None
            if analysis is None:
                raise JsonRpcInvalidParams("`uri` must name an open configuration file of opencode")
            return analysis
        case _:
            raise JsonRpcInvalidParams("the argument must be one object {uri}, a string")


COMMANDS: Final[dict[str, Callable[..., Any]]] = {EFFECTIVE: effective_config_of}
