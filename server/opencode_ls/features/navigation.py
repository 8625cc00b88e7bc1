"""Leads from a name to where it is defined and to all places that use it, across the files."""

from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.defining_files import defining_files
from opencode_ls.analysis.front_matter import every_file
from opencode_ls.analysis.names import Name, Subject, files, name_at
from opencode_ls.text import Span

_START = Span(0, 0)


class Place(NamedTuple):
    """A place in a file: `span` is what is meant, and `whole` the entry around it.

    `text` is what the spans count in; the start of a file stands for the file, with no text.
    """

    path: str
    text: str
    span: Span
    whole: Span


class Definition(NamedTuple):
    """Where something is defined, first in this file; `origin` is what leads there."""

    origin: Span
    places: tuple[Place, ...]


class Reference(NamedTuple):
    """One place that names something."""

    place: Place
    defines: bool


def definition(analysis: Analysis, offset: int) -> Definition | None:
    """Where the name at an offset is defined, or the file of a `{file:…}`; None for nothing."""
    linked = _file_at(analysis, offset)
    if linked is not None:
        return linked
    name = name_at(analysis, offset)
    if name is None:
        return None
    defining = [found.place for found in _named(analysis, name.subject) if found.defines]
    places = (*defining, *_markdown(analysis, name.subject))
    return Definition(name.span, places) if places else None


def references(analysis: Analysis, offset: int) -> tuple[Reference, ...]:
    """Every place that names what the name at an offset does, in all files that apply.

    The front matter of Markdown files is among them.
    """
    name = name_at(analysis, offset)
    return () if name is None else tuple(_named(analysis, name.subject))


def highlights(analysis: Analysis, offset: int) -> tuple[Name, ...]:
    """Every place of this file that names what the name at an offset does."""
    name = name_at(analysis, offset)
    if name is None:
        return ()
    return tuple(each for each in files(analysis)[0].names if each.subject == name.subject)


def _named(analysis: Analysis, subject: Subject) -> Iterator[Reference]:
    for file in every_file(analysis):
        for name in file.names:
            if name.subject == subject:
                place = Place(file.path, file.text, name.span, name.whole)
                yield Reference(place, name.defines)


def _markdown(analysis: Analysis, subject: Subject) -> Iterator[Place]:
    return (Place(path, "", _START, _START) for path in defining_files(analysis, subject))


def _file_at(analysis: Analysis, offset: int) -> Definition | None:
    for found in analysis.placeholders:
        # A path that a variable takes part in would tell the variable's value.
        told = found.status == "set" and found.written_path(analysis.text) is not None
        if told and found.span.contains(offset):
            return Definition(found.span, (Place(found.path, "", _START, _START),))
    return None
