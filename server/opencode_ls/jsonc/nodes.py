"""The tree of a JSONC text: what is stored, and the views through which it is read.

A `Green` node knows its width and where its members start relative to itself, never where it
stands, so an unchanged part of a text can be the same object in the next version of the tree.
A `Node` is a view of one: it adds the place and the parent, and is made when asked for.
Nothing here recurses: a hundred thousand nested brackets are a document like any other.
"""

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from opencode_ls.text import Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

Kind = Literal["object", "array", "string", "number", "boolean", "null", "placeholder", "missing"]
Scalar = str | int | float | bool | None


class Green:
    """What is stored of one value: no absolute place, no parent.

    `known` is what others have found out about it, by their question: it lives as long as it does.
    """

    __slots__ = ("closed", "kind", "known", "members", "value", "width")

    def __init__(
        self, kind: Kind, width: int, value: Scalar, members: "tuple[Member, ...]", *, closed: bool
    ) -> None:
        self.kind = kind
        self.width = width
        self.value = value
        self.members = members
        self.closed = closed
        self.known: dict[Hashable, Any] | None = None

    def get(self, name: str) -> "Green | None":
        """The value of the last property of that name, as opencode reads equal keys."""
        for member in reversed(self.members if self.kind == "object" else ()):
            if member.name == name:
                return member.value
        return None


class Member(NamedTuple):
    """One property or item; all offsets count from the container's start, -1 is "not there"."""

    start: int
    value: Green
    name: str = ""
    key: int = -1
    key_width: int = 0
    colon: int = -1

    @property
    def end(self) -> int:
        """The value's end, or where there is no value that of the colon or key."""
        if self.value.kind == "missing" and self.value.width == 0 and self.key >= 0:
            return self.key + self.key_width if self.colon < 0 else self.colon + 1
        return self.start + self.value.width


class Problem(NamedTuple):
    """One syntax error; `code` is jsonc-parser's name for it, `message` is ours."""

    span: Span
    code: str
    message: str


class Comment(NamedTuple):
    """A comment with its delimiters."""

    span: Span
    block: bool


class Property:
    """A key and its value; `member` is how they are stored."""

    __slots__ = ("member", "name", "parent", "value")

    def __init__(self, member: Member, parent: "Node") -> None:
        self.member = member
        self.name = member.name
        self.parent = parent
        self.value = Node(member.value, parent.start + member.start, parent, self)

    @property
    def key_span(self) -> Span:
        """Where the key stands, its quotes included."""
        start = self.parent.start + self.member.key
        return Span(start, start + self.member.key_width)

    @property
    def colon(self) -> int | None:
        """The colon's offset, None where it is missing."""
        colon = self.member.colon
        return None if colon < 0 else self.parent.start + colon

    @property
    def span(self) -> Span:
        """From the key's start to the value's end, or the colon's where there is no value."""
        start = self.parent.start
        return Span(start + self.member.key, start + self.member.end)


class Node:
    """One value of a tree, at its place; equal only to itself."""

    __slots__ = ("_children", "green", "index", "key", "parent", "start")

    def __init__(
        self,
        green: Green,
        start: int,
        parent: "Node | None" = None,
        key: Property | None = None,
        index: int | None = None,
    ) -> None:
        self.green = green
        self.start = start
        self.parent = parent
        self.key = key
        self.index = index
        self._children: tuple[Property, ...] | tuple[Node, ...] | dict[int, Property] | None = None

    @property
    def kind(self) -> Kind:
        """What stands here; "missing" is a place where a value should stand."""
        return self.green.kind

    @property
    def value(self) -> Scalar:
        """The decoded scalar; None for containers, null, placeholders and missing values."""
        return self.green.value

    @property
    def closed(self) -> bool:
        """Whether the closing bracket or quote is there."""
        return self.green.closed

    @property
    def span(self) -> Span:
        """Where it stands, quotes and brackets included."""
        return Span(self.start, self.start + self.green.width)

    @property
    def properties(self) -> tuple[Property, ...]:
        """The properties of an object in order, equal names included; else ()."""
        if self.green.kind != "object":
            return ()
        if not isinstance(self._children, tuple):
            made, members = self._children or {}, self.green.members
            self._children = tuple(
                made.get(at) or Property(member, self) for at, member in enumerate(members)
            )
        return self._children  # type: ignore[return-value]

    def nth(self, at: int) -> Property:
        """The one of the `properties` with this index: there may be hundreds of others."""
        if isinstance(self._children, tuple):
            return self.properties[at]
        if self._children is None:
            self._children = {}
        if at not in self._children:
            self._children[at] = Property(self.green.members[at], self)
        return self._children[at]

    @property
    def items(self) -> "tuple[Node, ...]":
        """The items of an array; else ()."""
        if self.green.kind != "array":
            return ()
        if self._children is None:
            self._children = tuple(
                Node(member.value, self.start + member.start, self, None, index)
                for index, member in enumerate(self.green.members)
            )
        return self._children  # type: ignore[return-value]

    @property
    def path(self) -> tuple[str | int, ...]:
        """The names and indexes that lead here from the root."""
        steps: list[str | int] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            steps.append(node.key.name if node.key is not None else node.index or 0)
            node = node.parent
        return tuple(reversed(steps))

    def get(self, name: str) -> "Node | None":
        """The value of the last property of that name, as opencode reads equal keys."""
        members = self.green.members if self.green.kind == "object" else ()
        for at in range(len(members) - 1, -1, -1):
            if members[at].name == name:
                return self.nth(at).value
        return None

    def at(self, *path: str | int) -> "Node | None":
        """The node that a path leads to from here, None if it leads nowhere."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            if isinstance(step, str):
                node = node.get(step)
            else:
                node = node.items[step] if 0 <= step < len(node.items) else None
        return node

    def children(self) -> "tuple[Node, ...]":
        """The values directly inside, in order."""
        return tuple(found.value for found in self.properties) or self.items

    def walk(self) -> "Iterator[Node]":
        """This node and all below it, each before its children."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children()))


class Tree:
    """A parsed text; `root` is None where there is nothing but blanks and comments."""

    __slots__ = ("comments", "problems", "root", "text")

    def __init__(
        self,
        text: str,
        root: Node | None,
        problems: tuple[Problem, ...],
        comments: tuple[Comment, ...],
    ) -> None:
        self.text = text
        self.root = root
        self.problems = problems
        self.comments = comments
