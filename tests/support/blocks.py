"""Reads the code blocks of a page in Markdown, with what stands above each.

A first line `// PATH` in a configuration says which file it is, such as `opencode.jsonc` or one
below `~/`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FENCE = re.compile(
    r"^(?P<mark>```+)(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=mark)$", re.MULTILINE | re.DOTALL
)
_INDENTED = re.compile(r"(?<=\n\n)(?: {4}\S[^\n]*\n)+")
_NAMED = re.compile(r"// (?P<path>[~\w./-]+\.jsonc?)\n")


class Block(NamedTuple):
    """A code block: its page, the line (from 1) where it opens, the words of its fence, its text.

    `kind` is the first word, `words` the others; an indented block is of the kind `sh`.
    `above` is the kind of the block before it, `files` are the configurations before it, by path.
    """

    page: str
    line: int
    kind: str
    words: tuple[str, ...]
    text: str
    above: str
    files: tuple[tuple[str, str], ...]


def blocks(page: Path) -> Iterator[Block]:
    """The code blocks of a page, in order."""
    markdown = page.read_text(encoding="utf-8")
    above = ""
    files: dict[str, str] = {}
    for line, info, text in sorted(_found(markdown)):
        kind, *words = info.split() or [""]
        yield Block(page.name, line, kind, tuple(words), text, above, tuple(files.items()))
        above = kind
        path = path_of(text)
        if kind in {"json", "jsonc"} and path is not None:
            files[path] = text


def path_of(text: str) -> str | None:
    """The path that the first line of a configuration names."""
    named = _NAMED.match(text)
    return named and named["path"]


def _found(markdown: str) -> Iterator[tuple[int, str, str]]:
    """The line, the words and the text of each block, the indented ones after the others."""
    for match in _FENCE.finditer(markdown):
        yield markdown.count("\n", 0, match.start()) + 1, match["info"], match["text"]
    prose = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), markdown)
    for match in _INDENTED.finditer(prose):
        yield prose.count("\n", 0, match.start()) + 1, "sh", match[0].replace("    ", "")
