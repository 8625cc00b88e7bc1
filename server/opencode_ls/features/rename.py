"""Gives a provider, model, agent, command or mcp server another name, wherever it is used.

All files that apply are changed together or not at all: a rename that would leave a place behind,
or that would make a name mean something else, is refused with the reason.
The front matter of Markdown files takes part; in it a new name is written as it is, or not at all.
"""

from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.analysis.agents import BUILT_IN
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.defining_files import defining_files
from opencode_ls.analysis.front_matter import every_file, fronts, names_in
from opencode_ls.analysis.known import PROVIDERS, entries_named
from opencode_ls.analysis.layers import layer_of
from opencode_ls.analysis.markdown_files import FILES
from opencode_ls.analysis.name_places import MCP_KEYS, Kind
from opencode_ls.analysis.names import File, Name, Subject, files, files_of, name_at, tool_name
from opencode_ls.analysis.trees import Trees
from opencode_ls.analysis.wording import in_short, in_ticks
from opencode_ls.analysis.world import leads_below
from opencode_ls.jsonc.edit import quote
from opencode_ls.text import TextEdit, apply_edits

LENGTH = 200
"""Characters of a new name at most."""

_WORDS: dict[Kind, str] = {
    "provider": "provider",
    "model": "model",
    "agent": "agent",
    "command": "command",
    "mcp": "mcp server",
}


class Refused(NamedTuple):
    """Why there is no rename; `invalid` if it is for the new name itself."""

    message: str
    invalid: bool = False


class Change(NamedTuple):
    """What changes in one file; the spans count in `text`."""

    path: str
    text: str
    edits: tuple[TextEdit, ...]


def renamable(analysis: Analysis, offset: int, folders: tuple[str, ...]) -> Name | Refused | None:
    """The name at an offset, None where there is none.

    Other files than this one are changed only below `folders`.
    """
    name = name_at(analysis, offset)
    if name is None:
        return None
    message = next(_hindrances(analysis, name.subject, folders), None)
    return name if message is None else Refused(message)


def rename(
    analysis: Analysis, offset: int, new: str, folders: tuple[str, ...]
) -> tuple[Change, ...] | Refused | None:
    """What changes if the name at an offset becomes `new`; None where there is no name."""
    name = renamable(analysis, offset, folders)
    if name is None or isinstance(name, Refused):
        return name
    if name.subject.id == new:
        return ()
    if problem := _problem(name.subject.kind, new):
        return Refused(problem, invalid=True)
    if place := next(_taken(analysis, name.subject._replace(id=new)), None):
        return Refused(f"there is {_a(name.subject, new)} already, in {place}")
    changes = (*_changes(analysis, name.subject, new), *_in_fronts(analysis, name.subject, new))
    if place := next(_unwritable(analysis, name.subject, new), None):
        return Refused(f"{in_short(new)} cannot be written as it is in {in_ticks(place)}")
    if not _keeps_all(analysis, changes, name.subject, new):
        return Refused(f"as {in_short(new)} another name in these files would mean something else")
    return changes


def _hindrances(analysis: Analysis, subject: Subject, folders: tuple[str, ...]) -> Iterator[str]:
    """Why a thing cannot be given another name here."""
    what = f"the {_WORDS[subject.kind]} {in_short(subject.id)}"
    if _is_opencodes(analysis, subject) and not _stands_alone(analysis, subject):
        yield f"{what} is opencode's own: only opencode can give it another name"
    for path in defining_files(analysis, subject):
        yield f"{what} is defined by a file: rename {in_ticks(path)}, then what refers to it"
    if fronts(analysis).more:
        yield f"{what} may be named in one of your Markdown files: only {FILES} of them are read"
    own, *others = every_file(analysis)
    for file in others:
        if _names(file, subject) and not leads_below(analysis.world, file.path, folders):
            where = f"in {in_ticks(file.path)}, outside the workspace"
            yield f"{what} is also named {where}: add its folder to the workspace"
    if not any(name.defines for file in (own, *others) for name in _names(file, subject)):
        yield f"nothing here defines {what}"


def _problem(kind: Kind, new: str) -> str:
    """What is wrong with a new name, "" if nothing is."""
    if not new.strip():
        return "the new name is empty"
    if new != new.strip():
        return "the new name begins or ends with a blank"
    if not new.isprintable():
        return "the new name has a character that cannot be seen"
    if len(new) > LENGTH:
        return f"the new name is longer than {LENGTH} characters"
    if "{env:" in new or "{file:" in new:
        return "the new name has a placeholder in it"
    match kind:
        case "provider" if {"/", "#"} & set(new):
            return "a provider's id has no `/` and no `#`: models are named `provider/model`"
        case "model" if "#" in new:
            return "a model's id has no `#`: what follows would be its variant"
        case "command" if any(map(str.isspace, new)):
            return "a command's name has no blanks: what follows would be its arguments"
        case "mcp" if new in MCP_KEYS:
            return f"`{new}` in `mcp` is no server: opencode 2 has a key of that name"
        case _:
            return "opencode reads no key `__proto__`" if new == "__proto__" else ""


def _taken(analysis: Analysis, subject: Subject) -> Iterator[str]:
    """Where something of this name is defined."""
    if _is_opencodes(analysis, subject):
        yield "opencode itself"
    for file in files(analysis):
        if any(name.defines for name in _names(file, subject)):
            yield in_ticks(file.path) if file.path else "this file"
    yield from map(in_ticks, defining_files(analysis, subject))


def _is_opencodes(analysis: Analysis, subject: Subject) -> bool:
    """Whether opencode has it without any file; a model's id is the service's, not opencode's."""
    known = {"provider": analysis.catalog, "agent": BUILT_IN}
    return subject.id in known.get(subject.kind, {})


def _stands_alone(analysis: Analysis, subject: Subject) -> bool:
    """Whether a file says all of a provider that opencode happens to have as well."""
    return subject.kind == "provider" and any(
        name == subject.id and (node.get("npm") or node.get("package"))
        for name, node in entries_named(analysis, *PROVIDERS)
    )


def _names(file: File, subject: Subject) -> tuple[Name, ...]:
    return tuple(name for name in file.names if name.subject == subject)


def _changes(analysis: Analysis, subject: Subject, new: str) -> Iterator[Change]:
    whole, part = quote(new)[1:-1], tool_name(new)
    for file in files(analysis):
        edits = (
            TextEdit(name.span, part if name.tool else whole) for name in _names(file, subject)
        )
        if found := tuple(edits):
            yield Change(file.path, file.text, found)


def _in_fronts(analysis: Analysis, subject: Subject, new: str) -> Iterator[Change]:
    for front in fronts(analysis).found:
        edits = tuple(TextEdit(name.span, new) for name in _names(front.file, subject))
        if edits:
            yield Change(front.file.path, front.file.text, edits)


def _unwritable(analysis: Analysis, subject: Subject, new: str) -> Iterator[str]:
    """Which Markdown files would no longer use the same names after the change."""
    changes = {change.path: change for change in _in_fronts(analysis, subject, new)}
    for kind, file in fronts(analysis).found:
        change = changes.get(file.path)
        if change is not None:
            after = names_in(kind, apply_edits(change.text, change.edits))
            expected = [_renamed(name.subject, subject, new) for name in file.names]
            if [name.subject for name in after] != expected:
                yield file.path


def _keeps_all(analysis: Analysis, changes: tuple[Change, ...], subject: Subject, new: str) -> bool:
    """Whether after the changes every name stands for what it did before."""
    before = files(analysis)
    texts = {change.path: apply_edits(change.text, change.edits) for change in changes}
    after = files_of(
        tuple(
            layer_of(analysis.world, file.path, "project", texts.get(file.path, file.text), Trees())
            for file in before
        )
    )
    return all(
        [_renamed(name.subject, subject, new) for name in old.names]
        == [name.subject for name in now.names]
        for old, now in zip(before, after, strict=True)
    )


def _renamed(each: Subject, subject: Subject, new: str) -> Subject:
    if each == subject:
        return each._replace(id=new)
    is_model = subject.kind == "provider" and each.kind == "model" and each.owner == subject.id
    return each._replace(owner=new) if is_model else each


def _a(subject: Subject, new: str) -> str:
    article = "an" if subject.kind in {"agent", "mcp"} else "a"
    return f"{article} {_WORDS[subject.kind]} {in_short(new)}"
