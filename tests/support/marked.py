"""Marked text: `$0` in a test's text is where the cursor stands."""

from opencode_ls.text import TextEdit, apply_edits

MARK = "$0"


def marked(text: str) -> tuple[str, int]:
    """The text without its one mark, and the offset where the mark stood."""
    before, mark, after = text.partition(MARK)
    if not mark or MARK in after:
        raise ValueError(f"a marked text has one {MARK}: {text!r}")
    return before + after, len(before)


def with_mark(text: str, offset: int) -> str:
    """The text with a mark at an offset."""
    return text[:offset] + MARK + text[offset:]


def after_edits(text: str, *edits: TextEdit) -> str:
    """The text after edits that all count in the text as it was."""
    return apply_edits(text, edits)
