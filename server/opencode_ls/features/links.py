"""Finds what can be opened: the files of `{file:…}`, web addresses, the manuals of providers.

Only what is written: an address or a path that a placeholder's value takes part in is left out.
Where a manual is, the packaged catalogue says: a list that was downloaded may lead anywhere.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import PROVIDERS, entries_in
from opencode_ls.jsonc.lexer import is_closed
from opencode_ls.pattern import pattern
from opencode_ls.schema.catalog import NOBODY, packaged
from opencode_ls.text import Span

LIMIT = 1000
"""Links that are told of at most, of each kind."""

_ADDRESS = pattern(r"https?://[^\s/?#@{}\"<>\\^`|]+(?:[/?#][^\s{}\"<>\\^`|]*)?", re.IGNORECASE)
"""A whole address, without blanks, placeholders and a name or password before the host."""


class Link(NamedTuple):
    """A span that leads somewhere: to a file by its absolute path, or to a web address."""

    span: Span
    path: str = ""
    address: str = ""


def links(analysis: Analysis) -> tuple[Link, ...]:
    """Every link, in the order of the text; never raises."""
    each = (_files(analysis), _addresses(analysis), _manuals(analysis))
    found = (link for kind in each for link in islice(kind, LIMIT))
    return tuple(sorted(found, key=lambda link: link.span))


def _files(analysis: Analysis) -> Iterator[Link]:
    for placeholder in analysis.placeholders:
        span = placeholder.written_path(analysis.text)
        if span is not None and placeholder.status == "set":
            yield Link(span, path=placeholder.path)


def _addresses(analysis: Analysis) -> Iterator[Link]:
    root = analysis.written.root
    for node in root.walk() if root is not None else ():
        if isinstance(node.value, str) and node.closed and _is_address(node.value):
            yield Link(_inner(node.span), address=node.value)


def _manuals(analysis: Analysis) -> Iterator[Link]:
    """The keys of providers that opencode knows."""
    for entry in entries_in(analysis.written.root, *PROVIDERS):
        key = entry.key
        doc = packaged().providers.get(key.name, NOBODY).doc if key is not None else ""
        if key is not None and doc and is_closed(key.key_span.of(analysis.text)):
            yield Link(_inner(key.key_span), address=doc)


def _is_address(value: str) -> bool:
    return _ADDRESS.fullmatch(value) is not None and value.isprintable()


def _inner(string: Span) -> Span:
    """A string without its quotes."""
    return Span(string.start + 1, string.end - 1)
