"""A provider's entry as opencode holds it after all files: what it would run and where a key goes.

It is read by the functions that read files, so that the same settings come out the same.
"""

from typing import NamedTuple

from opencode_ls.analysis.destination import Destination, as_read, destination
from opencode_ls.analysis.key_origin import Entry
from opencode_ls.analysis.key_source import argv_of
from opencode_ls.analysis.layers import Layer
from opencode_ls.analysis.placeholders import Substitution
from opencode_ls.jsonc import parse


class Seen(NamedTuple):
    """The command and the destination that another program has read."""

    argv: tuple[str, ...]
    destination: Destination


def seen_entry(text: str) -> Seen | None:
    """What a provider's entry says, as JSON; None if it is none, or has no command that could run.

    The text is what a program has read: a placeholder in it is no longer one.
    """
    tree = parse(text)
    command = tree.root.at("options", "apiKeyCommand") if tree.root is not None else None
    argv = argv_of(command) if command is not None else None
    if tree.root is None or argv is None or tree.problems:
        return None
    layer = Layer("", "user", text, tree, Substitution(text, (), ()))
    return Seen(argv, destination((Entry(layer, tree.root, native=False),), as_read))
