"""Parses a text by what differs from an earlier one: the same tree as from the start, much sooner.

A keystroke changes one member of one object.  Lexer and builder have little memory: at the first
token of a member all that counts is which containers are open.  So reading resumes there, before
the difference, and stops as soon as it stands behind it at the first token of a member, or the end
of a container, where the earlier text was read in the same state: the rest is the same `Green`s.

Measured, one key in a file of 100 KB: 0.1 ms in place of 30 ms; of 1 MB: 0.6 ms in place of 350.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from opencode_ls.jsonc.builder import Builder, Frame
from opencode_ls.jsonc.changed import changed
from opencode_ls.jsonc.lexer import Cut, Matches, chunks
from opencode_ls.jsonc.nodes import Comment, Green, Member, Node, Problem, Tree
from opencode_ls.text import Span


class _Level(NamedTuple):
    """A closed container around the difference, and how many of its members stand before that.

    The next member holds the difference, unless this is the innermost level.
    """

    green: Green
    start: int
    kept: int

    @property
    def end(self) -> int:
        return self.start + self.green.width


class _Beginning(NamedTuple):
    """Where reading begins again, after how many members of the innermost level, in what state."""

    place: int
    kept: int
    behind: bool


class _Meeting(NamedTuple):
    """Where both readings are in the same state: at a member of a level, or behind its last.

    `place` counts in the earlier text; the containers below `level` are finished.
    """

    level: int
    member: int
    place: int


def resume(text: str, earlier: Tree, matches: Matches) -> Tree | None:
    """The tree of a text by that of an earlier one, None where it must be read as a whole.

    Both are told their problems one by one as they are read: which brackets are meant must not have
    been guessed from the whole text.
    """
    old, new = changed(earlier.text, text)
    if earlier.root is None:
        return None
    levels = _levels(earlier.root, old)
    # A bracket that begins a placeholder from now on is read differently itself.
    if not levels or text.startswith(("{env:", "{file:"), levels[-1].start):
        return None
    begin, delta = _beginning(levels[-1], old.start), new.end - old.end
    left = chunks(text, begin.place, matches)
    again = _Again(text, levels, begin, left, (old.end, delta))
    meeting = again.meet()
    if meeting is None:
        return None
    read = Span(begin.place, meeting.place)
    kept = tuple(each for each in earlier.problems if not _is_told_again(each, begin))
    problems = _spliced_problems(kept, again.problems, read, delta)
    comments = _spliced_comments(earlier.comments, again.comments, read, delta)
    return Tree(text, Node(again.joined(meeting), earlier.root.start), problems, comments)


def _levels(root: Node, changed: Span) -> list[_Level]:
    """The closed containers around a change, outermost first."""
    found: list[_Level] = []
    green, start = root.green, root.start
    while green.closed and start < changed.start and changed.end < start + green.width:
        if green.kind not in {"object", "array"}:
            break
        index = bisect_left(green.members, changed.start - start, key=_first) - 1
        found.append(_Level(green, start, max(index, 0)))
        if index < 0:
            break
        start, green = start + green.members[index].start, green.members[index].value
    return found


def _first(member: Member) -> int:
    """Where a member's first token stands in its container."""
    return member.key if member.key >= 0 else member.start


def _beginning(level: _Level, changed: int) -> _Beginning:
    """The last place before a change at which reading can begin again.

    What a string means depends on the token after it: that must stand before the change too.
    """
    green, start = level.green, level.start
    for index in range(min(level.kept, len(green.members) - 1), -1, -1):
        member = green.members[index]
        end = start + member.start + member.value.width
        if member.value.kind in {"object", "array"} and member.value.closed and end < changed:
            return _Beginning(end, index + 1, behind=True)
        if green.kind == "object":
            certain = member.key_width > 0 and 0 <= member.colon < changed - start
        else:
            certain = index < level.kept
        if certain:
            return _Beginning(start + _first(member), index, behind=False)
    return _Beginning(start + 1, 0, behind=False)


class _Again(Builder):
    """A builder that starts inside of the open containers and goes on until the readings meet."""

    def __init__(
        self,
        text: str,
        levels: list[_Level],
        begin: _Beginning,
        left: Iterator[Cut],
        change: tuple[int, int],
    ) -> None:
        """`change` is where the change ended in the earlier text, and by how much it grew."""
        super().__init__(text, [], None)
        self.comments: list[Comment] = []
        self._levels = levels
        self._left_to_cut = left
        self._changed, self._delta = change
        self._opened = [*map(_opened, levels[:-1]), _frame(levels[-1], begin.kept)]
        self.stack = list(self._opened)
        self.ended = begin.place
        if begin.behind:
            self.stack[-1].state = "comma"

    def meet(self) -> _Meeting | None:
        """Read until both readings agree, None if they do not before the outermost ends."""
        while self._has_next():
            if (meeting := self._at_member()) is not None:
                return meeting
            self.step()
            if (meeting := self._at_end()) is not None:
                return meeting
        return None

    def _has_next(self) -> bool:
        """Have this token and the next at hand; whether there is one inside of a container."""
        while len(self.tokens) < self.at + 2:
            chunk = next(self._left_to_cut, None)
            if chunk is None:
                return False
            self.tokens += chunk[0]
            self.comments += chunk[1]
        return bool(self.stack)

    def _at_member(self) -> _Meeting | None:
        """Whether the next token is the first of a member behind the change."""
        depth = len(self.stack) - 1
        if depth >= len(self._levels) or self.stack[depth] is not self._opened[depth]:
            return None
        level, frame = self._levels[depth], self.stack[depth]
        place = self.tokens[self.at].start - self._delta
        if place < self._changed or frame.state != ("key" if frame.kind == "object" else "value"):
            return None
        members = level.green.members
        index = bisect_left(members, place - level.start, key=_first)
        if index == len(members) or level.start + _first(members[index]) != place:
            return None
        readable = frame.kind == "array" or members[index].key_width > 0
        return _Meeting(depth, index, place) if readable else None

    def _at_end(self) -> _Meeting | None:
        """Whether the innermost of the levels that were open has just ended where it did before."""
        depth = len(self.stack)
        if depth >= len(self._levels):
            return None
        ended = self._levels[depth]
        attached = self.stack[-1].members[-1:] if self.stack else [self.root]
        base = self.stack[-1].start if self.stack else 0
        new = attached[0] if attached else None
        if new is None or not new.value.closed or self.lenient or base + new.start != ended.start:
            return None
        if new.value.kind != ended.green.kind:
            return None
        if new.value.width != ended.green.width + self._delta:
            return None
        # A comma that is missing behind it is told at its last character.
        return _Meeting(depth - 1, self._levels[depth - 1].kept + 1, ended.end - 1)

    def joined(self, meeting: _Meeting) -> Green:
        """The new root: what was read before, what was read again, what follows."""
        if meeting.level < 0:
            return self.root.value  # type: ignore[union-attr]  # the root has ended
        depth, index = meeting.level, meeting.member
        green = self._grown(depth, self._opened[depth].members, index)
        for above in range(depth - 1, -1, -1):
            level = self._levels[above]
            inner = level.green.members[level.kept]._replace(value=green)
            green = self._grown(above, [*level.green.members[: level.kept], inner], level.kept + 1)
        return green

    def _grown(self, depth: int, members: list[Member], index: int) -> Green:
        old = self._levels[depth].green
        rest = (_moved(member, self._delta) for member in old.members[index:])
        width = old.width + self._delta
        return Green(old.kind, width, None, (*members, *rest), closed=True)


def _frame(level: _Level, kept: int) -> Frame:
    frame = Frame(level.green.kind, level.start, 0)
    frame.members = list(level.green.members[:kept])
    return frame


def _opened(level: _Level) -> Frame:
    """A container whose member is being read."""
    frame, member = _frame(level, level.kept), level.green.members[level.kept]
    key = level.start + member.key
    frame.key = (member.name, key, key + member.key_width)
    frame.colon = level.start + member.colon if member.colon >= 0 else -1
    frame.state = "value"
    return frame


def _moved(member: Member, delta: int) -> Member:
    start, value, name, key, key_width, colon = member
    if key < 0:
        return Member(start + delta, value)
    return Member(
        start + delta, value, name, key + delta, key_width, colon + delta if colon >= 0 else -1
    )


def _is_told_again(problem: Problem, begin: _Beginning) -> bool:
    """A comma that is missing behind a value is told at the value's last character."""
    missing = problem.code == "CommaExpected" and problem.span.end == begin.place
    return begin.behind and missing


def _spliced_problems(
    old: tuple[Problem, ...], new: list[Problem], read: Span, delta: int
) -> tuple[Problem, ...]:
    before = (each for each in old if each.span.start < read.start)
    after = (
        each._replace(span=_shifted(each.span, delta))
        for each in old
        if each.span.start >= read.end
    )
    return tuple(sorted((*before, *new, *after)))


def _spliced_comments(
    old: tuple[Comment, ...], new: list[Comment], read: Span, delta: int
) -> tuple[Comment, ...]:
    first = bisect_left(old, read.start, key=_place)
    last = bisect_left(old, read.end, key=_place)
    again = (each for each in new if each.span.start < read.end + delta)
    moved = old[last:] if delta == 0 else _all_shifted(old[last:], delta)
    return (*old[:first], *again, *moved)


def _place(comment: Comment) -> int:
    return comment.span.start


def _all_shifted(comments: tuple[Comment, ...], delta: int) -> Iterator[Comment]:
    return (Comment(_shifted(each.span, delta), each.block) for each in comments)


def _shifted(span: Span, delta: int) -> Span:
    return Span(span.start + delta, span.end + delta)
