"""Writes our plugin into the user's own opencode folder: the one place that does."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from opencode_ls.analysis.own_plugin import command_in, place_to_install, plugin_text
from opencode_ls.analysis.world import World

COMMAND = (sys.executable, "-P", "-m", "opencode_ls")
"""What starts this installation from any folder, and imports nothing that lies there."""


class Plan(NamedTuple):
    """What an installation would write, and what is in that place now.

    `there` is "same" for the very text, "other" for what is not ours and must stay.
    """

    path: str
    text: str
    there: Literal["nothing", "older", "same", "other"]


def plan(world: World) -> Plan:
    """The plan for this user; nothing is written yet."""
    path, text = place_to_install(world), plugin_text(COMMAND)
    found = world.read(path)
    if found.status == "missing" or (found.status == "ok" and not found.text):
        return Plan(path, text, "nothing")
    if found.status != "ok" or command_in(found.text) is None:
        return Plan(path, text, "other")
    return Plan(path, text, "same" if found.text == text else "older")


def install(planned: Plan) -> None:
    """Put the text there at once; where a symbolic link leads to the file, it stays one.

    Raises OSError.
    """
    real = Path(planned.path).resolve()
    real.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=real.parent, prefix=".opencode-ls-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(planned.text)
        temporary.chmod(0o644)
        temporary.replace(real)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
