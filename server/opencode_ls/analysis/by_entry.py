"""Asks about a file entry by entry, and about an entry anew only if something about it changed.

The maps of a configuration, such as `provider`, grow with the file, and most rules look at each
entry by itself.  Such a rule is given the analysis of a file in which one entry stands alone, at
its place.  What it finds there holds for the next version of the text too, as long as the entry is
the same and so is all else that the rule can see: what it asked of the world is asked again.
Measured, all findings of a file of 1 MB after a keystroke: 6 ms in place of 400.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable
from typing import NamedTuple

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Finding
from opencode_ls.analysis.placeholders import Placeholder
from opencode_ls.analysis.witness import Asked, Witness, still_says
from opencode_ls.analysis.world import World
from opencode_ls.jsonc import Green, Node, Property, Tree
from opencode_ls.jsonc.edit import style_of
from opencode_ls.jsonc.known import known, renewed
from opencode_ls.jsonc.nodes import Member
from opencode_ls.text import line_start

REST = ""
"""Stands for the section of what is in none: the file without the entries."""

Ask = Callable[[frozenset[str], Analysis], tuple[Finding, ...]]
"""What those find who look at one of these sections; the analysis shows an entry, or the rest."""

_Result = tuple[tuple[Finding, ...], Asked]
"""What is found in a part, and what was asked of the world for it."""


class _Kept(NamedTuple):
    """What was found in a part whose key begins at `start`, and all that it rests on."""

    rests_on: Hashable
    start: int
    found: tuple[Finding, ...]
    asked: Asked

    def moved_to(self, start: int) -> "_Kept":
        """The same for a part that has another place by now."""
        by = start - self.start
        if not by:
            return self
        return self._replace(start=start, found=tuple(each.moved(by) for each in self.found))


def by_entry(analysis: Analysis, sections: frozenset[str], ask: Ask) -> tuple[Finding, ...]:
    """What is found in each entry of these sections, and in the rest.

    An entry that is not the only one of its name is left in the rest, with its section.
    """
    parts = [each for each in _sections(analysis) if each.name in sections]
    version = _Version(analysis, ask)
    found = [finding for part in parts for finding in version.section(part).found]
    apart = frozenset(each.name for each in parts)
    return (*version.rest(apart, _names(analysis) & sections - apart), *found)


def _names(analysis: Analysis) -> frozenset[str]:
    root = analysis.effective.root
    return frozenset(each.name for each in root.properties) if root else frozenset()


def _sections(analysis: Analysis) -> tuple[Property, ...]:
    """The sections whose entries can be told apart."""
    root = analysis.effective.root
    if root is None or not _has_names_apart(root.green):
        return ()
    # opencode 2 reads both, and where both have a provider one stands for the other.
    both = root.get("provider") is not None and root.get("providers") is not None
    return () if both else tuple(each for each in root.properties if _is_map(each.value.green))


def _is_map(green: Green) -> bool:
    return bool(green.members) and _has_names_apart(green)


def _has_names_apart(green: Green) -> bool:
    return green.kind == "object" and known(green, _has_names_apart, lambda: _are_apart(green))


def _are_apart(green: Green) -> bool:
    return len({member.name for member in green.members}) == len(green.members)


class _Version:
    """One version of a file, taken apart."""

    def __init__(self, analysis: Analysis, ask: Ask) -> None:
        self._analysis = analysis
        self._ask = ask
        self._around = _around(analysis)

    def rest(self, empty: frozenset[str], whole: frozenset[str]) -> tuple[Finding, ...]:
        """What is found in the file with some sections empty, others whole."""
        root, sections = self._analysis.effective.root, whole | {REST}
        if root is None or not empty:
            return self._ask(sections, self._analysis)
        members = root.green.members
        left = tuple(_with(each, ()) if each.name in empty else each for each in members)
        return self._ask(sections, _narrowed(self._analysis, left, self._analysis.world))

    def section(self, section: Property) -> _Kept:
        """What is found in the entries of a section."""
        return self._recalled(section, REST, lambda: self._entries(section))

    def _entries(self, section: Property) -> _Result:
        kept = [self._entry(section, entry) for entry in section.value.properties]
        asked: Asked = {}
        for each in kept:
            asked |= each.asked
        return tuple(finding for each in kept for finding in each.found), asked

    def _entry(self, section: Property, entry: Property) -> _Kept:
        return self._recalled(entry, section.name, lambda: self._alone(section, entry))

    def _alone(self, section: Property, entry: Property) -> _Result:
        world = Witness(self._analysis.world)
        narrowed = _narrowed(self._analysis, (_with(section.member, (entry.member,)),), world)
        return self._ask(frozenset({section.name}), narrowed), world.asked

    def _recalled(self, part: Property, within: str, find: Callable[[], _Result]) -> _Kept:
        """What was found in a part before, if all that it rests on is as it was."""
        analysis = self._analysis
        start = analysis.span(part.key_span).start
        if not self._is_as_written(part, start):
            return _Kept(None, start, *find())
        indent = analysis.text[line_start(analysis.text, start) : start]
        rests_on = (self._around, within, indent, *_shape(part.member))

        def renew(last: _Kept | None) -> _Kept:
            if last is None or last.rests_on != rests_on or not still_says(world, last.asked):
                return _Kept(rests_on, start, *find())
            return last.moved_to(start)

        world = analysis.world
        return renewed(part.value.green, (by_entry, within == REST), renew)

    def _is_as_written(self, part: Property, start: int) -> bool:
        """Whether no placeholder stands in a part, or right beside it."""
        placeholders = self._analysis.placeholders
        end = start + part.value.span.end - part.key_span.start
        at = bisect_left(placeholders, start, key=_end)
        return at == len(placeholders) or placeholders[at].span.start > end


def _end(placeholder: Placeholder) -> int:
    return placeholder.span.end


def _around(analysis: Analysis) -> Hashable:
    """All that a rule can see besides the text of an entry and what it asks of the world."""
    layers = tuple(
        (
            each.path,
            each.scope,
            *(() if each.text is analysis.text else (each.text, each.tree.text)),
        )
        for each in analysis.layers
    )
    world = analysis.world
    return (
        (analysis.path, analysis.folder, analysis.scope, analysis.settings, analysis.dialect),
        (analysis.runs, world.platform, world.home, world.cwd, style_of(analysis.written)),
        layers,
    )


def _narrowed(analysis: Analysis, members: tuple[Member, ...], world: World) -> Analysis:
    tree, root = analysis.effective, analysis.effective.root
    alone = None if root is None else Node(_of(root.green, members), root.start)
    return analysis.narrowed(Tree(tree.text, alone, tree.problems, tree.comments), world)


def _with(member: Member, members: tuple[Member, ...]) -> Member:
    """A property whose value has only these members."""
    return member._replace(value=_of(member.value, members))


def _of(green: Green, members: tuple[Member, ...]) -> Green:
    return Green(green.kind, green.width, green.value, members, closed=green.closed)


def _shape(member: Member) -> tuple[Hashable, ...]:
    """A property without its value, wherever it stands."""
    colon = member.colon if member.colon < 0 else member.colon - member.start
    return member.name, member.start - member.key, member.key_width, colon
