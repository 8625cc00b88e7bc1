"""Writes Markdown for hovers and completions; what comes from a file goes through `markdown_code`.

Nothing that stands in a file may become a link, a heading or HTML in an editor, and nothing in it
may be invisible: a configuration can be a stranger's.
"""

import re

from opencode_ls.pattern import pattern

LIMIT = 200
"""Characters of a file's text that are shown at most."""

_MARKS = pattern(r"([\\`*_{}\[\]<>()#+!|~&-])")
_TOKEN = pattern(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<fence>`+)(?!`)(?P<pad> ?)(?P<code>.+?)(?P=pad)(?<!`)(?P=fence)(?!`)"
    r"|\[(?P<text>[^\]]*)\]\([^)]*\)|(?P<strong>\*\*)",
    re.DOTALL,
)


def markdown_code(text: str) -> str:
    """An inline code span that holds any text: one line, nothing hidden, no way out of it."""
    shown = visible(text if len(text) <= LIMIT else text[: LIMIT - 1] + "…")
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    edge = shown[:1] + shown[-1:]
    pad = " " if not shown.strip() or "`" in edge or edge == "  " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def markdown_message(message: str) -> str:
    """One of our messages, whose quotations stand between backticks, as Markdown."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return _escaped(message)
    return "".join(
        markdown_code(part) if index % 2 else _escaped(part) for index, part in enumerate(parts)
    )


def plain(markdown: str) -> str:
    """What a reader of this Markdown sees, as plain text."""
    return _TOKEN.sub(
        lambda token: token["escaped"] or token["code"] or token["text"] or "", markdown
    )


def visible(text: str) -> str:
    """A file's text as plain text with nothing hidden in it, what cannot be seen as an escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", visible(text))
