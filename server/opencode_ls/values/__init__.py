"""The kinds of value: one file in this folder is one kind; nothing else has to know of it.

A schema's mark `"x-opencode": {"value": "env-name"}` leads to `env_name.py`.  Its
`complete(analysis, place)` yields values, best first; its `describe(analysis, node)` says in
Markdown what the value that stands there is, None if there is nothing to say.  A file may have one
of the two.  What a place would replace ends at the cursor here, so it is what is typed.  Only what
is written is shown, never what a placeholder stands for.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any, Literal, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.analysis.name_places import Kind
from opencode_ls.analysis.names import Subject, files
from opencode_ls.analysis.wording import short_path
from opencode_ls.discovery import modules_in
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.cursor import Place

NOTE = 60
"""Characters of a remark that are shown at most."""

ValueKind = Literal["value", "enum", "command", "file", "folder", "variable", "module", "reference"]


class Value(NamedTuple):
    """A value that can be typed: the string `text`, or where it is not None the JSON value `body`.

    The strings of a body may hold tab stops such as `${1:name}`; a body that is a tuple becomes a
    list, or the elements of the list that the cursor is in.  `more` says that what is inserted can
    be completed further.
    """

    label: str
    text: str
    kind: ValueKind = "value"
    detail: str = ""
    documentation: str = ""
    body: Any = None
    more: bool = False


Complete = Callable[[Analysis, Place], Iterable[Value]]
Describe = Callable[[Analysis, Node], str | None]


def complete(kind: str, analysis: Analysis, place: Place) -> Iterable[Value]:
    """The values of a kind for a place, best first; () for a kind that has no file."""
    module = _module(kind)
    found: Complete | None = getattr(module, "complete", None)
    return found(analysis, place) if found else ()


def describe(kind: str, analysis: Analysis, node: Node) -> str | None:
    """What the value of a node is, in Markdown, None for what is not known."""
    module = _module(kind)
    found: Describe | None = getattr(module, "describe", None)
    return found(analysis, node) if found else None


@cache
def _module(kind: str) -> object:
    name = kind.replace("-", "_")
    return import_module(f"{__name__}.{name}") if name in modules_in(__path__) else None


def typed(analysis: Analysis, place: Place) -> str:
    """What stands before the cursor, without quotes, in lower case."""
    return re.sub(r"[\"']", "", place.replace.of(analysis.text)).strip().lower()


def index_of(place: Place) -> int | None:
    """The index of the list's item that a place is in, None in anything but a list."""
    last = place.path[-1] if place.path else ""
    return last if isinstance(last, int) else None


def entries(analysis: Analysis, *names: str) -> dict[str, Node]:
    """The entries of some of the root's maps, as written; the last of equal names counts."""
    root = analysis.written.root
    sections = (root.get(name) if root else None for name in names)
    return {
        found.name: found.value for section in sections if section for found in section.properties
    }


def elsewhere(analysis: Analysis, kind: Kind) -> dict[Subject, str]:
    """What the other files that apply define, each with the words where; the highest counts.

    Names that a placeholder takes part in are not among them.
    """
    return {
        name.subject: f"in {short_path(analysis, file.path)}"
        for file in files(analysis)[1:]
        for name in file.names
        if name.defines and name.subject.kind == kind
    }


def provider_at(place: Place | Node) -> str | None:
    """The id of the provider whose entry a place or a value is in, None anywhere else."""
    match place.path:
        case (section, str() as provider, *_) if section in PROVIDERS:
            return provider
        case _:
            return None


def string(node: Node | None) -> str | None:
    """The text of a string, None for anything else."""
    return node.value if node is not None and isinstance(node.value, str) else None


def note(node: Node | None) -> str:
    """The text of a string as a remark beside a value: one short line, "" for anything else."""
    line = " ".join((string(node) or "").split())
    return line if len(line) <= NOTE else line[: NOTE - 1] + "…"
