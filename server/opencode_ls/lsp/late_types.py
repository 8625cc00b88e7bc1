"""Puts off what is done for each of lsprotocol's 554 classes until the class is first used.

attrs writes and compiles the methods of a class when it is defined, and lsprotocol defines all of
them in one module, of which an editor's session uses some forty.  Here a class has no more than its
name until somebody makes an instance or asks for its fields; then what is written in it is
executed, and attrs builds it, in place.
Measured: importing the module takes 0.02 s of CPU time instead of 0.35; without putting off what is
written in the classes, annotations above all, it is 0.05.
A class is then the same but for its slots: it has none, so a misspelt attribute can be assigned.

Known upstream: microsoft/lsprotocol#441.  Once that is solved, this file can go.
"""

import builtins
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from threading import RLock
from types import CodeType, FunctionType, ModuleType
from typing import Any, cast

import attrs

TYPES = "lsprotocol.types"

_OWN = frozenset({"__dict__", "__weakref__"})
"""What every class has of its own, whatever is written in it."""

_BODY = "__opencode_ls_body__"
"""Where a class keeps what is written in it until that is executed."""

_build_one_at_a_time = RLock()
_define = attrs.define
_build_class: Callable[..., type] = builtins.__build_class__


def load() -> None:
    """Import `lsprotocol.types` with its classes unbuilt; does nothing if somebody has it already.

    To be called before any other thread runs: `attrs.define` is another while it works.
    """
    if TYPES not in sys.modules:
        with (
            _replaced(attrs, "define", _put_off),
            _replaced(builtins, "__build_class__", _without_body),
        ):
            found = vars(import_module(TYPES))
        for each in found.values():
            # One that attrs has nothing to do with.
            if isinstance(each, type) and _PUT_OFF.keys().isdisjoint(vars(each)):
                _write(each)


def _without_body(body: FunctionType, name: str, *bases: type, **options: Any) -> type:  # noqa: ANN401  (as Python has it)
    """Make a class as Python does, for one that holds nothing but members its name alone."""
    has_methods = CodeType in map(type, body.__code__.co_consts)
    if bases or options or has_methods or body.__globals__.get("__name__") != TYPES:
        return _build_class(body, name, *bases, **options)
    return type(name, (), {"__module__": TYPES, _BODY: staticmethod(body)})


def _put_off(cls: type | None = None, **options: Any) -> Any:  # noqa: ANN401  (as attrs has it)
    """Do as `attrs.define`, for a class of lsprotocol later."""
    if cls is None or options or cls.__module__ != TYPES:
        return _define(cls, **options)
    for name, later in _PUT_OFF.items():
        setattr(cls, name, later)
    return cls


class _Later:
    """Stands in classes for something that is yet to be made; to look at it is to have it.

    It may be found by way of the very class alone: none of lsprotocol's has another above it.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> object:
        """What stands here once the class is built."""
        with _build_one_at_a_time:
            if vars(owner)[self._name] is self:
                _build(owner)
        return getattr(owner if instance is None else instance, self._name)


_PUT_OFF: Mapping[str, _Later] = {name: _Later(name) for name in ("__init__", "__attrs_attrs__")}
"""What is looked at before anything else that attrs makes: nobody has an instance, or the fields.

Unpickling is not looked after: it makes an instance without either.
"""


def _build(cls: type) -> None:
    _write(cls)
    # `init` is said, since attrs leaves alone what a class has of its own.
    _define(cls, slots=False, init=True)


def _write(cls: type) -> None:
    """Put what is written in a class into it, unless it is there."""
    body = vars(cls).get(_BODY)
    if body is not None:
        delattr(cls, _BODY)
        written = vars(_build_class(body.__func__, cls.__name__))
        for name in written.keys() - _OWN:
            setattr(cls, name, written[name])


@contextmanager
def _replaced(module: ModuleType, name: str, successor: Callable[..., Any]) -> Iterator[None]:
    original = cast("Any", getattr(module, name))
    setattr(module, name, successor)
    try:
        yield
    finally:
        setattr(module, name, original)
