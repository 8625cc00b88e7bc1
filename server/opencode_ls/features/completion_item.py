"""One completion: from what is offered to the edits that put it in place."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.features.insertion import Slot, at_line, unit
from opencode_ls.features.snippet import Parts, deeper, plain, snippet
from opencode_ls.jsonc.edit import quote
from opencode_ls.text import Span, TextEdit

ItemKind = Literal[
    "property",
    "value",
    "enum",
    "snippet",
    "command",
    "file",
    "folder",
    "variable",
    "module",
    "reference",
]


class Item(NamedTuple):
    """One thing that can be accepted.

    `edit` is plain text, indented as it should stand.  `snippet` is the same with LSP's tab stops,
    None where there are none; its further lines are indented relative to the line that it starts
    on.  `extra` are edits elsewhere, such as a comma that is missing before.  `retrigger` asks for
    completions again once it is accepted.  `insert` ends at the cursor, for who wants to keep what
    stands behind it; None where the text would not be correct then.
    """

    label: str
    kind: ItemKind
    detail: str
    documentation: str
    edit: TextEdit
    snippet: str | None
    extra: tuple[TextEdit, ...]
    sort: str
    filter: str
    retrigger: bool
    deprecated: bool
    insert: Span | None = None


class Draft(NamedTuple):
    """What is offered, before it is fitted in: a lower `group` comes first.

    `name` is what typed text is compared with, the label where it is "".
    """

    label: str
    kind: ItemKind
    parts: Parts
    detail: str = ""
    documentation: str = ""
    group: int = 1
    retrigger: bool = False
    deprecated: bool = False
    name: str = ""


def items(analysis: Analysis, place: Slot, drafts: Iterable[Draft]) -> tuple[Item, ...]:
    """The drafts fitted into a slot, best first; of equal labels the first."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        found.setdefault(draft.label, draft)
    ordered = sorted(found.values(), key=lambda draft: draft.group)
    return tuple(_item(analysis, place, draft, index) for index, draft in enumerate(ordered))


def _item(analysis: Analysis, place: Slot, draft: Draft, index: int) -> Item:
    parts = _spread(analysis, place, (*draft.parts, place.after))
    start = place.replace.start
    name = draft.name or draft.label
    return Item(
        draft.label,
        draft.kind,
        draft.detail,
        draft.documentation,
        TextEdit(place.replace, at_line(analysis.text, start, plain(parts))),
        snippet(parts),
        place.before,
        f"{index:04d}",
        quote(name) if place.typed.startswith('"') else name,
        draft.retrigger,
        draft.deprecated,
        Span(start, start + len(place.typed)) if place.keeps else None,
    )


def _spread(analysis: Analysis, place: Slot, parts: Parts) -> Parts:
    """Several lines right between two brackets get lines of their own."""
    start, end = place.replace
    around = analysis.text[max(start - 1, 0) : start] + analysis.text[end : end + 1]
    if around != "{}" or "\n" not in plain(parts):
        return parts
    step = unit(analysis.text)
    return (f"\n{step}", *deeper(parts, step), "\n")
