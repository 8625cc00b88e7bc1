"""The only ways by which text from a file reaches an output: each makes it harmless there.

A file is a stranger's text: it may hold control sequences, characters that reorder or hide what
stands beside them, and the words by which a continuous integration service takes commands.
"""

import sys
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
"""Unicode categories that show nothing, or something else than what is written."""

_BLANK_LETTERS = frozenset(
    {
        *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0",
        *map(chr, (*range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000))),
    }
)
"""Characters of other categories that look like a blank, or like nothing (variation selectors)."""


def terminal(text: str) -> str:
    """The text on one line, each character that a terminal would obey or hide as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def show_detail(detail: str) -> None:
    """Print what a command wrote to stderr; only to a terminal: a log is for others to read."""
    if sys.stderr.isatty():
        for line in detail.splitlines():
            print(f"  {terminal(line)}", file=sys.stderr)


def columns(text: str) -> int:
    """How many columns a terminal gives to a text that went through `terminal`."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def github_message(text: str) -> str:
    """The text as the message of a GitHub workflow command."""
    return terminal(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """The text as the value of a property of a GitHub workflow command."""
    return github_message(text).replace(":", "%3A").replace(",", "%2C")


def _visible(character: str) -> str:
    if character == " " or not _hidden(character):
        return character
    code = ord(character)
    match character:
        case "\n":
            return "\\n"
        case "\r":
            return "\\r"
        case "\t":
            return "\\t"
        case _ if code <= 0xFF:  # noqa: PLR2004  (what two digits can hold)
            return f"\\x{code:02x}"
        case _ if code <= 0xFFFF:  # noqa: PLR2004  (what four digits can hold)
            return f"\\u{code:04x}"
        case _:
            return f"\\U{code:08x}"


def _hidden(character: str) -> bool:
    return character in _BLANK_LETTERS or unicodedata.category(character) in _HIDDEN


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
