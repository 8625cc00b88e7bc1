"""Completes what is inside a placeholder: the variable of `{env:…}`, the path of `{file:…}`."""

import re
from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.features.completion_item import Draft
from opencode_ls.features.insertion import Slot
from opencode_ls.pattern import pattern
from opencode_ls.text import Span
from opencode_ls.values import Value, complete

_VARIABLE = pattern(r"\{env:([^}\"\s]*)$")
_VARIABLE_REST = pattern(r"[^}\"\s,\]]*")
_PATH = pattern(r"\{file:((?:[^}\"\r\n]*/)?([^}\"/\r\n]*))$")
_PATH_REST = pattern(r"[^}\"/\r\n]*(?=[}/])|[^}\"/\s,\]]*")
"""A name may have blanks, but where nothing ends it, what follows is not its own."""


def inside(analysis: Analysis, place: Slot) -> tuple[Slot, Iterator[Draft]] | None:
    """What is offered in a placeholder, and the slot of the name; None for a cursor elsewhere."""
    return _variables(analysis, place) or _paths(analysis, place)


def _variables(analysis: Analysis, place: Slot) -> tuple[Slot, Iterator[Draft]] | None:
    match = _VARIABLE.search(place.typed)
    if match is None:
        return None
    inner = _inner(analysis, place, match[1], _VARIABLE_REST)
    after = "" if inner.keeps else "}"
    found = complete("env-name", analysis, inner.place)
    drafts = (Draft(each.label, each.kind, (each.text,), each.detail) for each in found)
    return inner._replace(after=after), drafts


def _paths(analysis: Analysis, place: Slot) -> tuple[Slot, Iterator[Draft]] | None:
    """Paths, by their last parts: only a file's ends the placeholder."""
    match = _PATH.search(place.typed)
    if match is None:
        return None
    inner = _inner(analysis, place, match[2], _PATH_REST)
    cursor = place.replace.start + len(place.typed)
    typed = inner.place._replace(replace=Span(cursor - len(match[1]), cursor))
    following = analysis.text[inner.replace.end : inner.replace.end + 1]
    found = complete("file-path", analysis, typed)
    drafts = (
        Draft(each.label, each.kind, (_ended(each, following),), each.detail, retrigger=each.more)
        for each in found
    )
    return inner, drafts


def _ended(value: Value, following: str) -> str:
    """A folder with its slash, a file with the brace that ends the placeholder, each once."""
    if value.more:
        return value.text.removesuffix(following)
    return value.text + ("" if following == "}" else "}")


def _inner(analysis: Analysis, place: Slot, typed: str, rest: re.Pattern[str]) -> Slot:
    """The slot of a name, of which this is typed; what follows the cursor belongs to it too."""
    cursor = place.replace.start + len(place.typed)
    match = rest.match(analysis.text, cursor)
    end = match.end() if match else cursor
    return place._replace(
        place=place.place._replace(replace=Span(cursor - len(typed), end)),
        typed=typed,
        before=(),
        after="",
        keeps=analysis.text.startswith("}", end),
    )
