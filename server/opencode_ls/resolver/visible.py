"""Shows a stranger's text so that what is read is what is there; pure."""

import re

_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Printable by their category, but blank or not shown (Unicode: Default_Ignorable_Code_Point)."""

LONGEST_NAME = 200
"""Characters of a name that a message quotes at most."""


def visible(text: str) -> str:
    """The text with controls, bidirectional marks, odd blanks and what no font shows as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_character, text))


def quoted(text: str) -> str:
    """The text in quotes, as in JSON: two different texts never look the same."""
    return '"' + visible(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def named(text: str) -> str:
    """The text in backticks on one line, shortened, for a message."""
    shown = visible(text).replace("`", "'")
    return f"`{shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + '…'}`"


def _character(character: str) -> str:
    if character.isprintable() and not _IGNORED.match(character):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004  (four digits)
