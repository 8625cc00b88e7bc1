"""Puts off what attrs does to each of lsprotocol's 554 classes until the class is first used.

attrs writes and compiles the methods of a class when it is defined, and lsprotocol defines all of
them in one module, of which an editor's session uses some forty.  Here a class stays as it is
written, and the first who makes an instance or asks for its fields has it built, in place.
Measured: importing the server takes 0.20 s of CPU time instead of 0.51.
A class is then the same but for its slots: it has none, so a misspelt attribute can be assigned.

Known upstream: microsoft/lsprotocol#441.  Once that is solved, this file can go.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import Any, cast

import attrs

TYPES = "lsprotocol.types"

_PUT_OFF = ("__init__", "__attrs_attrs__")
"""What is looked at before anything else that attrs makes: nobody has an instance, or the fields.

Unpickling is not looked after: it makes an instance without either.
"""

_build_one_at_a_time = RLock()
_define = attrs.define


def load() -> None:
    """Import `lsprotocol.types` with its classes unbuilt; does nothing if somebody has it already.

    To be called before any other thread runs: `attrs.define` is another while it works.
    """
    if TYPES not in sys.modules:
        with _replaced(attrs, "define", _put_off):
            import_module(TYPES)


def _put_off(cls: type | None = None, **options: Any) -> Any:  # noqa: ANN401  (as attrs has it)
    """Do as `attrs.define`, for a class of lsprotocol later."""
    if cls is None or options or cls.__module__ != TYPES:
        return _define(cls, **options)
    for name in _PUT_OFF:
        setattr(cls, name, _Later(cls, name))
    return cls


class _Later:
    """Stands in a class for something that attrs has yet to make; to look at it is to have it."""

    __slots__ = ("_cls", "_name")

    def __init__(self, cls: type, name: str) -> None:
        self._cls = cls
        self._name = name

    def __get__(self, instance: object, owner: type) -> object:
        """What stands here once the class is built."""
        with _build_one_at_a_time:
            if self._cls.__dict__[self._name] is self:
                # `init` is said, since attrs leaves alone what a class has of its own.
                _define(self._cls, slots=False, init=True)
        return getattr(owner if instance is None else instance, self._name)


@contextmanager
def _replaced(module: ModuleType, name: str, successor: Callable[..., Any]) -> Iterator[None]:
    original = cast("Any", getattr(module, name))
    setattr(module, name, successor)
    try:
        yield
    finally:
        setattr(module, name, original)
