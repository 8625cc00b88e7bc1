"""The servers that are compared: ours, and the JSON server that VS Code ships, from npm.

All are given the same schema: ours, which is complete in itself, so that nothing is fetched.
"""

import sys
from pathlib import Path

from editor import Peer

HERE = Path(__file__).resolve().parent
_FOLDER = HERE / "peers"
_SCHEMA = HERE.parent / "schema" / "opencode.schema.json"
_SERVER = "node_modules/vscode-langservers-extracted/bin/vscode-json-language-server"

OURS = Peer("opencode-ls", (sys.executable, "-m", "opencode_ls", "server"), pulls=True)
OURS_PUSHING = OURS._replace(name="opencode-ls, push", pulls=False)


def peers() -> tuple[Peer, ...]:
    """All of them: each of ours, and each way of the other."""
    released = str(_FOLDER / "released" / _SERVER)
    bundle = str(_FOLDER / "next" / "bundle.cjs")
    return (
        OURS,
        OURS_PUSHING,
        _json("vscode-json", released, pulls=True),
        _json("vscode-json, bundled", bundle, pulls=True),
        _json("vscode-json, push", released, pulls=False),
    )


def _json(name: str, script: str, *, pulls: bool) -> Peer:
    settings = {"json": {"validate": {"enable": True}, "format": {"enable": True}}}
    options = {"provideFormatter": True, "handledSchemaProtocols": ["file"]}
    schema = _SCHEMA.read_text(encoding="utf-8")
    return Peer(name, ("node", script, "--stdio"), pulls, options, settings, schema)
