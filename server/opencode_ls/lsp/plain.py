"""Ranges and edits in the words of LSP, as plain dicts.

Where there are hundreds of them, lsprotocol's objects take several times as long.
"""

from collections.abc import Callable
from typing import Any

from opencode_ls.text import Span, TextEdit

PositionOf = Callable[[int], tuple[int, int]]
"""Gives line and column of an offset; it is asked for the start of a span, then for the end."""


def range_of(span: Span, position: PositionOf) -> dict[str, Any]:
    """The range of a span."""
    (line, column), (last, end) = position(span.start), position(span.end)
    return {
        "start": {"line": line, "character": column},
        "end": {"line": last, "character": end},
    }


def edit_of(edit: TextEdit, position: PositionOf) -> dict[str, Any]:
    """One edit."""
    return {"range": range_of(edit.span, position), "newText": edit.text}
