"""Writes what an editor may have us do as a command of LSP, for lenses and code actions."""

from lsprotocol import types

from opencode_ls.door.commands import ADD, INSTALL, RUN, TRY
from opencode_ls.features.actions import AddModels, Command, InstallPlugin, RunCommand, TryKey

_COMMANDS = {RunCommand: RUN, TryKey: TRY, AddModels: ADD, InstallPlugin: INSTALL}


def offered_command(uri: str, title: str, command: Command) -> types.Command:
    """The command, about the document of a URI, in the words of `workspace/executeCommand`."""
    argument = {"uri": uri, **command._asdict()}
    return types.Command(title, _COMMANDS[type(command)], arguments=[argument])
