"""Reads the front matter of Markdown files: what it is called, and which names it uses.

It uses a model, and that of a command an agent.  Only what is a string beyond doubt is a name: in
one line, at the top level, plain or in quotes, without an escape.  What stands deeper, such as the
`permission` of an agent, is not looked at.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.markdown_files import COMMANDS, KINDS, MarkdownFile, MarkdownFiles
from opencode_ls.analysis.names import File, Name, Subject, files
from opencode_ls.pattern import pattern
from opencode_ls.text import Span

_FRONT = pattern(r"\A\ufeff?---\r?\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_TOLD = pattern(r"^(name|mode):[ \t]*[\"']?([^\"'\r\n]*?)[\"']?[ \t]*\r?$", re.MULTILINE)
_KEY = pattern(r"^[\"']?(\w+)[\"']?[ \t]*:(?=\s|$)", re.MULTILINE)
_STRING = pattern(
    r"^(?P<key>model|agent):[ \t]+"
    r"(?:\"(?P<double>[^\"\\\r\n]+)\"|'(?P<single>[^'\r\n]+)'|(?P<plain>[^\W\d][\w./@:+#-]*)(?<!:))"
    r"(?:[ \t]+#.*|[ \t]*)\r?$(?!\n[ \t]+\S)",
    re.MULTILINE,
)
_NO_STRINGS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


class Front(NamedTuple):
    """A Markdown file with the names that its front matter uses; `kind` is its folder's name."""

    kind: str
    file: File


class Fronts(NamedTuple):
    """The Markdown files that use names; `more` if there are some that were not read."""

    found: tuple[Front, ...]
    more: bool


@lru_cache(maxsize=1)
def fronts(analysis: Analysis) -> Fronts:
    """The Markdown files that use names, each once though it may be found by two paths.

    A text in no file keeps to itself.
    """
    found: dict[str, Front] = {}
    markdown = MarkdownFiles(analysis, KINDS if analysis.path else ())
    for each in markdown:
        names = names_in(each.kind, each.text)
        if names:
            front = Front(each.kind, File(each.path, each.text, names))
            found.setdefault(analysis.world.real_path(each.path), front)
    return Fronts(tuple(found.values()), markdown.more)


def every_file(analysis: Analysis) -> tuple[File, ...]:
    """All files with their names: those that apply, this one first, then the Markdown files."""
    return (*files(analysis), *(front.file for front in fronts(analysis).found))


def told_in(text: str) -> dict[str, str]:
    """The `name` and the `mode` that front matter tells, as far as it does."""
    front = _FRONT.match(text)
    return dict(_TOLD.findall(front[1])) if front else {}


def names_of(file: MarkdownFile) -> frozenset[str]:
    """Each name that the agent or command of a file may have: its path, or what it tells itself.

    That front matter may have one: opencode 1's source, read.
    """
    stem = file.inner.removesuffix(".md").replace(os.sep, "/")
    return frozenset({stem, stem.rpartition("/")[2], told_in(file.text).get("name", stem)})


def names_in(kind: str, text: str) -> tuple[Name, ...]:
    """The names that the front matter of a file in a folder `kind` uses, in order."""
    front = _FRONT.match(text)
    if front is None:
        return ()
    keys = Counter(_KEY.findall(text, *front.span(1)))
    found = (match for match in _STRING.finditer(text, *front.span(1)) if keys[match["key"]] == 1)
    return tuple(name for match in found for name in _names(kind, match))


def _names(kind: str, match: re.Match[str]) -> Iterator[Name]:
    style = match.lastgroup or "plain"
    value, (start, end) = match[style], match.span(style)
    if style == "plain" and value.lower() in _NO_STRINGS:
        return
    whole = Span(start, end)
    if match["key"] == "model":
        provider, slash, rest = value.partition("/")
        model = rest.partition("#")[0]
        first = start + len(provider) + 1
        if slash and provider:
            yield Name(Subject("provider", provider), Span(start, first - 1), whole)
            if model:
                subject = Subject("model", model, provider)
                yield Name(subject, Span(first, first + len(model)), whole)
    elif kind in COMMANDS:
        yield Name(Subject("agent", value), whole, whole)
