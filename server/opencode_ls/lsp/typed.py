"""Turns JSON values into the objects of lsprotocol and back, strictly.

pygls does this with cattrs, which makes `3` of `"3"` and a default of what is missing, compiles
code for every type at start-up, and leaves what it cannot turn unanswered.  Here a value of the
wrong type is `Wrong`, which says what and where, and never quotes the value.
"""

import json
import types as python_types
import typing
from collections import abc
from enum import Enum
from functools import cache, partial
from typing import Any, Literal, NamedTuple

import attrs
from lsprotocol import types

from opencode_ls.door.message import Json, Wrong

Wanted = Any
"""A type, as annotations have it."""

Made = Any
"""An object of lsprotocol, or a container or plain value of JSON."""


class _Member(NamedTuple):
    name: str
    key: str
    type: Any
    required: bool
    kept: bool


class Converter:
    """What pygls asks of a converter."""

    def structure(self, value: Json, wanted: Wanted) -> Made:
        """The value as an object of the wanted type."""
        return read(value, wanted, "argument")

    def unstructure(self, value: Made, _as: Wanted = None) -> Made:
        """The object as something that JSON has."""
        return json.loads(write(value))


def read(value: Json, wanted: Wanted, where: str = "params") -> Made:
    """The value as an object of the wanted type; raises `Wrong`."""
    return _reader(wanted)(value, where)


_Reader = abc.Callable[[Json, str], Made]
"""Reads values of one type; the second argument says where the value stands."""


@cache
def _reader(wanted: Wanted) -> _Reader:
    """What reads a type: found out once, since every message asks for the same few."""
    if wanted is Any:
        return _read_any
    origin: Wanted = typing.get_origin(wanted)
    inner = typing.get_args(wanted)
    if origin is typing.Union or origin is python_types.UnionType:
        return partial(_read_union, inner)
    if origin is Literal:
        return partial(_read_literal, inner)
    if origin in {abc.Sequence, list, tuple}:
        return partial(_read_list, inner[0])
    if origin in {abc.Mapping, dict}:
        return partial(_read_mapping, inner[1])
    if attrs.has(wanted):
        return partial(_read_object, wanted)
    return partial(_read_enum if issubclass(wanted, Enum) else _read_plain, wanted)


def _read_any(value: Json, _where: str) -> Made:
    return value


def _read_literal(known: tuple[Json, ...], value: Json, where: str) -> Made:
    return _expect(value, value in known, where, "one of the known values")


def _read_mapping(inner: Wanted, value: Json, where: str) -> dict[str, Any]:
    _expect(value, isinstance(value, dict), where, "an object")
    return {key: read(item, inner, f"{where}.{key}") for key, item in value.items()}


def _read_plain(wanted: type, value: Json, where: str) -> Made:
    match wanted:
        case python_types.NoneType:
            return _expect(value, value is None, where, "null")
        case builtin if builtin is float:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return _expect(value, number, where, "a number")
        case _:
            # JSON's true is no number, though Python's is.
            return _expect(value, type(value) is wanted, where, _NAMES.get(wanted, "a known type"))


_NAMES: dict[type, str] = {str: "a string", int: "an integer", bool: "true or false"}


def _expect(value: Json, fits: bool, where: str, what: str) -> Made:  # noqa: FBT001  (a check)
    if not fits:
        raise Wrong(f"{where} must be {what}")
    return value


def _read_list(inner: Wanted, value: Json, where: str) -> list[Any]:
    _expect(value, isinstance(value, list), where, "an array")
    return [read(item, inner, f"{where}[{index}]") for index, item in enumerate(value)]


def _read_enum(wanted: type[Enum], value: Json, where: str) -> Enum:
    try:
        return wanted(value)
    except ValueError:
        raise Wrong(f"{where} must be one of the known values") from None


def _read_union(options: tuple[Wanted, ...], value: Json, where: str) -> Made:
    """The first type that fits, among classes only those that know most of the members.

    A change with a broken range must not pass for a change of the whole document.
    """
    if Any in options or (value is None and python_types.NoneType in options):
        return value
    known = {option: _known(value, option) for option in options}
    most = max(known.values())
    problems = []
    for option in options:
        if known[option] == most and option is not python_types.NoneType:
            try:
                return read(value, option, where)
            except Wrong as wrong:
                problems.append(wrong)
    raise problems[0] if len(problems) == 1 else Wrong(f"{where} is of the wrong type")


def _known(value: Json, option: Wanted) -> int:
    if not isinstance(value, dict):
        return 0
    return sum(value.get(key) is not None for key in _keys(option))


@cache
def _keys(option: Wanted) -> tuple[str, ...]:
    return tuple(member.key for member in _members(option)) if attrs.has(option) else ()


def _read_object(wanted: type, value: Json, where: str) -> Made:
    _expect(value, isinstance(value, dict), where, "an object")
    found = {}
    for member in _members(wanted):
        if member.key in value:
            found[member.name] = read(value[member.key], member.type, f"{where}.{member.key}")
        elif member.required:
            raise Wrong(f"{where}.{member.key} is missing")
    try:
        return wanted(**found)
    except (TypeError, ValueError):
        # lsprotocol's own checks; their words quote the value.
        raise Wrong(f"{where} holds a number that is out of range") from None


@cache
def _members(cls: Wanted) -> tuple[_Member, ...]:
    hints = typing.get_type_hints(cls)
    return tuple(
        _Member(
            field.name,
            _camel(field.name),
            hints[field.name],
            field.default is attrs.NOTHING,
            field.default is attrs.NOTHING or types.is_special_property(cls, field.name),
        )
        for field in attrs.fields(cls)
    )


def _camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(map(str.title, rest))


def write(value: Made) -> str:
    """JSON in ASCII; raises TypeError, ValueError or RecursionError for what is no JSON."""
    return _ENCODER.encode(value)


def _plain(value: Made) -> dict[str, Any]:
    """One object without what is None, save where its absence would mean something else."""
    kind: Wanted = type(value)
    return {
        key: item
        for name, key, kept in _written(kind)
        if (item := getattr(value, name)) is not None or kept
    }


@cache
def _written(kind: Wanted) -> tuple[tuple[str, str, bool], ...]:
    """The name, the key and whether it is kept as null, of each member."""
    if not attrs.has(kind):
        raise TypeError(f"{kind.__name__} has no place in JSON")
    return tuple((member.name, member.key, member.kept) for member in _members(kind))


class Written(NamedTuple):
    """An answer that is JSON already."""

    text: str

    def inside(self, members: dict[str, Any], name: str) -> "Written":
        """An object with these members, at least one, and with this as the last."""
        return Written(f'{write(members)[:-1]},"{name}":{self.text}}}')


_ENCODER = json.JSONEncoder(separators=(",", ":"), default=_plain, check_circular=False)
