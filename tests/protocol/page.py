"""One document as a client has it that counts columns in an encoding of its own.

What an answer says of places is told in the words that stand there, so that it reads the same in
every encoding.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from lsprotocol import types

from protocol.places import offset, position

Area = Mapping[str, Any]
"""A range of LSP."""

MOST = 40
"""Characters of a part that are shown."""


class Page(NamedTuple):
    """A text with its URI, its name in what is told, and how its columns are counted."""

    uri: str
    name: str
    text: str
    encoding: str

    def at(self, place: int) -> dict[str, int]:
        """The position of an offset."""
        found = position(self.text, place, self.encoding)
        return {"line": found.line, "character": found.character}

    def offset(self, place: Mapping[str, int]) -> int:
        """The offset of a position; ValueError if none is there."""
        return offset(self.text, types.Position(**place), self.encoding)

    def part(self, area: Area) -> str:
        """What stands at a range, its middle left out where it is long, breaks as `⏎`."""
        text = self.text[self.offset(area["start"]) : self.offset(area["end"])]
        half = MOST // 2
        shown = text if len(text) <= MOST else f"{text[:half]}…{text[-half:]}"
        return f"«{one_line(shown)}»"

    def before(self, place: Mapping[str, int]) -> str:
        """The end of what stands before a position on its line."""
        line = self.text[: self.offset(place)].rpartition("\n")[2]
        return f"{line[-8:]}|"

    def edited(self, edits: Iterable[Mapping[str, Any]]) -> str:
        """The text after edits that all count in the text as it was."""
        text = self.text
        for edit in sorted(edits, key=lambda edit: -self.offset(edit["range"]["start"])):
            start, end = (self.offset(edit["range"][name]) for name in ("start", "end"))
            text = text[:start] + edit["newText"] + text[end:]
        return text


def one_line(text: str) -> str:
    """The text with a sign for each break."""
    return text.replace("\n", "⏎")


class Pages(NamedTuple):
    """The document that is asked about, and all others that an answer may name."""

    own: Page
    others: Mapping[str, Page]

    def place(self, uri: str, area: Area) -> str:
        """A place in any of them."""
        page = self.others[uri]
        return f"{page.name} {page.part(area)}"
