"""The one place where a key leaves the command line: as it is, and not by accident on a screen."""

import sys

from opencode_ls.resolver.key import Key


def on_a_screen(*, force: bool) -> bool:
    """Whether a key would be seen on a terminal by somebody who did not insist on it."""
    return sys.stdout.isatty() and not force


def reveal(key: Key) -> None:
    """Print the key and a line end; in UTF-8 whatever the locale, since it must stay as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(key.reveal().encode() + b"\n")
    sys.stdout.buffer.flush()
