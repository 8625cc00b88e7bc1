"""Prints what each class of lsprotocol is and does, one line of JSON each; `late` puts attrs off.

A program, since a process has one `lsprotocol.types`.
"""

import copy
import inspect
import json
import re
import sys
import types as python_types
import typing
from collections import abc
from enum import Enum
from importlib import import_module
from typing import Any, Literal

if sys.argv[1] == "as-it-is":
    import_module("lsprotocol.types")
typed = import_module("opencode_ls.lsp.typed")
types = import_module("lsprotocol.types")

import attrs  # noqa: E402  (not before the choice above)

DEPTH = 2
"""How far the optional members of members are filled."""

OF_SLOTS = {
    "__attrs_own_setattr__",
    "__dict__",
    "__getstate__",
    "__setstate__",
    "__slotnames__",
    "__slots__",
    "__weakref__",
}
"""What a class has, or has not, because it has slots."""


def main() -> None:
    """Print a line for each class; the order is that of the classes' names."""
    names = [name for name in vars(types) if attrs.has(vars(types)[name])]
    for name in sorted(names):
        cls = vars(types)[name]
        # The one that lacks all it may lack comes first: nobody has looked at the class until then.
        lines = {"class": name, "lacking": behaviour(cls, 0), "full": behaviour(cls, DEPTH)}
        sys.stdout.write(json.dumps(lines | {"shape": shape(cls)}, default=repr) + "\n")


def behaviour(cls: Any, depth: int) -> dict[str, object]:  # noqa: ANN401  (any class)
    """What an instance does."""
    made, equal = sample(cls, depth), sample(cls, depth)
    text = typed.write(made)
    return {
        "repr": repr(made),
        "JSON": text,
        "read again": repr(tried(lambda: typed.read(json.loads(text), cls))),
        "equal": (made == equal, made != equal, made == object(), copy.deepcopy(made) == made),
        "hash": tried(lambda: isinstance(hash(made), int)),
        "order": tried(lambda: (made < equal, made >= equal)),
        "evolved": repr(attrs.evolve(made)) == repr(made),
        "as a dict": repr(attrs.asdict(made)),
        "instance": (isinstance(made, cls), type(made).__name__),
        "assigned": [wrongly_assigned(made, field.name) for field in attrs.fields(cls)],
        "missing": tried(cls) if depth == 0 else None,
        "unknown": tried(lambda: cls(no_such_member=1)),
    }


def shape(cls: Any) -> dict[str, object]:  # noqa: ANN401  (any class)
    """What the class says of itself."""
    return {
        "fields": re.sub("0x[0-9a-f]+", "0x…", repr(attrs.fields(cls))),
        "names": (cls.__name__, cls.__qualname__, cls.__module__, cls.__doc__),
        "bases": repr(cls.__mro__),
        "matched": cls.__match_args__,
        "signature": str(inspect.signature(cls)),
        "hints": repr(typing.get_type_hints(cls)),
        "own": sorted(set(vars(cls)) - OF_SLOTS - {each.name for each in attrs.fields(cls)}),
    }


def wrongly_assigned(made: object, name: str) -> object:
    """What comes of a value that fits no member."""
    return tried(lambda: setattr(copy.copy(made), name, object()))


def tried(do: abc.Callable[[], object]) -> object:
    """What comes of it, an exception by its name and its first line without addresses."""
    try:
        return do()
    except Exception as error:  # noqa: BLE001  (which one it is, is asked)
        return f"{type(error).__name__}: {str(error).partition(' at 0x')[0]}"


def sample(wanted: Any, depth: int) -> Any:  # noqa: ANN401  (any type)
    """A value of a type."""
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in {typing.Union, python_types.UnionType}:
        return sample(inner[0], depth)
    if origin is Literal:
        return inner[0]
    if origin in {abc.Sequence, list, tuple}:
        return [sample(inner[0], depth)]
    if origin in {abc.Mapping, dict}:
        return {sample(inner[0], depth): sample(inner[1], depth)}
    if attrs.has(wanted):
        return _instance(wanted, depth)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return next(iter(wanted))
    return {str: "text", int: 7, bool: True, float: 0.5}.get(wanted)


def _instance(cls: Any, depth: int) -> Any:  # noqa: ANN401  (any class)
    hints = typing.get_type_hints(cls)
    return cls(
        **{
            field.alias: sample(hints[field.name], depth - 1)
            for field in attrs.fields(cls)
            # A default that says something, such as a kind, is the only value there is.
            if field.default is attrs.NOTHING or (depth > 0 and field.default is None)
        }
    )


main()
