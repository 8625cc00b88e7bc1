"""Tells an editor the configuration that all files give together, open ones as they stand there."""

from collections.abc import Callable
from typing import Any, Final

from opencode_ls.analysis.layers import with_content
from opencode_ls.features.effective_config import effective_config, to_json
from opencode_ls.lsp.commands import analysis_named
from opencode_ls.lsp.message import Json
from opencode_ls.lsp.server import Server

EFFECTIVE = "opencode-ls.effectiveConfig"
"""The command that tells it; its argument is `{"uri"}`, its result that of `config --json`."""


def effective_config_of(server: Server, *arguments: Json) -> dict[str, Any]:
    """The command `opencode-ls.effectiveConfig`; raises JsonRpcInvalidParams."""
    _, analysis = analysis_named(server, arguments)
    found = with_content(analysis.world, analysis.folder, analysis.layers)
    return to_json(effective_config(found))


COMMANDS: Final[dict[str, Callable[..., Any]]] = {EFFECTIVE: effective_config_of}
