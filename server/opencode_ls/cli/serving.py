"""Joins the language server with the real machine."""

import os
from typing import NoReturn

from opencode_ls.analysis.world import World
from opencode_ls.door.greeting import Greeted
from opencode_ls.host import RealWorld
from opencode_ls.lsp.session import serve


def run(editor: Greeted, *, may_run: bool) -> NoReturn:
    """Serve an editor that has been heard; ends the process."""
    serve(_world, editor, may_run=may_run)


def _world(trusted: bool, workspace: tuple[str, ...], catalog: str) -> World:  # noqa: FBT001  (the server's own terms)
    cwd = _working_folder(workspace)
    return RealWorld(trusted=trusted, workspace=workspace, cwd=cwd, catalog=catalog)


def _working_folder(workspace: tuple[str, ...]) -> str:
    """Where a text without a file is: the first folder of the workspace, else where we started."""
    try:
        return workspace[0] if workspace else os.getcwd()
    except OSError:
        return os.path.expanduser("~")
