"""Turns a tree into plain Python values, as opencode's parser would."""

from collections.abc import Callable, Container, Iterable
from typing import Any

from opencode_ls.jsonc.known import kept, known
from opencode_ls.jsonc.nodes import Green, Node, Property

_Recall = Callable[[Green, tuple[object, int], Callable[[], Any]], Any]

LEVELS = 64
"""How many levels deep a value is made by default."""


def to_value(node: Node, *, depth: int = LEVELS, without: Container[Property] = ()) -> Any:  # noqa: ANN401  (a JSON value)
    """The value of a node: dict (the last of equal keys), list or scalar.

    A container more than `depth` levels down is empty.  A missing value or a placeholder is left
    out of its object and is None in an array; so is the key `__proto__`, which sets no property in
    JavaScript, and so are the properties of `without`.
    """
    if node.kind == "object" and depth > 0:
        return {
            found.name: to_value(found.value, depth=depth - 1, without=without)
            for found in node.properties
            if found.value.kind not in {"missing", "placeholder"}
            and found.name != "__proto__"
            and found not in without
        }
    if node.kind == "array" and depth > 0:
        return [to_value(item, depth=depth - 1, without=without) for item in node.items]
    if node.kind in {"object", "array"}:
        return {} if node.kind == "object" else []
    return node.value


class Shared(dict[str, Any]):
    """An object's value that belongs to several versions of a text: nobody may change it.

    `fits` names what it has been found to fit.
    """

    __slots__ = ("fits",)

    def __init__(self, members: Iterable[tuple[str, Any]]) -> None:
        super().__init__(members)
        self.fits: set[str] = set()


def shared_value(node: Node, depth: int) -> Any:  # noqa: ANN401  (a JSON value)
    """What `to_value` makes of a node, its objects `Shared`, and the same where nothing changed.

    What a whole file has at its root is the same however small: beside it something has changed
    with every keystroke.
    """
    return _shared(node.green, depth, known, inside=kept)


def _shared(green: Green, depth: int, recall: _Recall, *, inside: _Recall = known) -> Any:  # noqa: ANN401  (a JSON value)
    if green.kind not in {"object", "array"}:
        return green.value
    if depth == 0:
        return {} if green.kind == "object" else []
    return recall(green, (_shared, depth), lambda: _container(green, depth - 1, inside))


def _container(green: Green, depth: int, recall: _Recall) -> Shared | list[Any]:
    if green.kind == "array":
        return [_shared(member.value, depth, recall) for member in green.members]
    return Shared(
        (member.name, _shared(member.value, depth, recall))
        for member in green.members
        if member.value.kind not in {"missing", "placeholder"} and member.name != "__proto__"
    )
