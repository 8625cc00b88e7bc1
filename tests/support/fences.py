"""Reads the fenced examples of a Markdown text, and what their trailing comments expect.

A fence opens with ```` ```jsonc ```` and any number of words.  In a specification a line may end in
`// error: [code] "part of message"` (error, warning, info or hint), or hold only such a comment for
the line above it; these comments are taken out before the text is used.
"""

import re
from typing import NamedTuple

_FENCE = re.compile(r"^```jsonc(?P<words>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(
    r"[ \t]*// (?P<severity>error|warning|info|hint): \[(?P<code>[a-z0-9-]+)\]"
    r' "(?P<part>(?:(?!" // ).)*)"$'
)


class Fence(NamedTuple):
    """One example: the words of its fence, its text, and the line (from 1) where it opens."""

    words: tuple[str, ...]
    text: str
    line: int


class Expected(NamedTuple):
    """One finding that an example expects on a line (from 0)."""

    line: int
    severity: str
    code: str
    part: str


def fences(markdown: str) -> tuple[Fence, ...]:
    """The examples of a text, in order."""
    return tuple(
        Fence(
            tuple(match["words"].split()),
            match["text"],
            markdown.count("\n", 0, match.start()) + 1,
        )
        for match in _FENCE.finditer(markdown)
    )


def expectations(text: str) -> tuple[str, tuple[Expected, ...]]:
    """The text without the comments that expect something, and what they expect.

    Raises ValueError for a comment that only looks like an expectation.
    """
    lines: list[str] = []
    expected: list[Expected] = []
    for line in text.splitlines(keepends=True):
        rest, ending = line.rstrip("\r\n"), line[len(line.rstrip("\r\n")) :]
        found: list[Expected] = []
        while match := _EXPECTED.search(rest):
            rest = rest[: match.start()]
            found.insert(0, Expected(len(lines), match["severity"], match["code"], match["part"]))
        if re.search(r"// (?:error|warning|info|hint): \[", rest):
            raise ValueError(f"not an expectation: {rest}")
        if found and not rest.strip():
            expected += [each._replace(line=len(lines) - 1) for each in found]
        else:
            expected += found
            lines.append(rest + ending)
    return "".join(lines), tuple(expected)
