"""Tells an editor the configuration that all files give together, open ones as they stand there."""

from typing import Any

from opencode_ls.analysis.layers import with_content
from opencode_ls.door.message import Json
from opencode_ls.features.effective_config import effective_config, to_json
from opencode_ls.lsp.commands import analysis_named
from opencode_ls.lsp.server import Server


def effective_config_of(server: Server, *arguments: Json) -> dict[str, Any]:
    """The command `opencode-ls.effectiveConfig`; raises JsonRpcInvalidParams."""
    _, analysis = analysis_named(server, arguments)
    found = with_content(analysis.world, analysis.folder, analysis.layers)
    return to_json(effective_config(found))
